import type { Logger } from '../contracts/logger.ts';
import type { RedisConnections } from '../storage/redis/connection.ts';

/** What is looked at again and again. Times in ms. */
export interface Watch {
  /** Takes up what was left lying; gives how much. */
  readonly sweep: () => Promise<number>;
  /** Finds every job and every timer again from the database. */
  readonly recover: () => Promise<unknown>;
  /** Only where there are several processes. */
  readonly redis: RedisConnections | null;
  readonly logger: Logger;
  readonly everyMs?: number;
}

/** With others around, what a process leaves behind is taken up within seconds. */
const SHARED_MS = 3_000;
/** Alone, the queue itself remembers; this is for what could not even be written down. */
const ALONE_MS = 30_000;

/**
 * P5 while the gateway runs: sweeps the database, and finds all jobs again when Redis was emptied or away. A mark in Redis
 * that is gone says that everything else is gone too. Returns what ends it; holds no process alive.
 */
export function keepWatch({ sweep, recover, redis, logger, everyMs }: Watch): () => void {
  const period = everyMs ?? (redis ? SHARED_MS : ALONE_MS);
  let hasEnded = false;
  let isWell = true;
  let mayBeLost = false;
  let timer: NodeJS.Timeout;
  redis?.onReturn(() => {
    mayBeLost = true;
  });
  const look = async () => {
    if (redis && (mayBeLost || (await isEmptied(redis)))) {
      mayBeLost = false;
      await recover().catch((error: unknown) => {
        mayBeLost = true;
        throw error;
      });
      await redis.commands.set(markOf(redis), '1');
      logger.info({}, 'Redis was away or emptied; its jobs were found again in the database');
    }
    const taken = await sweep();
    if (taken > 0) logger.info({ conversations: taken }, 'work that was left lying is taken up');
    isWell = true;
  };
  const wait = () => {
    if (hasEnded) return;
    // Not all processes in the same moment.
    const ms = period * (0.75 + Math.random() / 2);
    timer = setTimeout(() => void look().catch(failed).then(wait), ms).unref();
  };
  const failed = (err: unknown) => {
    if (isWell && !hasEnded) logger.warn({ err }, 'the database or Redis could not be looked at; it is tried on');
    isWell = false;
  };
  void redis?.commands.set(markOf(redis), '1').catch(() => undefined);
  wait();
  return () => {
    hasEnded = true;
    clearTimeout(timer);
  };
}

async function isEmptied(redis: RedisConnections): Promise<boolean> {
  return (await redis.commands.exists(markOf(redis))) === 0;
}

function markOf({ prefix }: RedisConnections): string {
  return `${prefix}:recovered`;
}
