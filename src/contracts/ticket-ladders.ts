import type { TicketView } from './ticket.ts';

/** A level of a ladder, for one ticket. */
export interface LadderStep {
  /** Counts from 0. */
  readonly level: number;
  /** Role of the policy that the ticket goes to. */
  readonly role: string;
  readonly direction: string | null;
  readonly area: string | null;
  /** Names of those who would be told now. */
  readonly people: readonly string[];
}

/** A ladder of the policy that fits a ticket. */
export interface TicketLadder {
  readonly name: string;
  readonly label: string;
  /** Level that the ticket stands at; null: it is not on this ladder. */
  readonly current: number | null;
  readonly levels: readonly LadderStep[];
}

/** Where a ticket can be escalated to, by the rules for its customer (MAS-75, MAS-120, ICE-10). */
export interface TicketLadders {
  of(ticket: TicketView): Promise<readonly TicketLadder[]>;
}
