import type { Redacted } from './redacted.ts';

/** Which conversation a letter belongs to. */
export interface ThreadKey {
  /** The mailbox's name. */
  readonly account: string;
  /** The conversation's address. */
  readonly address: string;
}

/** What the channel must know of a conversation by mail to answer it. */
export interface MailThread extends ThreadKey {
  /** Who opened it: answers go there and nowhere else. */
  readonly requester: string;
  readonly requesterName: Redacted;
  /** Addresses that may write in it without a reply token: the requester, and whom the requester put on the letter. */
  readonly participants: readonly string[];
  /** Without `Re:` and the like. */
  readonly subject: Redacted;
  /** Message-ID of the requester's last letter; null: it had none, or one that may not be kept. */
  readonly inReplyTo: string | null;
  /** Oldest first. */
  readonly references: readonly string[];
}

/** A letter that came in. */
export interface MailReceived extends ThreadKey {
  readonly messageId: string | null;
  /** The deduplication key. */
  readonly key: string;
  readonly from: string;
  readonly at: Date;
}

/** A letter that goes out. */
export interface MailSent extends ThreadKey {
  readonly messageId: string;
  readonly replyId: string;
  readonly to: string;
  /** A machine wrote it. */
  readonly automatic: boolean;
  readonly at: Date;
}

/** The place of a letter in a mailbox on its server: the two numbers together are never given twice. */
export interface MailPlace {
  readonly account: string;
  readonly uidValidity: string;
  readonly uid: number;
}

/** What the mail channel keeps of one organisation. Doing any of it twice changes nothing. */
export interface MailThreads {
  find(key: ThreadKey): Promise<MailThread | null>;
  /** The thread of the first of these Message-IDs that is known, whichever way it travelled. */
  threadOf(messageIds: readonly string[]): Promise<ThreadKey | null>;
  /** Keeps a thread; one that is there is brought up to the letter: its participants grow, its last letter changes. */
  keep(thread: MailThread): Promise<void>;
  /** Notes a letter under its key. */
  received(mail: MailReceived): Promise<void>;
  /** The thread that a letter with this key was noted in first; null: it is new. */
  receivedAs(key: string): Promise<ThreadKey | null>;
  /** Before the letter leaves: its answer may be faster than ours to the store. */
  sent(mail: MailSent): Promise<void>;
  /** The letter of ours with one of these Message-IDs. */
  sentAs(messageIds: readonly string[]): Promise<{ readonly replyId: string } | null>;
  /** How many letters came from an address, or how many of a machine went to it. */
  count(direction: 'in' | 'out', address: string, since: Date): Promise<number>;
  /** Remembers a letter that was taken and could not be moved out of its folder. */
  taken(place: MailPlace, at: Date): Promise<void>;
  isTaken(place: MailPlace): Promise<boolean>;
}

/** What became of a reply after its channel had taken it. */
export interface DeliveryReports {
  /** It did not arrive: seen on the message, and waits among the dead letters. `code`: what the other side called it. */
  bounced(replyId: string, about: { readonly status: string; readonly at: Date }): Promise<boolean>;
}
