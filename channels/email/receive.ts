import type { EnvelopeInput, IntakePort } from '../../src/contracts/envelope.ts';
import type { ThreadKey } from '../../src/contracts/mail-threads.ts';
import { contentOf } from './content.ts';
import type { EmailOptions, MailAccount, MailLimits } from './options.ts';
import { type Authenticity, authenticityOf } from './parse/authenticity.ts';
import { parseMail } from './parse/parse.ts';
import type { Bounce, Correspondent, ParsedMail } from './parse/parsed-mail.ts';
import { domainOf } from './submission/settings.ts';
import { type RouteDeps, routeLetter } from './threads/route.ts';
import { addressOf } from './threads/tokens.ts';

/** What became of a letter; the mailbox has a folder for each kind. `reason` is a code. */
export interface Received {
  readonly outcome: 'taken' | 'automatic' | 'bounce' | 'parked';
  readonly reason: string;
}

/** What receiving needs. */
export interface ReceiveDeps extends RouteDeps, Pick<EmailOptions, 'files' | 'reports' | 'clock'> {
  readonly limits: MailLimits;
  readonly intake: IntakePort;
}

/** Where a letter arrived. `recipients`: the addresses that the mail server had it for, where it told them. */
export interface Arrival {
  readonly account: MailAccount;
  readonly recipients?: readonly string[];
}

const HOUR_MS = 3_600_000;

/**
 * Takes a letter in: reads it, keeps its files, finds its conversation, and hands it to intake. Resolves once it is durable
 * (P1); doing it again changes nothing. Throws only what passes by itself, like a store that is away; whatever is wrong with the
 * letter itself parks it, so that it holds up no other.
 */
export async function receiveLetter(raw: Buffer, arrival: Arrival, deps: ReceiveDeps): Promise<Received> {
  if (raw.length > deps.limits.letterBytes) return { outcome: 'parked', reason: 'too-large' };
  const mail = await parseMail(raw, deps.own).catch(() => null);
  if (mail === null) return { outcome: 'parked', reason: 'unreadable' };
  if (mail.bounce !== null) return takeBounce(mail.bounce, arrival.account, deps);
  // RFC 3834: nobody answers a machine, and nothing that a machine wrote becomes work (P7).
  if (mail.automatic !== null) return { outcome: 'automatic', reason: mail.automatic };
  const { sender } = mail;
  if (sender === null) return { outcome: 'parked', reason: 'no-sender' };
  return takeLetter({ ...mail, sender, standing: standingOf(mail, sender, arrival.account) }, arrival, deps);
}

type Letter = ParsedMail & { readonly sender: Correspondent; readonly standing: Authenticity };

/** Where nobody checks, the From is taken as it is. What is proven is the From: a Reply-To of another domain is nobody's word. */
function standingOf(
  { from, authentication }: ParsedMail,
  sender: Correspondent,
  { authenticatedBy }: MailAccount,
): Authenticity {
  if (authenticatedBy === null) return 'proven';
  const standing = authenticityOf(authentication, authenticatedBy, from?.address ?? null);
  const isSame = from !== null && domainOf(from.address) === domainOf(sender.address);
  return standing === 'proven' && !isSame ? 'unknown' : standing;
}

async function takeLetter(letter: Letter, arrival: Arrival, deps: ReceiveDeps): Promise<Received> {
  const { threads } = arrival.account;
  const { clock, limits, intake } = deps;
  const known = await threads.receivedAs(letter.key);
  if (known === null) {
    const since = new Date(clock.now().getTime() - HOUR_MS);
    const others = await threads.count('in', letter.sender.address, since);
    if (others >= limits.lettersPerHour) return { outcome: 'parked', reason: 'limit' };
  }
  // A letter that came before, in this mailbox or in another of ours, keeps its conversation: intake will know it.
  const place = known ?? (await findPlace(letter, arrival, deps));
  const [receipt] = await intake.accept([await envelopeOf(letter, { place, account: arrival.account }, deps)]);
  if (receipt?.status === 'rejected') return { outcome: 'parked', reason: receipt.code };
  return { outcome: 'taken', reason: receipt?.status ?? 'stored' };
}

/** The thread is written first: the answer must find it, and may leave before this returns. */
async function findPlace(letter: Letter, { account, recipients = [] }: Arrival, deps: ReceiveDeps): Promise<ThreadKey> {
  const { threads } = account;
  const sentTo = [...recipients.map((one) => one.toLowerCase()), ...letter.recipients.map(({ address }) => address)];
  const thread = await routeLetter(letter, { account, recipients: sentTo }, deps);
  await threads.keep(thread);
  const place = { account: thread.account, address: thread.address };
  const { messageId, key, sender } = letter;
  await threads.received({ ...place, messageId, key, from: sender.address, at: deps.clock.now() });
  return place;
}

async function envelopeOf(
  letter: Letter,
  { place, account }: { place: ThreadKey; account: MailAccount },
  deps: ReceiveDeps,
): Promise<EnvelopeInput> {
  const { sender, key, sentAt, inReplyTo } = letter;
  // What opened a conversation says in its subject what it is about; an answer only repeats it.
  const isFirst = place.address === addressOf(place.account, key);
  return {
    channel: 'email',
    ...place,
    messageId: key,
    sender: { id: senderIdOf(letter), ...(sender.name === '' ? {} : { name: sender.name }) },
    sentAt: sentAt ?? deps.clock.now(),
    ...(await contentOf(letter, isFirst, { ...deps, language: account.language })),
    ...(inReplyTo === null || inReplyTo.length > 256 ? {} : { replyTo: inReplyTo }),
  };
}

/** Somebody whom nobody vouches for is a person apart: no address of a list is matched by it, and no history is shown (MAS-02). */
function senderIdOf({ sender, standing }: Letter): string {
  return standing === 'proven' ? sender.address : `${sender.address} (unproven)`;
}

async function takeBounce(
  bounce: Bounce,
  { threads }: MailAccount,
  { reports, clock }: ReceiveDeps,
): Promise<Received> {
  if (bounce.action === 'delayed') return { outcome: 'bounce', reason: 'delayed' };
  const sent = await threads.sentAs(bounce.of);
  if (sent === null) return { outcome: 'bounce', reason: 'unknown' };
  await reports.bounced(sent.replyId, { status: bounce.status, at: clock.now() });
  return { outcome: 'bounce', reason: 'failed' };
}
