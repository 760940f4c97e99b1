import type { TicketClock } from '../contracts/clocks.ts';
import type { Policy } from '../contracts/policy.ts';
import type { TicketEvent, TicketView } from '../contracts/ticket.ts';
import type { LatestEvent, TicketDoc } from '../storage/models/tickets.ts';
import { labelsOf } from './state-machine.ts';

/** A stored ticket with the policy's labels of today, and its clocks as they stand at an instant. */
export function viewTicket(doc: TicketDoc, policy: Policy, now: Date): TicketView {
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
    facts: doc.facts,
    priority: doc.priority,
    priorityByHand: doc.priorityByHand,
    area: doc.area,
    subarea: doc.subarea,
    company: doc.company,
    contract: doc.contract,
    fields: doc.fields,
    attachments: doc.attachments,
    relations: doc.relations,
    tags: doc.tags ?? [],
    watchers: doc.watchers,
    protocol: doc.protocol,
    marks: doc.marks,
    escalation: doc.escalation,
    solutionType: doc.solutionType,
    closingCode: doc.closingCode,
    agreedAt: doc.agreedAt,
    evaluation: doc.evaluation,
    clocks: doc.clocks.map((clock) => clockAt(clock, now)),
    autoCloseAt: doc.autoCloseAt,
    autoCloseWarnAt: doc.autoCloseWarnAt,
    nextAt: doc.nextAt ?? null,
    version: doc.latest.seq,
    assignee: doc.assignee,
    conversationId: doc.conversation,
    contactId: doc.contact,
    openedAt: doc.openedAt,
    updatedAt: doc.updatedAt,
    dueAt: doc.dueAt,
    closedAt: doc.closedAt,
  };
}

/** Between two events only the present changes a clock: one that ran becomes one that is over its limit. */
export function clockAt(clock: TicketClock, now: Date): TicketClock {
  if (clock.status !== 'running' && clock.status !== 'breached') return clock;
  return { ...clock, status: clock.dueAt !== null && now > clock.dueAt ? 'breached' : 'running' };
}

/** A line of the history without what is stored only for order. */
export function viewEvent(ticket: string, event: LatestEvent): TicketEvent {
  const { seq, at, actor, type, from, to, mark, facts, note, internal, attachments } = event;
  return {
    id: `${ticket}:${seq}`,
    seq,
    at,
    actor: { role: actor.role, id: actor.id },
    type,
    ...(from != null && { from }),
    ...(to != null && { to }),
    ...(mark != null && { mark }),
    ...(facts != null && { facts }),
    ...(note != null && { note }),
    ...(internal != null && { internal }),
    ...(attachments != null && { attachments }),
  };
}
