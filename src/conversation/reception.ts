import type { ChannelAbilities } from '../contracts/channel.ts';
import { isConsentDue, lacksConsent } from '../contracts/consent.ts';
import { pieceOf } from '../contracts/redacted-text.ts';
import type { RequesterStanding } from '../contracts/requesters.ts';
import type { TicketView } from '../contracts/ticket.ts';
import { areaFor, whenHolds } from '../policy/routing.ts';
import type { MessageDoc } from '../storage/models/messages.ts';
import { type CommandPorts, placeOf } from './commands.ts';
import { episodeKeyOf, startEpisode, type TurnDraft } from './draft.ts';
import { nextMode } from './modes.ts';
import type { Organisation } from './organisation.ts';
import { placeFacts, type Reception, receptionOf } from './place.ts';
import { freshWorkClock } from './work-clock.ts';

/** What a reception works with. */
export interface ReceptionTurn {
  readonly organisation: Organisation;
  readonly abilities: Pick<ChannelAbilities, 'letters'>;
  readonly ports: Pick<CommandPorts, 'tickets' | 'searches' | 'requesters'>;
}

/** Longest subject of a ticket. */
const MAX_SUBJECT = 200;

/**
 * What the policy decides about a message before any flow is asked: a letter of a conversation that has its ticket belongs to the
 * ticket; a mailbox may make each letter a ticket (MAS-25), give it to an agent (MAS-26), or take it on a path of its own
 * (CON-08). False: the flow answers. The caller knows that the bot may speak.
 */
export async function receive(draft: TurnDraft, message: MessageDoc, turn: ReceptionTurn): Promise<boolean> {
  const { organisation, abilities } = turn;
  const { policy } = organisation;
  // The privacy notice wants a yes before anything else, whatever the door.
  if (lacksConsent(policy.privacy.notice, draft.contact.consents)) return false;
  const reception = receptionOf(policy, draft.read);
  const folio = draft.tickets.at(-1);
  const isOver = draft.mode === 'closed';
  if (abilities.letters && folio !== undefined && (isOver || reception === 'ticket' || reception === 'official'))
    return toTicket(draft, message, { folio, reception }, turn);
  if (reception === 'bot') return false;
  if (isOver) startEpisode(draft, organisation.flow.initial(), freshWorkClock);
  const served = reception === 'newUsers' ? await servedBy(draft, turn) : null;
  if (served !== null) pointToPlatform(draft, turn, served);
  else if (reception === 'agent' || reception === 'newUsers') await toAgent(draft, message, turn);
  else await openForMail(draft, message, reception, turn);
  return true;
}

/** MAS-26: an agent has it; the bot says so once and is silent from then on. A ticket that the letter names gets it too. */
async function toAgent(draft: TurnDraft, message: MessageDoc, turn: ReceptionTurn): Promise<void> {
  const named = await namedTicket(draft, message, turn);
  if (named) await addTo(named, draft, message, turn);
  if (draft.mode === 'waiting') return;
  draft.mode = nextMode(draft.mode, 'requestAgent') ?? draft.mode;
  draft.waitingSince ??= draft.at;
  draft.timers = {};
  await turn.ports.searches.handedOver(placeOf(draft));
  if (named) say(draft, turn, 'mail.added', { folio: named.folio });
  else say(draft, turn, 'mail.waits');
}

/** MAS-25, MAS-60, CON-08: a ticket at once, in the state and on the path that the policy gives to the mailbox. */
async function openForMail(
  draft: TurnDraft,
  message: MessageDoc,
  reception: Reception,
  turn: ReceptionTurn,
): Promise<void> {
  const { organisation, ports } = turn;
  const standing = (await ports.requesters?.standing(draft.read.org, draft.contact, draft.at)) ?? null;
  if (reception === 'ticket' && standing !== null && isStranger(standing)) {
    await refuse(draft, turn);
    return;
  }
  const ticket = await ports.tickets.open(
    `${draft.read._id}:${episodeKeyOf(draft)}:mail`,
    draftOfTicket(draft, message, standing, organisation),
    {
      ...{ organisation: draft.read.org, conversationId: draft.read._id, contactId: draft.contact.id },
      ...{ actor: { role: 'bot', id: 'bot' }, at: draft.at },
    },
  );
  if (!draft.tickets.includes(ticket.folio)) draft.tickets.push(ticket.folio);
  await ports.searches.handedOver(placeOf(draft));
  // An authority is not thanked by a machine: its letter goes to who answers it.
  if (reception === 'ticket') say(draft, turn, 'mail.ticket', { folio: ticket.folio });
  end(draft, 'ticket');
}

function draftOfTicket(
  draft: TurnDraft,
  { text, attachments = [] }: MessageDoc,
  standing: RequesterStanding | null,
  { policy, diagnoser }: Organisation,
): Parameters<ReceptionTurn['ports']['tickets']['open']>[1] {
  const { reasons: _reasons, scenarios: _scenarios, ...diagnosis } = diagnoser.diagnose(text);
  const { userType, customerClass } = draft.contact;
  const facts = { ...placeFacts(policy, draft.read), userType, customerClass, ...standing?.facts };
  const known = { ...diagnosis, reason: 'mail', ...facts };
  const path = policy.protocols.find(({ when }) => when !== undefined && whenHolds(when, known));
  const line = text.indexOf('\n');
  return {
    subject: pieceOf(text, 0, Math.min(line < 0 ? text.length : line, MAX_SUBJECT)),
    description: text,
    reason: 'mail',
    ...{ diagnosis, complexity: null, area: path?.area ?? areaFor(policy, known) },
    ...{ facts, company: standing?.company ?? null, attachments, protocol: path?.name ?? null },
  };
}

