/** A job to be run later. The key makes it unique: scheduling the same key again moves it (P5). */
export interface JobRequest {
  readonly key: string;
  readonly type: string;
  readonly runAt: Date;
  /** Ids only, never text. */
  readonly data: Readonly<Record<string, string | number | boolean>>;
}

/** A job that is being run. */
export interface Job extends JobRequest {
  /** 1 on the first try. */
  readonly attempt: number;
}

/** Runs one job; throwing means try again later, with backoff. Must be idempotent: a job may run twice. */
export type JobHandler = (job: Job) => Promise<void>;

/** Delayed and retried work. The database can always rebuild what is in it. */
export interface JobQueue {
  handle(type: string, handler: JobHandler): void;
  schedule(job: JobRequest): Promise<void>;
  cancel(key: string): Promise<void>;
  start(): Promise<void>;
  /** Waits for the jobs under way. */
  stop(): Promise<void>;
}

/** A queue that can be looked at, for the metrics. */
export interface MeasuredJobQueue extends JobQueue {
  /** Jobs that wait or run. */
  depth(): Promise<number>;
}
