import { randomBytes } from 'node:crypto';
import type { Config } from '../config/config.ts';
import type { Clock } from '../contracts/clock.ts';
import type { LiveBus } from '../contracts/conversation.ts';
import type { MeasuredJobQueue } from '../contracts/jobs.ts';
import type { Logger } from '../contracts/logger.ts';
import type { JobMetrics } from '../contracts/metrics.ts';
import { aloneHolds, type Holds, type PointCounters, type TakenOnce } from '../contracts/sharing.ts';
import { createLiveBus } from '../conversation/live-bus.ts';
import { transcriptItem } from '../conversation/views.ts';
import { BullJobQueue } from '../storage/jobs/bull-queue.ts';
import { EmbeddedJobQueue } from '../storage/jobs/embedded-queue.ts';
import { connectRedis, type RedisConnections, redisReason } from '../storage/redis/connection.ts';
import { LeaseHolds } from '../storage/redis/lease-holds.ts';
import { createRedisCounters, createRedisOnce } from '../storage/redis/limits.ts';
import { createSharedLiveBus } from '../storage/redis/live-channel.ts';
import { createSocketAdapter, type SocketAdapter } from '../storage/redis/socket-adapter.ts';
import { InstallationRepository } from '../storage/repositories/installation.ts';
import type { PipelineStores } from './pipeline.ts';
import type { ServiceModels } from './stores.ts';

/** What one process has for itself, or shares with others through Redis. */
export interface Sharing {
  readonly jobs: MeasuredJobQueue;
  readonly live: LiveBus;
  readonly holds: Holds;
  /** Only where there are several processes. */
  readonly among: {
    readonly counters: PointCounters;
    readonly once: TakenOnce;
    readonly socketAdapter: SocketAdapter;
    readonly redis: RedisConnections;
  } | null;
  /** `true`, or what is wrong. */
  check(): Promise<true | string>;
  close(): Promise<void>;
}

/** What it is joined from. */
export interface SharingParts {
  readonly config: Pick<Config, 'redisUrl'>;
  readonly models: Pick<ServiceModels, 'jobs' | 'counters'>;
  readonly stores: PipelineStores;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: JobMetrics;
}

/** Everything in this process, or through Redis when `REDIS_URL` is set. Throws REDIS_UNAVAILABLE. */
export async function openSharing(parts: SharingParts): Promise<Sharing> {
  const { config, models, clock, logger, metrics } = parts;
  if (config.redisUrl !== null) return openAmongMany(parts, config.redisUrl);
  return {
    jobs: new EmbeddedJobQueue({ model: models.jobs, clock, logger, metrics }),
    live: createLiveBus(logger),
    holds: aloneHolds,
    among: null,
    check: async () => true,
    close: async () => undefined,
  };
}

async function openAmongMany({ models, stores, clock, logger, metrics }: SharingParts, url: string): Promise<Sharing> {
  const { conversations, contacts, log } = stores;
  // The data name their keys: two installations may share a Redis, and all processes of one agree.
  const installation = await new InstallationRepository(models.counters).id(() => randomBytes(6).readUIntBE(0, 6));
  const redis = await connectRedis({ url, prefix: `ventanilla:${installation.toString(36)}`, logger });
  const follower = {
    taken: (id: string) => {
      conversations.drop(id);
      log.forget(id);
    },
    lettingGo: (id: string) => conversations.settleOne(id),
    lost: (id: string) => conversations.drop(id),
  };
  const holds = new LeaseHolds({ redis, follower, logger });
  conversations.shareBy(holds);
  contacts.share();
  const read = async (id: string) => {
    const message = await log.find(id);
    return message && transcriptItem(message, []);
  };
  return {
    jobs: new BullJobQueue({ redis, clock, logger, metrics }),
    live: await createSharedLiveBus({ redis, local: createLiveBus(logger), logger, read }),
    holds,
    among: {
      counters: createRedisCounters(redis),
      once: createRedisOnce(redis),
      socketAdapter: createSocketAdapter(redis, logger),
      redis,
    },
    check: () =>
      redis.commands.ping().then(
        () => true as const,
        (error: unknown) => `REDIS_UNAVAILABLE: ${redisReason(error)}`,
      ),
    async close() {
      holds.close();
      await redis.close();
    },
  };
}
