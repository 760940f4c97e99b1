import type { TicketDraft, TicketEvent, TicketFacts } from '../contracts/ticket.ts';
import type { TicketDoc } from '../storage/models/tickets.ts';

/** What a draft says that rules may ask about; the contract's facts come first, so that a customer cannot overrule them. */
export function factsOfDraft(draft: TicketDraft, contractFacts: Readonly<Record<string, string>>): TicketFacts {
  const { diagnosis, complexity, reason } = draft;
  const known = { ...diagnosis, complexity, reason, ...draft.facts, ...contractFacts };
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== null && value !== undefined));
}

/** The facts with what became of them on the ticket: its own priority and area stand above what was said. */
export function ruleFacts(doc: Pick<TicketDoc, 'facts' | 'priority' | 'area' | 'subarea'>): TicketFacts {
  return { ...doc.facts, priority: doc.priority, area: doc.area, subarea: doc.subarea };
}

/** What the opening keeps in the log, so that everything can be derived from the log alone. */
export function openingFacts(
  doc: Pick<TicketDoc, 'facts' | 'priority' | 'area' | 'subarea' | 'contract' | 'protocol'>,
): NonNullable<TicketEvent['facts']> {
  const { priority, area, subarea, contract, protocol } = doc;
  return { ...doc.facts, priority, area, subarea, contract, protocol } as NonNullable<TicketEvent['facts']>;
}
