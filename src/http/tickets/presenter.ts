import type { z } from 'zod';
import type { TicketClock } from '../../contracts/clocks.ts';
import type { Attachment } from '../../contracts/envelope.ts';
import type { Policy } from '../../contracts/policy.ts';
import type { Actor, TicketEvent, TicketFacts, TicketView } from '../../contracts/ticket.ts';
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
    facts: withoutGaps(ticket.facts),
    priority: ticket.priority,
    priorityByHand: ticket.priorityByHand,
    area: ticket.area,
    subarea: ticket.subarea,
    company: ticket.company,
    contract: ticket.contract,
    fields: { ...ticket.fields },
    attachments: ticket.attachments.map(presentFile),
    relations: ticket.relations.map((relation) => ({ ...relation })),
    tags: [...ticket.tags],
    watchers: [...ticket.watchers],
    protocol: ticket.protocol,
    marks: [...ticket.marks],
    escalation: ticket.escalation && { ...ticket.escalation, since: ticket.escalation.since.toISOString() },
    solutionType: ticket.solutionType,
    closingCode: ticket.closingCode,
    agreedAt: isoOf(ticket.agreedAt),
    evaluation: ticket.evaluation && { score: ticket.evaluation.score, at: ticket.evaluation.at.toISOString() },
    clocks: ticket.clocks.map(presentClock),
    autoCloseAt: isoOf(ticket.autoCloseAt),
    autoCloseWarnAt: isoOf(ticket.autoCloseWarnAt),
    version: ticket.version,
    assignee: ticket.assignee,
    conversationId: ticket.conversationId,
    contactId: ticket.contactId,
    openedAt: ticket.openedAt.toISOString(),
    updatedAt: ticket.updatedAt.toISOString(),
    dueAt: isoOf(ticket.dueAt),
    closedAt: isoOf(ticket.closedAt),
  };
}

/** A line of the history. */
export function presentEvent(event: TicketEvent): z.input<typeof detailBody>['events'][number] {
  return {
    id: event.id,
    seq: event.seq,
    at: event.at.toISOString(),
    actor: { role: event.actor.role, id: event.actor.id },
    type: event.type,
    from: event.from ?? null,
    to: event.to ?? null,
    mark: event.mark ?? null,
    facts: event.facts ? { ...event.facts } : null,
    note: event.note ?? null,
    internal: event.internal ?? false,
    attachments: (event.attachments ?? []).map(presentFile),
  };
}

/** A clock as it stands. */
export function presentClock(clock: TicketClock) {
  const { name, label, status, calendar, startedAt, dueAt, warnAt, stoppedAt } = clock;
  const instants = {
    startedAt: isoOf(startedAt),
    dueAt: isoOf(dueAt),
    warnAt: isoOf(warnAt),
    stoppedAt: isoOf(stoppedAt),
  };
  return { name, label, status, calendar, ...instants };
}

function presentFile({ fileId, name, mediaType, size, review }: Attachment) {
  return { fileId, name, mediaType, size, review: review ?? null };
}

function isoOf(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}

function withoutGaps(facts: TicketFacts): Record<string, string | number | boolean | null> {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, value ?? null]));
}

/** The states that the policy lets this role move a ticket to, with the agent's labels and what each asks for. */
export function presentMoves(policy: Policy, state: string, role: Actor['role']): z.input<typeof detailBody>['moves'] {
  const { states } = policy.tickets;
  const next = states.find((one) => one.code === state)?.next ?? [];
  return next
    .filter(({ by }) => by.some((allowed) => allowed === role))
    .map(({ to }) => {
      const target = states.find((one) => one.code === to);
      return { to, label: target?.agentLabel ?? to, needs: [...(target?.needs ?? [])] };
    });
}
