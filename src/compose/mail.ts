import { createMailPort, createSubmission, type Submission } from '../../channels/email/submission/index.ts';
import type { Config } from '../config/config.ts';
import type { MailPort } from '../contracts/mail.ts';

/** Outgoing mail, joined; the connections are made when something is sent. */
export interface JoinedMail {
  /** Null: no mail server is configured, and what would be mailed is left out. */
  readonly mail: MailPort | null;
  readonly submission: Submission | null;
}

/** Joins outgoing mail to the mail server of the configuration. */
export function joinMail({ smtp, dkim }: Pick<Config, 'smtp' | 'dkim'>): JoinedMail {
  if (smtp === null) return { mail: null, submission: null };
  const submission = createSubmission({ ...smtp, dkim });
  return { mail: createMailPort(submission), submission };
}
