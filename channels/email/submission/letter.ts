import type { SendMailOptions } from 'nodemailer';
import { AppError } from '../../../src/errors/app-error.ts';
import { messageIdOf } from './message-id.ts';
import { domainOf, isAddress, type Mailbox } from './settings.ts';

/** RFC 3834: what an automatic mail is. `no`: a person wrote it. */
export type Automation = 'auto-generated' | 'auto-replied' | 'no';

/** A mail, complete. */
export interface Letter {
  /** Deterministic; becomes the Message-ID. */
  readonly id: string;
  readonly from: Mailbox;
  /** One person: a letter never goes to others than the one it was written for. */
  readonly to: Mailbox;
  /** Where answers go; the sender's address unless given. */
  readonly replyTo?: Mailbox;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly automation: Automation;
  readonly inReplyTo?: string;
  readonly references?: readonly string[];
  readonly files?: readonly LetterFile[];
}

/** A file that goes with a letter. */
export interface LetterFile {
  readonly name: string;
  readonly mediaType: string;
  readonly content: Buffer;
}

/** The letter as nodemailer takes it. Throws DELIVERY_REFUSED when its recipient is no single address. Pure. */
export function mailOf(letter: Letter): SendMailOptions & { messageId: string } {
  const { from, to, replyTo, subject, text, html, automation, inReplyTo, references = [], files = [] } = letter;
  if (!isAddress(to.address)) throw new AppError('DELIVERY_REFUSED', { channel: 'email' });
  return {
    messageId: messageIdOf(letter.id, domainOf(from.address)),
    from: named(from),
    to: named(to),
    ...(replyTo ? { replyTo: named(replyTo) } : {}),
    // A subject is one line, whatever it was made of.
    subject: subject.replace(/\s+/g, ' ').trim().slice(0, 250),
    text,
    ...(html === undefined ? {} : { html }),
    ...(inReplyTo === undefined ? {} : { inReplyTo }),
    ...(references.length > 0 ? { references: [...references] } : {}),
    attachments: files.map(({ name, mediaType, content }) => ({ filename: name, contentType: mediaType, content })),
    headers: automation === 'no' ? {} : { 'Auto-Submitted': automation, 'X-Auto-Response-Suppress': 'All' },
  };
}

function named({ name = '', address }: Mailbox): { name: string; address: string } {
  return { name: name.replace(/[\p{Cc}"]/gu, ' ').trim(), address };
}
