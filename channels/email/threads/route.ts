import type { MailThread, ThreadKey } from '../../../src/contracts/mail-threads.ts';
import type { Redactor } from '../../../src/contracts/redacted.ts';
import type { MailAccount } from '../options.ts';
import type { Authenticity } from '../parse/authenticity.ts';
import type { Correspondent, ParsedMail } from '../parse/parsed-mail.ts';
import { bareSubject, isSameSubject } from '../parse/subject.ts';
import { domainOf } from '../submission/settings.ts';
import { addressOf, type ReplyTokens } from './tokens.ts';

/** What routing reads. */
export interface RouteDeps {
  readonly tokens: ReplyTokens;
  readonly redactor: Redactor;
  /** All addresses of all our mailboxes. */
  readonly own: ReadonlySet<string>;
}

/** Longest part of a thread's history that our letters carry. */
const MAX_REFERENCES = 20;

/** A letter whose sender is known. `forged` ones join nothing by their From. */
export type RoutedMail = ParsedMail & { readonly sender: Correspondent; readonly standing: Authenticity };

/** Where a letter belongs, and the thread as it is once the letter has come. */
export type Route = MailThread;

/**
 * Finds a letter's conversation: by In-Reply-To, then References from the last to the first, then a signed token in the
 * address; never by the subject alone. Whoever writes must take part in the thread or hold its token; a forged From takes part in nothing. A letter that
 * changes the subject, is passed on, or answers something that we never sent opens a conversation of its own.
 */
export async function routeLetter(
  mail: RoutedMail,
  { account, recipients }: { account: MailAccount; recipients: readonly string[] },
  deps: RouteDeps,
): Promise<Route> {
  const thread = mail.isForward ? null : await threadOf(mail, { account, recipients }, deps);
  return thread === null ? opened(mail, account, deps) : joined(thread, mail, deps);
}

async function threadOf(
  mail: RoutedMail,
  { account, recipients }: { account: MailAccount; recipients: readonly string[] },
  { tokens, redactor }: RouteDeps,
): Promise<MailThread | null> {
  const { threads } = account;
  const subject = redactor.redact(bareSubject(mail.subject)).text;
  const find = async (key: ThreadKey | null) => {
    const thread = key === null ? null : await threads.find(key);
    return thread !== null && isSameSubject(thread.subject, subject) ? thread : null;
  };
  const held = heldTokens(account, recipients, tokens);
  const ids = [...new Set([...(mail.inReplyTo ? [mail.inReplyTo] : []), ...mail.references.toReversed()])];
  const answered = await find(await threads.threadOf(ids));
  const isParticipant = mail.standing !== 'forged' && answered?.participants.includes(mail.sender.address);
  if (answered && (isParticipant || held.includes(answered.address))) {
    return answered;
  }
  const [address] = held;
  return address === undefined ? null : find({ account: account.name, address });
}

/** The conversations whose token stands in an address that the letter was sent to. */
function heldTokens(account: MailAccount, recipients: readonly string[], tokens: ReplyTokens): string[] {
  const [local] = account.address.split('@');
  const start = `${local}+`.toLowerCase();
  return recipients.flatMap((recipient) => {
    if (!recipient.startsWith(start) || domainOf(recipient) !== domainOf(account.address)) return [];
    const token = recipient.slice(start.length, recipient.lastIndexOf('@'));
    return tokens.read(account.name, token) ?? [];
  });
}

function opened(mail: RoutedMail, account: MailAccount, { redactor, own }: RouteDeps): MailThread {
  const { sender } = mail;
  return {
    account: account.name,
    address: addressOf(account.name, mail.key),
    requester: sender.address,
    requesterName: redactor.redact(sender.name).text,
    participants: participantsOf(mail, own),
    subject: redactor.redact(bareSubject(mail.subject)).text,
    ...lastLetter(mail, redactor),
  };
}

function joined(thread: MailThread, mail: RoutedMail, { redactor, own }: RouteDeps): MailThread {
  // Only the requester lets others in, and only the requester is answered.
  if (mail.sender.address !== thread.requester) return { ...thread, inReplyTo: null };
  return { ...thread, participants: participantsOf(mail, own), ...lastLetter(mail, redactor) };
}

function participantsOf({ sender, recipients }: ParsedMail, own: ReadonlySet<string>): string[] {
  const people = [...(sender ? [sender] : []), ...recipients].map(({ address }) => address);
  return [...new Set(people)].filter((address) => !own.has(withoutTag(address)));
}

/** What our answer refers to. A Message-ID that tells of somebody's network is not kept (P4). */
function lastLetter(
  { messageId, references }: ParsedMail,
  redactor: Redactor,
): Pick<MailThread, 'inReplyTo' | 'references'> {
  const isHarmless = (id: string) => redactor.redact(id).findings.length === 0;
  const inReplyTo = messageId !== null && isHarmless(messageId) ? messageId : null;
  const history = references.filter(isHarmless).slice(-MAX_REFERENCES);
  return { inReplyTo, references: inReplyTo === null ? history : [...history, inReplyTo] };
}

/** `support+token@…` is `support@…`. */
export function withoutTag(address: string): string {
  return address.replace(/\+[^@]*@/, '@');
}
