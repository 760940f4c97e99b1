import type { Policy } from '../contracts/policy.ts';
import type { TicketEvent, TicketView } from '../contracts/ticket.ts';
import type { LatestEvent, TicketDoc } from '../storage/models/tickets.ts';
import { labelsOf } from './state-machine.ts';

/** A stored ticket with the policy's labels of today. */
export function viewTicket(doc: TicketDoc, policy: Policy): TicketView {
  const { agentLabel, requesterLabel } = labelsOf(policy, doc.state);
  return {
    id: doc._id,
    organisation: doc.org,
    folio: doc.folio,
    state: doc.state,
    phase: doc.phase,
    requesterLabel,
    agentLabel,
    subject: doc.subject,
    description: doc.description,
    reason: doc.reason,
    diagnosis: doc.diagnosis,
    complexity: doc.complexity,
    area: doc.area,
    assignee: doc.assignee,
    conversationId: doc.conversation,
    contactId: doc.contact,
    openedAt: doc.openedAt,
    updatedAt: doc.updatedAt,
    dueAt: doc.dueAt,
    closedAt: doc.closedAt,
  };
}

/** A line of the history without what is stored only for order. */
export function viewEvent({ at, actor, type, from, to, note }: LatestEvent): TicketEvent {
  return {
    at,
    actor: { role: actor.role, id: actor.id },
    type,
    ...(from != null && { from }),
    ...(to != null && { to }),
    ...(note != null && { note }),
  };
}
