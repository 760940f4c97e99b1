/** What an administrator looks at when something is slow or silent. */
export interface SystemOverview {
  readonly version: string;
  readonly node: string;
  readonly startedAt: Date;
  readonly store: {
    readonly kind: string;
    /** On this machine; null: the store is a server of its own. */
    readonly bytes: number | null;
  };
  readonly filesBytes: number;
  readonly freeBytes: number;
  /** Replies on their way out, and jobs that wait. */
  readonly outbox: number;
  readonly jobs: number;
  readonly processes: 'one' | 'many';
}

/** How one connection to a mail server went; `problem` is the server's word, never a secret. */
export interface MailCheck {
  /** `smtp`, or the mailbox's name. */
  readonly name: string;
  readonly ok: boolean;
  readonly problem: string | null;
}

/** The installation as its administrators see it. */
export interface SystemPort {
  overview(): Promise<SystemOverview>;
  /** Connects to the mail server and to every mailbox; nothing is sent or read. Empty: no mail is configured. */
  checkMail(): Promise<readonly MailCheck[]>;
}
