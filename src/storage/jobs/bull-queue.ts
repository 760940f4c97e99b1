import { createHash, randomBytes } from 'node:crypto';
import type { Job as BullJob, JobOptions, Queue } from 'bull';
import type { Redis } from 'ioredis';
import type { Clock } from '../../contracts/clock.ts';
import type { JobHandler, JobRequest, JobScope, MeasuredJobQueue, WaitingJob } from '../../contracts/jobs.ts';
import type { Logger } from '../../contracts/logger.ts';
import type { JobMetrics } from '../../contracts/metrics.ts';
import { KeyedLock } from '../keyed-lock.ts';
import { quietly, type RedisConnections, redisReason } from '../redis/connection.ts';
import { isOf, listBullJobs, type StoredJob } from './bull-listing.ts';
import { jobRetries, type RetryRule, retryDelayMs } from './retry-delay.ts';

/** What the queue on Redis needs. */
export interface BullQueueOptions {
  readonly redis: RedisConnections;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: JobMetrics;
  /** Jobs run at once, in this process. */
  readonly concurrency?: number;
  readonly retries?: RetryRule;
  readonly random?: () => number;
  /** A job of a process that died is taken over when its lock has ended, ms. */
  readonly lockMs?: number;
}

const NAME = 'jobs';
/** Bull gives a job up after so many tries; this one never does: the database would find it again anyway. */
const NEVER = Number.MAX_SAFE_INTEGER;
/** The end waits no longer for Redis than this. */
const CLOSE_MS = 5_000;

const keptOptions: JobOptions = {
  attempts: NEVER,
  backoff: { type: 'jitter' },
  removeOnComplete: true,
  removeOnFail: true,
};

/**
 * Jobs in bull, for many processes. Bull keeps a job's id only while the job exists, so that a key that is scheduled again
 * cannot be moved there: each schedule is a job of its own, and a hash tells which one is its key's now. A job that finds
 * another in its place does nothing.
 *
 * Redis may be away or emptied: scheduling then fails silently, for the caller's work is in the database, and the gateway
 * finds everything again when Redis is back (P5).
 */
export class BullJobQueue implements MeasuredJobQueue {
  readonly #options: BullQueueOptions;
  readonly #queue: Queue<StoredJob>;
  readonly #handlers = new Map<string, JobHandler>();
  readonly #clients: Redis[] = [];
  readonly #current: string;
  readonly #failing: string;
  readonly #order = new KeyedLock();
  readonly #tell: (error: unknown) => void;

