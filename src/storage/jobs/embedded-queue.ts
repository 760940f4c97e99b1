import type { Model } from 'mongoose';
import type { Clock } from '../../contracts/clock.ts';
import type { Job, JobHandler, JobRequest, JobScope, MeasuredJobQueue, WaitingJob } from '../../contracts/jobs.ts';
import type { Logger } from '../../contracts/logger.ts';
import type { JobMetrics } from '../../contracts/metrics.ts';
import type { JobDoc } from '../models/jobs.ts';
import { jobRetries, type RetryRule, retryDelayMs } from './retry-delay.ts';

/** What the embedded queue needs. */
export interface EmbeddedQueueOptions {
  readonly model: Model<JobDoc>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics?: JobMetrics;
  /** Jobs run at once. */
  readonly concurrency?: number;
  readonly retries?: RetryRule;
  readonly random?: () => number;
}

const BATCH = 100;
/** The longest sleep: a clock that was set forward is noticed within it. */
const MAX_SLEEP_MS = 30_000;
/** A job that is still running may be due: do not spin while it does. */
const MIN_SLEEP_MS = 5;

/**
 * Jobs in the database itself, for one process. A job leaves the collection only after it ran; a crash in between
 * runs it again, so handlers are idempotent. A failing job is tried again for ever, ever more slowly, and logged.
 */
export class EmbeddedJobQueue implements MeasuredJobQueue {
  readonly #options: EmbeddedQueueOptions;
  readonly #handlers = new Map<string, JobHandler>();
  readonly #running = new Map<string, Promise<void>>();
  #timer: NodeJS.Timeout | null = null;
  #armedFor = Number.POSITIVE_INFINITY;
  #started = false;

  constructor(options: EmbeddedQueueOptions) {
    this.#options = options;
  }

  handle(type: string, handler: JobHandler): void {
    this.#handlers.set(type, handler);
  }

  async schedule({ key, type, runAt, data }: JobRequest): Promise<void> {
    const change = { $set: { type, runAt, data, failures: 0 } };
    await this.#options.model.collection.updateOne({ _id: key } as object, change, { upsert: true });
    this.#arm(runAt.getTime());
  }

  async cancel(key: string): Promise<void> {
    await this.#options.model.collection.deleteOne({ _id: key } as object);
  }

  async start(): Promise<void> {
    this.#started = true;
    await this.#armNext();
  }

  async stop(): Promise<void> {
    this.#started = false;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    await Promise.allSettled(this.#running.values());
  }

  async depth(): Promise<number> {
    return this.#options.model.collection.countDocuments({});
  }

  async list({ organisation, limit }: JobScope & { limit: number }): Promise<WaitingJob[]> {
    const found = this.#options.model.collection
      .find(scoped(organisation))
      .sort({ failures: -1, runAt: 1 })
      .limit(limit);
    return ((await found.toArray()) as unknown as JobDoc[]).map(({ _id: key, ...job }) => ({ key, ...job }));
  }

  async hasten(key: string, { organisation }: JobScope): Promise<boolean> {
    const runAt = this.#options.clock.now();
    const filter = { _id: key, ...scoped(organisation) } as object;
    const { matchedCount } = await this.#options.model.collection.updateOne(filter, { $set: { runAt } });
    if (matchedCount > 0) this.#arm(runAt.getTime());
    return matchedCount > 0;
  }

  /** Runs what is due now and waits for it; returns how many jobs ran. The timer calls it, and so do tests. */
  async runDue(): Promise<number> {
    let ran = 0;
    for (;;) {
      const due = await this.#due();
      if (due.length === 0) return ran;
      ran += due.length;
      const { concurrency = 8 } = this.#options;
      for (let from = 0; from < due.length; from += concurrency) {
        await Promise.all(due.slice(from, from + concurrency).map((doc) => this.#run(doc)));
      }
    }
  }

  /** When the next job is due; null = there is none. */
  async nextAt(): Promise<Date | null> {
    // Jobs of a type that nobody handles here would wake the timer again and again.
    const mine = { type: { $in: [...this.#handlers.keys()] } };
    const [next] = await this.#options.model.collection.find(mine).sort({ runAt: 1 }).limit(1).toArray();
    return next ? (next as unknown as JobDoc).runAt : null;
  }

  async #due(): Promise<JobDoc[]> {
    const filter = { runAt: { $lte: this.#options.clock.now() } };
    const found = this.#options.model.collection.find(filter).sort({ runAt: 1 }).limit(BATCH);
    const due = (await found.toArray()) as unknown as JobDoc[];
    return due.filter((doc) => this.#handlers.has(doc.type) && !this.#running.has(doc._id));
  }

  #run(doc: JobDoc): Promise<void> {
    const run = this.#attempt(doc).finally(() => this.#running.delete(doc._id));
    this.#running.set(doc._id, run);
    return run;
  }

  async #attempt(doc: JobDoc): Promise<void> {
    const { model, clock, logger, metrics, retries = jobRetries, random = Math.random } = this.#options;
    const from = performance.now();
    const ran = (outcome: 'done' | 'failed') => metrics?.jobRan(doc.type, outcome, (performance.now() - from) / 1_000);
    const job: Job = { key: doc._id, type: doc.type, runAt: doc.runAt, data: doc.data, attempt: doc.failures + 1 };
    // The instant in the filter: a job that was moved while it ran stays.
    const same = { _id: doc._id, runAt: doc.runAt } as object;
    try {
      await this.#handlers.get(doc.type)?.(job);
      ran('done');
      await model.collection.deleteOne(same);
    } catch (error) {
      ran('failed');
      const wait = retryDelayMs(retries, doc.failures, random);
      logger.error(
        { err: error, job: doc.type, key: doc._id, attempt: job.attempt },
        'job failed; it will be tried again',
      );
      const runAt = new Date(clock.now().getTime() + wait);
      await model.collection.updateOne(same, { $set: { runAt, failures: doc.failures + 1 } });
    }
  }

  #arm(at: number): void {
    if (!this.#started || at >= this.#armedFor) return;
    if (this.#timer) clearTimeout(this.#timer);
    this.#armedFor = at;
    const sleep = Math.min(MAX_SLEEP_MS, Math.max(MIN_SLEEP_MS, at - this.#options.clock.now().getTime()));
    this.#timer = setTimeout(() => this.#wake(), sleep);
    this.#timer.unref();
  }

  #wake(): void {
    this.runDue()
      .catch((error: unknown) => this.#options.logger.error({ err: error }, 'job queue could not read its jobs'))
      .then(() => this.#armNext())
      .catch((error: unknown) => {
        this.#options.logger.error({ err: error }, 'job queue could not find its next job');
        this.#armedFor = Number.POSITIVE_INFINITY;
        this.#arm(this.#options.clock.now().getTime() + MAX_SLEEP_MS);
      });
  }

  async #armNext(): Promise<void> {
    this.#armedFor = Number.POSITIVE_INFINITY;
    const next = await this.nextAt();
    const latest = this.#options.clock.now().getTime() + MAX_SLEEP_MS;
    this.#arm(next ? Math.min(latest, next.getTime()) : latest);
  }
}

function scoped(organisation: string | null): object {
  return organisation === null ? {} : { 'data.organisation': organisation };
}
