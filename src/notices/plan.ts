import type { Policy } from '../contracts/policy.ts';
import type { Company } from '../contracts/requesters.ts';
import type { TicketChange } from '../contracts/ticket-effects.ts';
import type { DeskPerson, TicketNoticeReason, TicketNoticeWay } from '../contracts/ticket-notices.ts';
import { peopleOf } from './people.ts';
import { type Told, toldOf } from './planning.ts';

/** One notice to one recipient by one way. */
export interface PlannedNotice {
  readonly recipient: string;
  readonly way: TicketNoticeWay;
  readonly reason: TicketNoticeReason;
}

/** What is known when an event is planned. */
export interface PlanCase {
  readonly policy: Policy;
  readonly desk: readonly DeskPerson[];
  readonly company: Company | null;
  readonly hasMail: boolean;
}

/** Everybody who is told of an event, once by each way; the first reason to tell somebody counts. Pure. */
export function planOf(change: TicketChange, about: PlanCase): PlannedNotice[] {
  const planned = new Map<string, PlannedNotice>();
  for (const told of toldOf(change, about.policy)) {
    for (const recipient of peopleOf(told.role, change.ticket, about.desk, about.policy.directory)) {
      if (isQuiet(recipient, change) || isOwnDeed(recipient, change, told) || !isWanted(recipient, told, about.company))
        continue;
      for (const way of waysOf(recipient, told, change, about.hasMail)) {
        const key = `${recipient}|${way}`;
        if (!planned.has(key)) planned.set(key, { recipient, way, reason: told.reason });
      }
    }
  }
  return [...planned.values()];
}

/** Whose data are being erased hears nothing of it from a ticket, and nobody outside the desk does. */
function isQuiet(recipient: string, { event }: TicketChange): boolean {
  return event.facts?.quiet === true && !recipient.startsWith('agent:');
}

/** Nobody is told of what they did; but a copy of one's own ticket is what MAS-33 asks for. */
function isOwnDeed(recipient: string, { event }: TicketChange, { reason }: Told): boolean {
  const { role, id } = event.actor;
  if (recipient === 'requester') return role === 'requester' && reason !== 'opened';
  return recipient === `agent:${id}`;
}

/** ALI-20: a director who asked for it; AMB-59: a partner whom the customer has. */
function isWanted(recipient: string, { optional }: Told, company: Company | null): boolean {
  if (recipient === 'director') return company?.director?.email != null && (!optional || company.tellDirector);
  if (recipient === 'partner') return company?.partner?.email != null;
  return true;
}

function waysOf(
  recipient: string,
  { reason, quiet }: Told,
  { ticket }: TicketChange,
  hasMail: boolean,
): TicketNoticeWay[] {
  const mail: TicketNoticeWay[] = hasMail ? ['mail'] : [];
  if (recipient.startsWith('agent:')) return quiet ? ['console'] : ['console', ...mail];
  if (recipient !== 'requester') return mail;
  // In the conversation the folio was told already.
  return ticket.conversationId === null || reason === 'opened' ? mail : ['chat', ...mail];
}