  constructor(options: BullQueueOptions) {
    this.#options = options;
    const { redis, logger, lockMs = 30_000, retries = jobRetries, random = Math.random } = options;
    this.#tell = quietly(logger);
    this.#current = `${redis.prefix}:current`;
    this.#failing = `${redis.prefix}:failing`;
    this.#queue = new redis.packages.Bull<StoredJob>(NAME, {
      prefix: `${redis.prefix}:bull`,
      createClient: (type) => (type === 'client' ? redis.commands : this.#dedicated()),
      defaultJobOptions: keptOptions,
      settings: {
        lockDuration: lockMs,
        stalledInterval: Math.max(500, lockMs / 2),
        maxStalledCount: NEVER,
        guardInterval: 1_000,
        retryProcessDelay: 500,
        drainDelay: 1,
        backoffStrategies: { jitter: (made: number) => retryDelayMs(retries, made - 1, random) },
      },
    });
    this.#queue.on('error', this.#tell);
  }

  handle(type: string, handler: JobHandler): void {
    this.#handlers.set(type, handler);
  }

  schedule(request: JobRequest): Promise<void> {
    return this.#order.run(request.key, () => this.#calmly(() => this.#put(request)));
  }

  cancel(key: string): Promise<void> {
    return this.#order.run(key, () => this.#calmly(() => this.#remove(key, null)));
  }

  async start(): Promise<void> {
    await this.#queue.isReady();
    // Resolves when the queue closes.
    this.#queue.process(this.#options.concurrency ?? 8, (job) => this.#run(job)).catch(this.#tell);
  }

  async stop(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, CLOSE_MS);
    });
    await Promise.race([this.#queue.close(), late]);
    clearTimeout(timer);
    for (const client of this.#clients) client.disconnect();
  }

  /** Jobs that wait or run. */
  async depth(): Promise<number> {
    return this.#options.redis.commands.hlen(this.#current);
  }

  list(page: JobScope & { readonly limit: number }): Promise<WaitingJob[]> {
    const { redis } = this.#options;
    return listBullJobs({ queue: this.#queue, redis, current: this.#current, failing: this.#failing }, page);
  }

  async hasten(key: string, { organisation }: JobScope): Promise<boolean> {
    const id = await this.#options.redis.commands.hget(this.#current, key);
    const job = id === null ? null : await this.#queue.getJob(id);
    if (job === null || !isOf(job.data, organisation)) return false;
    if (await job.isDelayed()) await job.promote();
    return true;
  }

  #dedicated(): Redis {
    const client = this.#options.redis.dedicated();
    this.#clients.push(client);
    return client;
  }

  async #put(request: JobRequest): Promise<void> {
    const { redis, clock } = this.#options;
    const { key, type, runAt, data } = request;
    const known = await redis.commands.hget(this.#current, key);
    const same = signOf(request);
    // A start schedules everything again: what stands there already costs one question.
    if (known?.startsWith(`${same}.`) && (await this.#queue.getJob(known)) !== null) return;
    const jobId = `${same}.${randomBytes(6).toString('hex')}`;
    const delay = Math.max(0, runAt.getTime() - clock.now().getTime());
    // First the job, then its place: a crash in between leaves one job too many, never one too few.
    await this.#queue.add({ key, type, runAt: runAt.getTime(), data }, { jobId, delay });
    await this.#remove(key, jobId);
  }

  /** Puts a job in the place of its key's present one, or nothing. */
  async #remove(key: string, next: string | null): Promise<void> {
    const { commands } = this.#options.redis;
    const old = (await commands.eval(SWAP, 2, this.#current, this.#failing, key, next ?? '')) as string | null;
    if (!old || old === next) return;
    // One that runs now is locked: it finds out by itself.
    await (await this.#queue.getJob(old))?.remove().catch(() => undefined);
  }

  async #run(job: BullJob<StoredJob>): Promise<void> {
    const { logger, metrics, redis } = this.#options;
    const { key, type, runAt, data } = job.data;
    const id = String(job.id);
    const current = await redis.commands.hget(this.#current, key);
    if (current !== null && current !== id) return metrics.jobRan(type, 'moved', 0);
    const from = performance.now();
    const attempt = job.attemptsMade + 1;
    try {
      const handler = this.#handlers.get(type);
      if (!handler) throw new Error('this process knows no such job');
      await handler({ key, type, runAt: new Date(runAt), data, attempt });
      metrics.jobRan(type, 'done', (performance.now() - from) / 1_000);
      await this.#settle(key, id);
    } catch (error) {
      metrics.jobRan(type, 'failed', (performance.now() - from) / 1_000);
      // Moved or cancelled while it ran: the other one tries again, or nobody.
      if ((await redis.commands.hget(this.#current, key)) !== id) return;
      await redis.commands.zadd(this.#failing, attempt, key);
      logger.error({ err: error, job: type, key, attempt }, 'job failed; it will be tried again');
      throw toldElsewhere();
    }
  }

  /** The job ran. Without Redis it may run once more, which does no harm. */
  async #settle(key: string, id: string): Promise<void> {
    await this.#options.redis.commands.eval(SETTLE, 2, this.#current, this.#failing, key, id).catch(this.#tell);
  }

  /** What cannot be scheduled now is found in the database later (P5): no turn fails for it. */
  async #calmly(work: () => Promise<void>): Promise<void> {
    const { redis, logger } = this.#options;
    if (!redis.isUp()) return this.#tell(new Error('TIMEOUT'));
    try {
      await work();
    } catch (error) {
      logger.warn({ reason: redisReason(error) }, 'job not scheduled; it is found again in the database');
    }
  }
}

/** Bull stores the message and the trace of an error, which could quote what was being worked on (P4). */
function toldElsewhere(): Error {
  const failure = new Error('failed; the log says why');
  failure.stack = '';
  return failure;
}

/** What a job is, so that the same again is known: its key, instant, type and ids. */
function signOf({ key, type, runAt, data }: JobRequest): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([type, data]))
    .digest('hex')
    .slice(0, 12);
  return `${key}@${runAt.getTime()}.${digest}`;
}

/** Puts the id of a key's job in place, or takes it out; gives the old one. The new one has not failed yet. */
const SWAP = `
local old = redis.call('HGET', KEYS[1], ARGV[1])
redis.call('ZREM', KEYS[2], ARGV[1])
if ARGV[2] == '' then redis.call('HDEL', KEYS[1], ARGV[1]) else redis.call('HSET', KEYS[1], ARGV[1], ARGV[2]) end
return old`;

/** Forgets a key's job if it is still the same. */
const SETTLE = `
if redis.call('HGET', KEYS[1], ARGV[1]) == ARGV[2] then
  redis.call('ZREM', KEYS[2], ARGV[1])
  return redis.call('HDEL', KEYS[1], ARGV[1])
end
return 0`;
