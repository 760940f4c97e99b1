import type { TicketView } from './ticket.ts';

/** What of a ticket is compared; a `TicketView` is one. Text comes in redacted only. */
export interface ComparableTicket {
  readonly id: string;
  readonly organisation: string;
  readonly contactId: string | null;
  readonly company?: string | null;
  readonly subject: string;
  readonly description: string;
  /** Codes, numbers and yes or no: kind, module, area, impact … */
  readonly facts?: Readonly<Record<string, string | number | boolean | null | undefined>>;
}

/** A ticket that may be about the same thing, with what speaks for it. */
export interface SimilarTicket<Ticket extends ComparableTicket> {
  readonly ticket: Ticket;
  /** 0 to 1; 1 = the same words and facts from the same person. */
  readonly score: number;
  /** Words of the candidate that the other one has too, the telling ones first. */
  readonly words: readonly string[];
  /** Names of the facts that both hold with the same value. */
  readonly facts: readonly string[];
  /** Who asks: the same person, somebody of the same company, or another customer. */
  readonly asker: 'contact' | 'company' | 'other';
}

/** How far a search goes. */
export interface SimilarOptions {
  /** At most this many (default 5). */
  readonly limit?: number;
  /** Less alike than this is left out (default 0.35). */
  readonly least?: number;
  /** `company`: only tickets of the same person or company, where customers may not hear of one another (MAS-147). */
  readonly among?: 'organisation' | 'company';
}

/** Finds tickets that may be duplicates of another one. Pure: the same tickets give the same answer. */
export interface SimilarTickets {
  /**
   * Ranks `open` by likeness of text and facts, most alike first; the candidate itself and tickets of other
   * organisations are left out.
   */
  similarTickets<Ticket extends ComparableTicket>(
    candidate: ComparableTicket,
    open: readonly Ticket[],
    options?: SimilarOptions,
  ): SimilarTicket<Ticket>[];
}

/** Finds what may be the same among the open tickets that are stored. */
export interface SimilarOpenTickets {
  /** Opened in the last `days`, the newest 2,000 at most. */
  of(
    ticket: ComparableTicket,
    how: { readonly days: number; readonly limit: number },
  ): Promise<SimilarTicket<TicketView>[]>;
}
