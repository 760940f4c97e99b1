import type { TicketEvent, TicketView } from './ticket.ts';

/** A change of a ticket after its durable write: the ticket as the event left it, or later. */
export interface TicketChange {
  readonly ticket: TicketView;
  readonly event: TicketEvent;
}

/**
 * Something that follows from a ticket's event: timers, notices, webhooks, an assignee. Applied at least once for every
 * event, in order for one ticket, also after a crash (P5); so it must find its own earlier work by `event.id`.
 * Throwing means: again later.
 */
export interface TicketEffect {
  /** For the log and the metrics. */
  readonly name: string;
  apply(change: TicketChange): Promise<void>;
}
