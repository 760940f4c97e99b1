import type { TicketDoing, TicketEvent } from '../../contracts/ticket.ts';
import type { TicketDeed, TicketDeedType } from '../../contracts/ticket-deeds.ts';
import type { LatestEvent, TicketDoc } from '../../storage/models/tickets.ts';
import type { NewTicket } from '../../storage/repositories/tickets.ts';
import type { TicketRules } from '../rules.ts';

/** A ticket as a deed finds it. */
export interface DeedCase {
  readonly doc: TicketDoc;
  readonly doing: TicketDoing;
  readonly rules: TicketRules;
  /** Its log, oldest first. */
  readonly events: readonly TicketEvent[];
  /** Posts of the policy that whoever does it fills; empty: none, or nobody of the desk. */
  readonly posts: readonly string[];
  /** The other ticket that the deed names; undefined where it names none. */
  readonly other?: TicketDoc;
}

/** What a deed changes: fields of the ticket, and the one event of the log that says so. */
export interface DeedChange {
  readonly set: Partial<NewTicket>;
  readonly event: Omit<LatestEvent, 'seq' | 'at' | 'actor' | 'key'>;
}

/** Decides on what is stored now; pure. Null: nothing to change. Throws the TICKET_ errors. */
export type Decide<T extends TicketDeedType> = (
  about: DeedCase,
  deed: Extract<TicketDeed, { type: T }>,
) => DeedChange | null;
