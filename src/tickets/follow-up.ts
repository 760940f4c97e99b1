import type { TicketDraft } from '../contracts/ticket.ts';
import type { TicketDeed } from '../contracts/ticket-deeds.ts';
import type { TicketDoc } from '../storage/models/tickets.ts';

/** The new ticket that a reply to a closed one becomes: the same case, pointing back (AMB-58, ALI-42). */
export function followUpOf(doc: TicketDoc, reply: Extract<TicketDeed, { type: 'requesterReply' }>): TicketDraft {
  return {
    ...{ subject: doc.subject, description: reply.text, reason: 'followUp' },
    ...{ diagnosis: doc.diagnosis, complexity: doc.complexity, area: doc.area, subarea: doc.subarea },
    ...{ facts: doc.facts, company: doc.company, fields: doc.fields, attachments: reply.attachments ?? [] },
    relations: [{ relation: 'follows', ticket: doc._id, folio: doc.folio }],
  };
}
