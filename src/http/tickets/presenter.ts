import type { z } from 'zod';
import type { Policy } from '../../contracts/policy.ts';
import type { Actor, TicketEvent, TicketView } from '../../contracts/ticket.ts';
import type { detailBody, ticketBody } from './schema.ts';

/** A ticket. */
export function presentTicket(ticket: TicketView): z.input<typeof ticketBody> {
  return {
    id: ticket.id,
    organisation: ticket.organisation,
    folio: ticket.folio,
    state: ticket.state,
    phase: ticket.phase,
    requesterLabel: ticket.requesterLabel,
    agentLabel: ticket.agentLabel,
    subject: ticket.subject,
    description: ticket.description,
    reason: ticket.reason,
    diagnosis: { ...ticket.diagnosis },
    complexity: ticket.complexity,
    area: ticket.area,
    assignee: ticket.assignee,
    conversationId: ticket.conversationId,
    contactId: ticket.contactId,
    openedAt: ticket.openedAt.toISOString(),
    updatedAt: ticket.updatedAt.toISOString(),
    dueAt: ticket.dueAt?.toISOString() ?? null,
    closedAt: ticket.closedAt?.toISOString() ?? null,
  };
}

/** A line of the history. */
export function presentEvent(event: TicketEvent): z.input<typeof detailBody>['events'][number] {
  return {
    at: event.at.toISOString(),
    actor: { role: event.actor.role, id: event.actor.id },
    type: event.type,
    from: event.from ?? null,
    to: event.to ?? null,
    note: event.note ?? null,
  };
}

/** The states that the policy lets this role move a ticket to, with the agent's labels. */
export function presentMoves(policy: Policy, state: string, role: Actor['role']): { to: string; label: string }[] {
  const { states } = policy.tickets;
  const next = states.find((one) => one.code === state)?.next ?? [];
  return next
    .filter(({ by }) => by.some((allowed) => allowed === role))
    .map(({ to }) => ({ to, label: states.find((one) => one.code === to)?.agentLabel ?? to }));
}
