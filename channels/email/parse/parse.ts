import { createHash } from 'node:crypto';
import {
  type AddressObject,
  type Attachment,
  type HeaderLines,
  type ParsedMail as Read,
  simpleParser,
} from 'mailparser';
import { isAddress } from '../submission/settings.ts';
import { automaticSign } from './automatic.ts';
import { readBounce } from './bounce.ts';
import { textOfHtml } from './html-text.ts';
import type { Correspondent, MailFile, ParsedMail } from './parsed-mail.ts';
import { partLetter } from './reply-text.ts';
import { isForwarded } from './subject.ts';

/** Pictures under this are spacers and beacons. */
const MIN_INLINE_BYTES = 1_024;
const MAX_REFERENCES = 50;
const MAX_SUBJECT = 500;

/** The parser makes links and pictures of our texts unless told otherwise, and opens attached mails. */
const options = {
  skipHtmlToText: true,
  skipTextToHtml: true,
  skipImageLinks: true,
  keepCidLinks: true,
  keepDeliveryStatus: true,
  ignoreEmbedded: true,
  maxHeadSize: 256 * 1024,
  maxChildNodes: 300,
};

/**
 * Reads a mail. `own` are the addresses of our mailboxes. Always the same for the same bytes. Throws when the bytes are no
 * mail or are made to break parsers: such a mail is parked, whole.
 */
export async function parseMail(raw: Buffer, own: ReadonlySet<string>): Promise<ParsedMail> {
  const mail = await simpleParser(raw, options as Parameters<typeof simpleParser>[1]);
  const from = people(mail.from);
  const replyTo = people(mail.replyTo);
  const subject = (mail.subject ?? '').replace(/\s+/g, ' ').trim().slice(0, MAX_SUBJECT);
  const report = mail.attachments.find(({ contentType }) => contentType === 'message/delivery-status');
  const references = [...new Set([mail.references ?? []].flat())].slice(-MAX_REFERENCES);
  const head = { all: (name: string) => headerValues(mail.headerLines, name), subject };
  const isForward = isForwarded(subject);
  const body = bodyOf(mail);
  return {
    key: keyOf(mail, raw),
    messageId: mail.messageId ?? null,
    sender: replyTo[0] ? { ...replyTo[0], name: replyTo[0].name || (from[0]?.name ?? '') } : (from[0] ?? null),
    from: from[0] ?? null,
    authentication: head.all('authentication-results'),
    recipients: [...people(mail.to), ...people(mail.cc)],
    subject,
    sentAt: dateOf(head.all('date')[0] ?? ''),
    ...(isForward ? { text: body, aside: '' } : partLetter(body)),
    isForward,
    inReplyTo: mail.inReplyTo ?? null,
    references,
    files: mail.attachments.filter((part) => isFile(part)).map(fileOf),
    automatic: automaticSign({ ...head, senders: answered(replyTo, from).map(({ address }) => address) }, own),
    bounce: readBounce(report?.content.toString('utf8') ?? null, raw.toString('latin1'), [
      ...(mail.inReplyTo ? [mail.inReplyTo] : []),
      ...references,
    ]),
  };
}

/** A form of a web site writes from no-reply and names the person it speaks for in Reply-To. */
function answered(replyTo: readonly Correspondent[], from: readonly Correspondent[]): readonly Correspondent[] {
  return replyTo.length > 0 ? replyTo : from;
}

/** Not the parser's, which takes the present instant for a date that it cannot read. */
function dateOf(text: string): Date | null {
  const at = new Date(text.slice(0, 100));
  return Number.isFinite(at.getTime()) ? at : null;
}

/** Text where there is one; else what a person reads of the HTML. */
function bodyOf({ text = '', html }: Read): string {
  const own = text.trim();
  if (own !== '' || typeof html !== 'string') return own;
  return textOfHtml(html);
}

/**
 * The Message-ID with a digest of who, when and what: a mail that comes twice has the same key, and another mail under the
 * same Message-ID (EvolutionAPI#2110) has one of its own. A mail without a Message-ID has the digest alone.
 */
function keyOf({ messageId, headerLines }: Read, raw: Buffer): string {
  const hash = createHash('sha256');
  for (const name of ['from', 'date', 'subject']) hash.update(`${headerValues(headerLines, name).join('\n')}\n`);
  hash.update(raw.subarray(bodyStart(raw)));
  const digest = hash.digest('base64url').slice(0, 22);
  return messageId === undefined ? digest : `${messageId.slice(0, 200)} ${digest}`;
}

function bodyStart(raw: Buffer): number {
  const lines = raw.indexOf('\r\n\r\n');
  const bare = raw.indexOf('\n\n');
  if (lines >= 0 && (bare < 0 || lines < bare)) return lines + 4;
  return bare >= 0 ? bare + 2 : raw.length;
}

function headerValues(lines: HeaderLines, name: string): string[] {
  return lines.filter(({ key }) => key === name).map(({ line }) => line.slice(line.indexOf(':') + 1).trim());
}

function people(field: AddressObject | AddressObject[] | undefined): Correspondent[] {
  return [field ?? []]
    .flat()
    .flatMap(({ value }) => value.flatMap((one) => one.group ?? [one]))
    .map(({ name, address = '' }) => ({ name: name.slice(0, 200), address: address.toLowerCase() }))
    .filter(({ address }) => isAddress(address));
}

function isFile({ contentType, related, size }: Attachment): boolean {
  if (contentType === 'message/delivery-status') return false;
  return !(related && contentType.startsWith('image/') && size < MIN_INLINE_BYTES);
}

function fileOf({ filename, contentType, content }: Attachment, index: number): MailFile {
  const name = (filename ?? '').replace(/[\\/\p{Cc}]/gu, '_').slice(-200);
  return { name: name || nameOf(contentType, index), mediaType: contentType.slice(0, 127), content };
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'message/rfc822': 'eml',
  'text/calendar': 'ics',
  'text/plain': 'txt',
};

function nameOf(mediaType: string, index: number): string {
  const ending = EXTENSIONS[mediaType] ?? /^\w+\/(?:x-)?(\w{1,8})$/.exec(mediaType)?.[1] ?? 'bin';
  return `adjunto-${index + 1}.${ending}`;
}
