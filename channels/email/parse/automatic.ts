import type { AutomaticSign } from './parsed-mail.ts';

/** The head of a mail as the guard reads it. Names in small letters. */
export interface MailHead {
  /** The values of a header, top first; empty when there is none. */
  all(name: string): readonly string[];
  readonly senders: readonly string[];
  readonly subject: string;
}

/** Local parts that no person reads. */
const ROBOT =
  /^(?:mailer-daemon|postmaster|(?:no|do-?not|donot)[-_.]?(?:reply|responder|contestar)|noreply\d*|bounces?|notifications?|daemon)(?:[-+_.].*)?$/;
const BULK = /^(?:bulk|list|junk|auto[-_]?reply)\b/;
const AUTO_HEADERS = [
  'x-autoreply',
  'x-autorespond',
  'x-auto-reply-from',
  'x-autoresponse',
  'x-mail-autoreply',
  'x-loop',
];
const LIST_HEADERS = ['list-id', 'list-unsubscribe', 'list-post', 'list-help'];
const SUBJECT =
  /^(?:respuesta autom[aá]tica|automatic reply|auto(?:matic)?[- ]?reply|autorespuesta|out of (?:the )?office|fuera de (?:la )?oficina|undeliver(?:able|ed)|mail delivery|delivery status notification)\b/i;

/**
 * Whether a machine wrote it, or a machine's answer would go astray (RFC 3834): the first sign found, else null. `own` are the
 * addresses of our mailboxes; a list that a mailbox of ours is the address of is no list. Pure.
 */
export function automaticSign(head: MailHead, own: ReadonlySet<string>): AutomaticSign | null {
  const first = (name: string) => head.all(name)[0]?.trim().toLowerCase();
  const isOwnList = head
    .all('list-id')
    .concat(head.all('list-post'))
    .some((value) => namesOwn(value, own));
  if (head.senders.some((address) => own.has(address))) return 'own';
  const submitted = first('auto-submitted');
  if (submitted !== undefined && !/^no\b/.test(submitted)) return 'auto-submitted';
  if (first('return-path')?.replace(/\s/g, '') === '<>') return 'null-sender';
  if (first('content-type')?.startsWith('multipart/report')) return 'report';
  if (!isOwnList && BULK.test(first('precedence') ?? '')) return 'precedence';
  if (!isOwnList && LIST_HEADERS.some((name) => head.all(name).length > 0)) return 'list';
  if (/\b(?:all|autoreply|oof|dr)\b/.test(first('x-auto-response-suppress') ?? '')) return 'suppressed';
  if (AUTO_HEADERS.some((name) => head.all(name).length > 0)) return 'auto-header';
  if (head.senders.length > 0 && head.senders.every((address) => ROBOT.test(localPart(address)))) return 'robot';
  return SUBJECT.test(head.subject) ? 'subject' : null;
}

/** A mailbox that people write to through a group: `List-Id: <soporte.example.org>` for soporte@example.org. */
function namesOwn(value: string, own: ReadonlySet<string>): boolean {
  const folded = value.toLowerCase();
  return [...own].some((address) => folded.includes(address) || folded.includes(`<${address.replace('@', '.')}>`));
}

function localPart(address: string): string {
  return address.slice(0, Math.max(0, address.lastIndexOf('@')));
}