/** A letter in a conversation that has its ticket (AMB-58): added; or the closed ticket is opened again, or followed by another. */
async function toTicket(
  draft: TurnDraft,
  message: MessageDoc,
  { folio, reception }: { folio: string; reception: Reception },
  turn: ReceptionTurn,
): Promise<boolean> {
  const ticket = await turn.ports.tickets.byFolio(draft.read.org, folio);
  if (ticket === null) return false;
  const after = await addTo(ticket, draft, message, turn);
  if (!draft.tickets.includes(after.folio)) draft.tickets.push(after.folio);
  if (reception === 'official') return true;
  if (after.folio !== ticket.folio) say(draft, turn, 'mail.followUp', { folio: after.folio, before: ticket.folio });
  else if (ticket.closedAt !== null && after.closedAt === null)
    say(draft, turn, 'mail.reopened', { folio: ticket.folio });
  else if (ticket.closedAt !== null) say(draft, turn, 'mail.closed', { folio: ticket.folio });
  return true;
}

function addTo(
  ticket: TicketView,
  draft: TurnDraft,
  { text, attachments = [] }: MessageDoc,
  { ports }: ReceptionTurn,
): Promise<TicketView> {
  const actor = { role: 'requester', id: draft.contact.id } as const;
  const deed = { type: 'requesterReply', text, ...(attachments.length > 0 ? { attachments } : {}) } as const;
  return ports.tickets.act(ticket.id, deed, { actor, at: draft.at, key: draft.turnId });
}

/** A ticket of the person's own that the letter names by its folio. */
async function namedTicket(
  draft: TurnDraft,
  { text }: MessageDoc,
  { organisation, ports }: ReceptionTurn,
): Promise<TicketView | null> {
  const prefix = organisation.policy.organisation.folioPrefix.replace(/[^\w]/g, '\\$&');
  const folio = new RegExp(`\\b${prefix}-?\\d{1,9}\\b`, 'i').exec(text)?.[0];
  if (folio === undefined) return null;
  const [own] = await ports.tickets.findForContact(draft.read.org, draft.contact.id, folio);
  return own ?? null;
}

/** ALI-04: the platform is for whoever has a user, and for whose company has one; mail is for companies that must ask for the first. */
async function servedBy(draft: TurnDraft, { ports }: ReceptionTurn): Promise<'person' | 'company' | null> {
  const { requesters } = ports;
  if (!requesters) return null;
  const { org } = draft.read;
  if ((await requesters.standing(org, draft.contact, draft.at)).status === 'valid') return 'person';
  return (await requesters.isCompanyServed(org, draft.contact)) ? 'company' : null;
}

function pointToPlatform(draft: TurnDraft, turn: ReceptionTurn, served: 'person' | 'company'): void {
  const { howTo } = turn.organisation.policy.requesters;
  const text = served === 'person' ? 'mail.platform' : 'mail.platformCompany';
  say(draft, turn, text, { howTo: howTo === null ? '' : `\n\n${howTo.title}: ${howTo.url}` });
  end(draft, 'cancelled');
}

function isStranger({ status }: RequesterStanding): boolean {
  return status === 'unknown' || status === 'inactive';
}

/** MAS-01: no ticket for who is on no list; told kindly, with the way to get there. */
async function refuse(draft: TurnDraft, turn: ReceptionTurn): Promise<void> {
  const { howTo } = turn.organisation.policy.requesters;
  say(draft, turn, 'mail.stranger', { howTo: howTo === null ? '' : `\n\n${howTo.title}: ${howTo.url}` });
  end(draft, 'cancelled');
}

function end(draft: TurnDraft, outcome: 'ticket' | 'cancelled'): void {
  draft.mode = nextMode(draft.mode, 'close') ?? draft.mode;
  draft.outcome = outcome;
  draft.closedAt = draft.at;
  draft.waitingSince = null;
  draft.timers = {};
}

/** Says a text of the catalogue; the first that the person ever reads from us carries the privacy notice. */
function say(
  draft: TurnDraft,
  { organisation: { policy, t } }: ReceptionTurn,
  key: string,
  values: Readonly<Record<string, string>> = {},
): void {
  const { notice } = policy.privacy;
  const isDue = notice !== null && isConsentDue(notice, draft.contact.consents);
  const text = isDue ? `${t(key, values)}\n\n${notice.text} ${notice.url}` : t(key, values);
  draft.replies.push({ role: 'bot', name: policy.organisation.botName, draft: { text } });
  if (!isDue) return;
  const consent = { version: notice.version, at: draft.at, channel: draft.read.channel, answer: 'shown' as const };
  const consents = [...(draft.contact.consents ?? []), consent];
  draft.learned = { ...draft.learned, consents };
  draft.contact = { ...draft.contact, consents };
}
