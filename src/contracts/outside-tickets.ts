import type { TicketChange } from './ticket-effects.ts';
import type { TicketReference } from './ticket-references.ts';
import type { DeliveryProblem, WebhookEventType } from './webhooks.ts';

/** A change of one of our tickets that an outside system is told of. */
export interface OutsideChange extends TicketChange {
  /** The same on every try: the outside system tells a repeat by it. */
  readonly id: string;
  readonly type: WebhookEventType;
  /** Notes that only the desk reads may go out too. */
  readonly internalNotes: boolean;
  /** The ticket's numbers in outside systems. */
  readonly references: readonly TicketReference[];
}

/** What an outside system said to a change. */
export type OutsideAnswer =
  /** It has it. `reference` = its own number of the ticket, where it tells one. */
  | { readonly kind: 'taken'; readonly status: number | null; readonly reference: string | null }
  /** Not now: it is tried again. `retryAfter` in seconds, where it says so. */
  | {
      readonly kind: 'later';
      readonly status: number | null;
      readonly problem: DeliveryProblem;
      readonly retryAfter: number | null;
    }
  /** It does not exist any more and is not called again. */
  | { readonly kind: 'gone'; readonly status: number | null };

/** A ticket as the outside system has it. */
export interface OutsideTicket {
  readonly reference: string;
  /** In the outside system's own words. */
  readonly state: string;
  readonly updatedAt: Date | null;
}

/**
 * A ticket system outside of the house: the port that every adapter implements. Called at least once for every change,
 * in order for one ticket; a repeat carries the same `id`. Answers rather than throws; what is thrown counts as `later`.
 */
export interface OutsideTickets {
  /** Registers a new ticket. */
  create(change: OutsideChange): Promise<OutsideAnswer>;
  /** Tells of everything but notes. */
  update(change: OutsideChange): Promise<OutsideAnswer>;
  /** Tells of a note. */
  comment(change: OutsideChange): Promise<OutsideAnswer>;
  /** What it says of a ticket now; null: it has none, or cannot be asked. */
  fetch(reference: string): Promise<OutsideTicket | null>;
}
