import type { ChannelStanding } from './channel-standing.ts';
import type { WaitingJob } from './jobs.ts';

/**
 * What an administrator looks at when something is slow or silent. Null: it is of the whole installation, and whoever asks is
 * of one of several organisations.
 */
export interface SystemOverview {
  readonly version: string;
  readonly node: string;
  readonly startedAt: Date;
  readonly store: {
    readonly kind: string;
    /** On this machine; null also when the store is a server of its own. */
    readonly bytes: number | null;
  };
  readonly filesBytes: number | null;
  readonly freeBytes: number | null;
  /** Conversations of whoever asks with replies on their way out. */
  readonly outbox: number;
  /** Jobs that wait. */
  readonly jobs: number | null;
  /** The last backup that was noted; `isDue`: there is none, or it is older than the configuration lets it be. */
  readonly backup: { readonly at: Date | null; readonly bytes: number | null; readonly isDue: boolean } | null;
  readonly processes: 'one' | 'many';
}

/** How one connection to a mail server went; `problem` is the server's word, never a secret. */
export interface MailCheck {
  /** `smtp`, or the mailbox's name. */
  readonly name: string;
  readonly ok: boolean;
  readonly problem: string | null;
}

/** A job that waits, as an administrator sees it. Its key holds ids only. */
export type SystemJob = Pick<WaitingJob, 'key' | 'type' | 'runAt' | 'failures'>;

/** The installation as its administrators see it: those of one organisation see that one alone; null sees all. */
export interface SystemPort {
  overview(organisation: string | null): Promise<SystemOverview>;
  /** The channels that their policy enables; null: those of the default organisation. */
  channels(organisation: string | null): Promise<readonly ChannelStanding[]>;
  /** Connects to the mail server and to their mailboxes; nothing is sent or read. Empty: no mail is configured. */
  checkMail(organisation: string | null): Promise<readonly MailCheck[]>;
  /** Jobs that failed first, then the next ones; at most `limit`, 1..200. */
  jobs(organisation: string | null, limit: number): Promise<readonly SystemJob[]>;
  /** Does a job now, and not when its time has come. Throws JOB_NOT_FOUND. */
  runJob(organisation: string | null, key: string): Promise<void>;
}
