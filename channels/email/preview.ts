import { createHash } from 'node:crypto';
import type { EnvelopeInput, Reply } from '../../src/contracts/envelope.ts';
import type { FileStore } from '../../src/contracts/files.ts';
import type { Redacted, Redactor } from '../../src/contracts/redacted.ts';
import { contentOf } from './content.ts';
import { defaultLimits } from './options.ts';
import { parseMail } from './parse/parse.ts';
import type { AutomaticSign, Bounce } from './parse/parsed-mail.ts';
import { bareSubject } from './parse/subject.ts';
import { type RenderedMail, renderMail } from './render/render.ts';
import type { MailLanguage } from './render/texts.ts';
import { addressOf } from './threads/tokens.ts';

/** What the channel would make of a letter that nobody knows yet; nothing is kept. Texts are redacted. */
export interface LetterPreview {
  readonly automatic: AutomaticSign | null;
  readonly bounce: Bounce | null;
  /** Empty: nobody answers it. */
  readonly envelopes: readonly EnvelopeInput[];
  /** How an answer with this text would look. */
  readonly answer: RenderedMail | null;
}

/** Reads a letter as it would arrive, and draws an answer to it. Throws when it is none. */
export async function previewLetter(
  raw: Buffer,
  about: { mailbox: string; own: ReadonlySet<string>; language: MailLanguage; organisation: string; answer: string },
  redactor: Redactor,
): Promise<LetterPreview> {
  const { mailbox, own, language, organisation, answer } = about;
  const mail = await parseMail(raw, own);
  const { automatic, bounce, sender } = mail;
  if (sender === null || automatic !== null || bounce !== null)
    return { automatic, bounce, envelopes: [], answer: null };
  const clean = (text: string): Redacted => redactor.redact(text, { speaker: 'user' }).text;
  const {
    text = '',
    aside,
    ...content
  } = await contentOf(mail, true, { files: noFiles, language, limits: defaultLimits });
  const address = addressOf(mailbox, mail.key);
  const envelope: EnvelopeInput = {
    ...{ channel: 'email', account: mailbox, address, messageId: clean(mail.key) },
    sender: { id: sender.address, name: clean(sender.name) },
    sentAt: mail.sentAt ?? new Date(0),
    ...{ text: clean(text), ...(aside === undefined ? {} : { aside: clean(aside) }), ...content },
  };
  const thread = {
    ...{ account: mailbox, address, requester: sender.address, requesterName: clean(sender.name), participants: [] },
    ...{ subject: clean(bareSubject(mail.subject)), inReplyTo: mail.messageId, references: mail.references },
  };
  const reply: Reply = {
    ...{ id: 'preview', seq: 2, at: new Date(0), from: { role: 'bot', name: organisation }, text: clean(answer) },
    conversation: { id: 'preview', channel: 'email', account: mailbox, address },
    ...{ choices: [], links: [], attachments: [] },
  };
  return { automatic, bounce, envelopes: [envelope], answer: renderMail(reply, { thread, language, organisation }) };
}

/** Names files and keeps none. */
const noFiles: FileStore = {
  async put(content, { name, mediaType }) {
    const fileId = createHash('sha256').update(content).digest('hex');
    return { fileId, name, mediaType, size: content.byteLength, review: 'unscanned' };
  },
  get: async () => null,
};
