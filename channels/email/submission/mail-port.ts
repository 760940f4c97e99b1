import type { MailPort } from '../../../src/contracts/mail.ts';
import type { Submission } from './submission.ts';

/** Copies, notices, activation mails: what the product writes of its own accord. No mail program answers them by itself. */
export function createMailPort(submission: Submission): MailPort {
  return {
    async send({ id, to, subject, text, html, inReplyTo, files = [] }) {
      await submission.submit({
        ...{ id, subject, text, from: submission.from, to: { address: to }, automation: 'auto-generated' },
        files: files.map(({ name, mediaType, body: content }) => ({ name, mediaType, content })),
        ...(html === undefined ? {} : { html }),
        ...(inReplyTo === undefined ? {} : { inReplyTo, references: [inReplyTo] }),
      });
    },
  };
}
