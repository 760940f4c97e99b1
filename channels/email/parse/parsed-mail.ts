/** Somebody on an address line. */
export interface Correspondent {
  readonly name: string;
  /** In small letters. */
  readonly address: string;
}

/** A file in a mail, its bytes in memory. */
export interface MailFile {
  readonly name: string;
  readonly mediaType: string;
  readonly content: Buffer;
}

/** Why no machine may answer a mail (RFC 3834); the first sign that was found. */
export type AutomaticSign =
  | 'auto-submitted'
  | 'null-sender'
  | 'report'
  | 'precedence'
  | 'list'
  | 'suppressed'
  | 'auto-header'
  | 'robot'
  | 'own'
  | 'subject';

/** What a mail server says of a mail of ours that it could not deliver (RFC 3464). */
export interface Bounce {
  /** Message-IDs that the report speaks of, ours among them. */
  readonly of: readonly string[];
  /** `failed` for good; `delayed`: the server goes on trying. */
  readonly action: 'failed' | 'delayed';
  /** Enhanced status, like `5.1.1`; empty when it tells none. */
  readonly status: string;
}

/** A mail, read. Raw text: nothing here has been redacted. */
export interface ParsedMail {
  /** The deduplication key: the Message-ID with a digest of what was sent under it. */
  readonly key: string;
  /** With its brackets; null: the mail has none. */
  readonly messageId: string | null;
  /** Who gets the answer, and so who is asked about: the Reply-To where there is one, else the From. Null: nobody. */
  readonly sender: Correspondent | null;
  /** Who is said to have written it, whoever gets the answer. */
  readonly from: Correspondent | null;
  /** Every `Authentication-Results`, topmost first; any of them may be forged. */
  readonly authentication: readonly string[];
  /** Everybody on To and Cc. */
  readonly recipients: readonly Correspondent[];
  readonly subject: string;
  readonly sentAt: Date | null;
  /** What its writer says now. */
  readonly text: string;
  /** What it carries beside that: quoted letters, a signature. */
  readonly aside: string;
  readonly isForward: boolean;
  readonly inReplyTo: string | null;
  /** Oldest first. */
  readonly references: readonly string[];
  readonly files: readonly MailFile[];
  readonly automatic: AutomaticSign | null;
  readonly bounce: Bounce | null;
}
