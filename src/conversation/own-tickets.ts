import type { Command, CommandResult, DisclosedTicket } from '../contracts/flow.ts';
import type { Policy } from '../contracts/policy.ts';
import type { TicketPort, TicketView } from '../contracts/ticket.ts';
import type { TicketDeed } from '../contracts/ticket-deeds.ts';
import { isAppError } from '../errors/app-error.ts';
import { disclosable, identityLevelOf } from '../policy/disclosure.ts';
import { escalationBy, requesterClosing, requesterMayReject } from '../policy/requester-moves.ts';
import { kindOfTicket } from '../policy/ticket-kinds.ts';
import type { TurnDraft } from './draft.ts';

/** Who asks, and by which rules. */
export interface Asking {
  readonly tickets: TicketPort;
  readonly policy: Policy;
  /** A one-time link proved who writes, or they are signed in. */
  readonly isProven: boolean;
  /** Contacts who are this person by what their channels, or the list, vouch for. */
  readonly contacts: readonly string[];
  /** Contacts that are joined with them, by an agent or a code: in full for who proved it here, else no more than the state. */
  readonly joined: readonly string[];
}

type Deed = Extract<Command, { type: 'actOnTicket' }>;
type Outcome = Extract<CommandResult, { command: 'actOnTicket' }>;

/** More than a chat reads out. */
const MOST = 3;

/** What may be told of the person's tickets here, newest first, or of the one that they name (MAS-05, MAS-22..24, ALI-47). */
export async function tellable(draft: TurnDraft, about: Asking, folio?: string): Promise<DisclosedTicket[]> {
  const found = await ownTickets(draft.read.org, about, folio);
  const told = found.slice(0, MOST).map(async (ticket) => {
    const disclosed = disclosureOf(draft, about, ticket);
    if (disclosed === 'nothing') return [];
    const line = { folio: ticket.folio, label: ticket.requesterLabel, dueAt: null, lastWord: null };
    return [disclosed === 'state' ? line : { ...line, dueAt: ticket.dueAt, lastWord: await lastWordOf(about, ticket) }];
  });
  return (await Promise.all(told)).flat();
}

/** Does the requester's own deed. What is not theirs, and what the policy does not let them, is refused alike. */
export async function actAsRequester(
  draft: TurnDraft,
  about: Asking,
  deed: Deed,
  key: string,
): Promise<Omit<Outcome, 'type' | 'command'>> {
  const refused = { folio: deed.folio, outcome: 'refused', next: null, scale: null } as const;
  const [ticket] = await ownTickets(draft.read.org, about, deed.folio === 'last' ? undefined : deed.folio);
  if (ticket === undefined || disclosureOf(draft, about, ticket) === 'nothing') return refused;
  const asked = deedOf(about.policy, ticket, deed);
  if (asked === null) return refused;
  const actor = { role: 'requester', id: draft.contact.id } as const;
  try {
    const after = await about.tickets.act(ticket.id, asked, { actor, at: draft.at, key });
    if (after.id !== ticket.id) {
      const outcome = deed.deed === 'more' ? 'apart' : 'followUp';
      return { folio: ticket.folio, outcome, next: after.folio, scale: null };
    }
    const scale = deed.deed === 'accept' ? about.policy.tickets.evaluation : null;
    const next = deed.deed === 'escalate' ? roleReached(about.policy, after) : null;
    return { folio: ticket.folio, outcome: OUTCOMES[deed.deed], next, scale };
  } catch (error) {
    // The state moved on meanwhile, or was evaluated: nothing that a retry would mend.
    if (isAppError(error) && error.code.startsWith('TICKET_')) return refused;
    throw error;
  }
}

const OUTCOMES = {
  reply: 'replied',
  more: 'apart',
  accept: 'accepted',
  reject: 'rejected',
  rate: 'rated',
  escalate: 'escalated',
} as const;

async function ownTickets(org: string, { tickets, contacts, joined }: Asking, folio?: string): Promise<TicketView[]> {
  const all = await Promise.all([...contacts, ...joined].map((contact) => tickets.findForContact(org, contact, folio)));
  return all.flat().sort((a, b) => b.openedAt.getTime() - a.openedAt.getTime());
}

function disclosureOf(draft: TurnDraft, { policy, isProven, joined }: Asking, ticket: TicketView) {
  const channelRule = policy.channels[draft.read.channel] ?? { identity: 'none', disclose: 'state' };
  const isJoined = ticket.contactId !== null && joined.includes(ticket.contactId);
  // That the two are one person was said by somebody else: this channel vouches for the one that writes alone.
  const identityLevel = isJoined && !isProven ? 'none' : identityLevelOf(channelRule, isProven);
  return disclosable(ticket, { channelRule, identityLevel, relation: 'own' });
}

/** The desk's last public word, never a note of the desk to itself. */
async function lastWordOf({ tickets }: Asking, { id }: TicketView) {
  const { events } = await tickets.get(id);
  const word = events.findLast(
    ({ type, note, internal, actor }) =>
      note !== undefined &&
      !internal &&
      actor.role !== 'requester' &&
      ['noted', 'moved', 'marked', 'delivered'].includes(type),
  );
  return word?.note ?? null;
}

/** Who has the case on the matrix now. */
function roleReached({ escalations }: Policy, { escalation }: TicketView): string | null {
  if (escalation === null) return null;
  const ladder = escalations.find(({ name }) => name === escalation.ladder);
  return ladder?.levels[escalation.level]?.role ?? null;
}

function deedOf(policy: Policy, ticket: TicketView, { deed, text, score }: Deed): TicketDeed | null {
  switch (deed) {
    case 'reply':
      return text === undefined ? null : { type: 'requesterReply', text };
    case 'more':
      if (text === undefined || !kindOfTicket(policy, ticket)?.fixedScope) return null;
      return { type: 'requesterReply', text, apart: true };
    case 'accept': {
      const closing = requesterClosing(policy, ticket.state);
      return closing && { type: 'move', ...closing };
    }
    case 'reject': {
      const { unsatisfiedTo } = policy.tickets;
      if (unsatisfiedTo === null || !requesterMayReject(policy, ticket.state)) return null;
      return { type: 'move', to: unsatisfiedTo, ...(text !== undefined && { note: text }) };
    }
    case 'escalate':
      return escalationBy(policy, text);
    case 'rate':
      return score === undefined ? null : { type: 'evaluate', score };
  }
}
