import type { OutsideChange } from '../contracts/outside-tickets.ts';
import type { TicketView } from '../contracts/ticket.ts';
import type { WebhookPayload } from '../contracts/webhook-payload.ts';

/** The ticket as it is now and the event as it was, for others. Every text in it is redacted already (P4). */
export function payloadOf({ ticket, event, type, references, internalNotes }: OutsideChange): WebhookPayload {
  const isHidden = event.internal === true && !internalNotes;
  return {
    version: 1,
    type,
    timestamp: event.at.toISOString(),
    data: {
      ticket: { ...ticketOf(ticket), references: references.map(({ system, id }) => ({ system, id })) },
      event: {
        id: event.id,
        seq: event.seq,
        at: event.at.toISOString(),
        actor: { role: event.actor.role, id: event.actor.id },
        from: event.from ?? null,
        to: event.to ?? null,
        mark: event.mark ?? null,
        facts: { ...event.facts },
        note: isHidden ? null : (event.note ?? null),
        internal: event.internal ?? false,
      },
    },
  };
}

function ticketOf(ticket: TicketView): Omit<WebhookPayload['data']['ticket'], 'references'> {
  return {
    id: ticket.id,
    organisation: ticket.organisation,
    folio: ticket.folio,
    version: ticket.version,
    state: ticket.state,
    stateLabel: ticket.agentLabel,
    requesterLabel: ticket.requesterLabel,
    phase: ticket.phase,
    priority: ticket.priority,
    area: ticket.area,
    subarea: ticket.subarea,
    company: ticket.company,
    assignee: ticket.assignee,
    subject: ticket.subject,
    description: ticket.description,
    fields: { ...ticket.fields },
    solutionType: ticket.solutionType,
    closingCode: ticket.closingCode,
    openedAt: ticket.openedAt.toISOString(),
    updatedAt: ticket.updatedAt.toISOString(),
    dueAt: ticket.dueAt?.toISOString() ?? null,
    closedAt: ticket.closedAt?.toISOString() ?? null,
  };
}
