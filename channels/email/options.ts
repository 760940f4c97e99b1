import type { Clock } from '../../src/contracts/clock.ts';
import type { FileStore } from '../../src/contracts/files.ts';
import type { Logger } from '../../src/contracts/logger.ts';
import type { DeliveryReports, MailThreads } from '../../src/contracts/mail-threads.ts';
import type { Redactor } from '../../src/contracts/redacted.ts';
import type { MailLanguage } from './render/texts.ts';
import type { SmtpSettings } from './submission/settings.ts';

/** How to get at a mailbox on its server. */
export interface ImapSettings {
  readonly host: string;
  readonly port: number;
  readonly tls: 'implicit' | 'starttls' | 'none';
  readonly user: string;
  readonly password: string;
}

/** Where letters go once they were looked at: below the folder `Ventanilla`, or wherever the operator wants them. */
export interface MailFolders {
  readonly inbox: string;
  readonly processed: string;
  /** Of machines: automatic answers, lists. */
  readonly automatic: string;
  readonly bounces: string;
  /** What could not be taken; a person must look. */
  readonly parked: string;
}

/** A mailbox that people write to. */
export interface MailAccount {
  /** As the policy's `channels.email.mailboxes` calls it; the account of its conversations. */
  readonly name: string;
  readonly address: string;
  /** Other addresses whose letters arrive in it. */
  readonly aliases: readonly string[];
  /** What stands beside our address. */
  readonly title: string;
  /** Name of the organisation that it belongs to, for the end of our letters. */
  readonly organisation: string;
  readonly language: MailLanguage;
  /** The threads of that organisation. */
  readonly threads: MailThreads;
  /** Null: letters come by the listener alone. */
  readonly imap: ImapSettings | null;
  /** Null: the mailbox takes letters and answers none. */
  readonly smtp: SmtpSettings | null;
  readonly folders: MailFolders;
  /** The server takes `name+anything@`: answers carry a signed token, so that a program that drops the thread's headers is no matter. */
  readonly plusAddressing: boolean;
  /** Name under which our mail server writes `Authentication-Results`; null: nobody checks who wrote, and the From is taken as it is. */
  readonly authenticatedBy: string | null;
}

/** What one address may cause, and how much a letter may hold. */
export interface MailLimits {
  /** Letters of machines that one address gets in an hour; then a person must send them. */
  readonly repliesPerHour: number;
  /** Letters that are taken from one address in an hour; then they are parked. */
  readonly lettersPerHour: number;
  readonly letterBytes: number;
  readonly fileBytes: number;
}

/** Limits unless told otherwise. */
export const defaultLimits: MailLimits = {
  repliesPerHour: 20,
  lettersPerHour: 60,
  letterBytes: 25 * 1024 * 1024,
  fileBytes: 10 * 1024 * 1024,
};

/** What the mail channel needs. */
export interface EmailOptions {
  readonly accounts: readonly MailAccount[];
  readonly reports: DeliveryReports;
  readonly files: FileStore;
  readonly redactor: Redactor;
  /** Signs reply tokens. */
  readonly tokenKey: Buffer;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly limits?: Partial<MailLimits>;
  /** Door for a mail server that hands letters over itself (LMTP or SMTP). */
  readonly listen?: { readonly host: string; readonly port: number; readonly protocol: 'lmtp' | 'smtp' };
  /** Waits between two tries to reach a server, ms: the first and the longest. */
  readonly retry?: { readonly firstMs: number; readonly longestMs: number };
  readonly random?: () => number;
}
