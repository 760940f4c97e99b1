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

/** A job as it waits. */
export interface WaitingJob extends JobRequest {
  /** Failed tries so far; it is tried again at `runAt`. */
  readonly failures: number;
}

/** Which jobs are asked about: those whose data name an organisation, or all of the installation. */
export interface JobScope {
  readonly organisation: string | null;
}

/** A queue that can be looked at, for the metrics and for administrators. */
export interface MeasuredJobQueue extends JobQueue {
  /** Jobs that wait or run. */
  depth(): Promise<number>;
  /** Those that failed first, then the next ones. `limit` 1..200. */
  list(page: JobScope & { readonly limit: number }): Promise<readonly WaitingJob[]>;
  /** Brings a job's instant to now; false: there is no such job any more. */
  hasten(key: string, scope: JobScope): Promise<boolean>;
}
