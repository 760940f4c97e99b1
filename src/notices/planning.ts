import type { Policy } from '../contracts/policy.ts';
import type { TicketEvent, TicketView } from '../contracts/ticket.ts';
import type { TicketChange } from '../contracts/ticket-effects.ts';
import type { TicketNoticeReason } from '../contracts/ticket-notices.ts';
import { whenHolds } from '../policy/routing.ts';

/** Somebody who is to be told, by role. `watchers` and `agent:<id>` are known beside the roles of the policy. */
export interface Told {
  readonly role: string;
  readonly reason: TicketNoticeReason;
  /** Only where the requester's organisation asked for it (ALI-20). */
  readonly optional?: boolean;
  /** Agents read it in the console alone: they look there anyway. */
  readonly quiet?: boolean;
}

const over: readonly string[] = ['closed', 'rejected', 'cancelled'];

/** Who is told of an event: what the policy says, and what everybody at a desk expects. Pure. */
export function toldOf(change: TicketChange, policy: Policy): Told[] {
  const { ticket, event } = change;
  const named = noticesOf(change, policy).flatMap(({ to, optional, reason }) =>
    to.map((role) => ({ role, reason, optional })),
  );
  const special =
    startedProtocol(ticket, event, policy) === null ? [] : [{ role: 'requester', reason: 'protocol' as const }];
  return [...copiesOf(event, policy), ...named, ...bellOf(event, policy), ...special, ...expectedOf(ticket, event)];
}

/** The policy's notices of an event, those of its most telling name first. */
export function noticesOf(
  { ticket, event }: TicketChange,
  policy: Policy,
): readonly (Policy['notices'][number] & { readonly reason: TicketNoticeReason })[] {
  const facts = { ...ticket.facts, priority: ticket.priority, area: ticket.area, subarea: ticket.subarea };
  return namesOf(event, policy).flatMap(({ name, reason }) =>
    policy.notices
      .filter((notice) => notice.event === name && whenHolds(notice.when, facts))
      .map((notice) => ({ ...notice, reason })),
  );
}

/** What the policy's `notices` call an event, the most telling name first. */
function namesOf(event: TicketEvent, policy: Policy): { name: string; reason: TicketNoticeReason }[] {
  const { type, to, from, mark } = event;
  const plain = { opened: 'opened', escalated: 'escalated', warned: 'warning', breached: 'breach' } as const;
  if (type === 'assigned') return to ? [nameOf(from ? 'reassigned' : 'assigned')] : [];
  if (type === 'marked' || type === 'delivered') return [{ name: `mark:${mark}`, reason: 'marked' }];
  if (type in plain) {
    const first = nameOf(plain[type as keyof typeof plain]);
    return type === 'opened' && to ? [first, { name: `state:${to}`, reason: 'opened' }] : [first];
  }
  if (!to || !['moved', 'merged', 'requesterReplied'].includes(type)) return [];
  const reason = reasonOf(to, policy);
  const state = { name: `state:${to}`, reason };
  return reason === 'moved' ? [state] : [nameOf(reason), state];
}

function nameOf(reason: TicketNoticeReason) {
  return { name: reason, reason };
}

function reasonOf(state: string, policy: Policy): TicketNoticeReason {
  const phase = policy.tickets.states.find(({ code }) => code === state)?.phase ?? '';
  if (phase === 'solved') return 'solved';
  return over.includes(phase) ? 'closed' : 'moved';
}

/** MAS-89, MAS-90: the protocol that the first of its steps starts, where it has something to tell. */
export function startedProtocol({ facts, protocol }: TicketView, { type, mark }: TicketEvent, policy: Policy) {
  if (type !== 'marked') return null;
  const isOn = (one: Policy['protocols'][number]) =>
    one.name === protocol || (one.when !== undefined && whenHolds(one.when, facts));
  return policy.protocols.find((one) => one.steps[0]?.mark === mark && one.tell.length > 0 && isOn(one)) ?? null;
}

/** MAS-33, MAS-71: the requester's copy of a new ticket and of its solution. */
function copiesOf({ type, to }: TicketEvent, policy: Policy): Told[] {
  if (!policy.tickets.mailCopy) return [];
  if (type === 'opened') return [{ role: 'requester', reason: 'opened' }];
  const isSolved = type === 'moved' && to !== undefined && reasonOf(to, policy) === 'solved';
  return isSolved ? [{ role: 'requester', reason: 'solved' }] : [];
}

/** A clock tells those whom it names; the requester hears that the ticket is about to close by itself. */
function bellOf({ type, facts }: TicketEvent, policy: Policy): Told[] {
  if (type !== 'warned' && type !== 'breached') return [];
  if (facts?.clock === 'autoClose') return [{ role: 'requester', reason: 'closing' }];
  if (facts?.reminder) {
    const reminder = policy.reminders.find(({ name }) => name === facts.reminder);
    return (reminder?.to ?? []).map((role) => ({ role, reason: 'reminder' }));
  }
  const notify = policy.clocks.find(({ name }) => name === facts?.clock)?.notify;
  const roles = (type === 'warned' ? notify?.warning : notify?.breach) ?? [];
  return roles.map((role) => ({ role, reason: type === 'warned' ? 'warning' : 'breach' }));
}

/** Who was named with `@` in a note of the desk reads it in the console. */
function mentionedIn({ facts }: TicketEvent): Told[] {
  const ids = String(facts?.mentions ?? '').split(' ');
  return ids.filter((id) => id !== '').map((id) => ({ role: `agent:${id}`, reason: 'mentioned', quiet: true }));
}

/** What nobody needs to write into a policy. Nobody is told of what they did themselves: see `planOf`. */
function expectedOf({ assignee }: TicketView, event: TicketEvent): Told[] {
  const { type, to, from, facts, internal } = event;
  const watchers = (reason: TicketNoticeReason): Told => ({ role: 'watchers', reason, quiet: true });
  switch (type) {
    case 'assigned':
      return [
        ...(to ? [{ role: `agent:${to}`, reason: 'assigned' as const, quiet: true }] : []),
        ...(from ? [{ role: `agent:${from}`, reason: 'reassigned' as const, quiet: true }] : []),
      ];
    case 'escalated':
      return [{ role: String(facts?.role ?? ''), reason: 'escalated' }, watchers('escalated')];
    case 'moved':
      return [watchers('moved')];
    case 'breached':
      return [watchers('breach')];
    case 'requesterReplied':
      return [
        ...(assignee ? [{ role: 'assignee', reason: 'replied' as const, quiet: true }] : []),
        watchers('replied'),
      ];
    case 'marked':
      return event.note === undefined || internal ? [] : [{ role: 'requester', reason: 'noted' }];
    case 'delivered':
      return [{ role: 'requester', reason: 'noted' }, watchers('noted')];
    case 'noted':
      return internal ? mentionedIn(event) : [{ role: 'requester', reason: 'noted' }];
    case 'merged':
      return [{ role: 'requester', reason: 'merged' }, watchers('merged')];
    default:
      return [];
  }
}
