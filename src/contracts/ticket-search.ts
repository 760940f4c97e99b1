import type { Page } from './conversation.ts';
import type { Redacted } from './redacted.ts';
import type { TicketView } from './ticket.ts';

/** Orders of a ticket list; `due`: the earliest limit first, what has none last, and only what is not over. */
export const ticketSorts = ['newest', 'oldest', 'due'] as const;
/** One of the orders. */
export type TicketSort = (typeof ticketSorts)[number];

/** What narrows a list of tickets; what is absent does not. This is also what a saved view keeps: no typed words, which may name a person. */
export interface TicketFilter {
  readonly state?: string;
  /** Common phase, over all states of that kind. */
  readonly phase?: string;
  readonly priority?: string;
  readonly area?: string;
  /** A word that the desk put on it. */
  readonly tag?: string;
  /** Id of an agent; `me`: whoever looks; `nobody`: nobody has it. */
  readonly assignee?: string;
  /** `overdue`: past its limit; `today`: its limit comes within a day. */
  readonly due?: 'overdue' | 'today';
  /** Only tickets that are not over, or only those that are. */
  readonly open?: boolean;
}

/** A page of a list, for somebody. */
export interface TicketSearchQuery extends TicketFilter {
  /** Words of folio, subject, description, requester or company: all of them must be found. */
  readonly text?: string;
  readonly organisation: string;
  /** Who looks. */
  readonly agent: string;
  readonly sort: TicketSort;
  readonly after?: string;
  readonly limit: number;
}

/** A line of the list. */
export interface TicketLine {
  readonly ticket: TicketView;
  /** Name of whoever asked; null: not known. */
  readonly requester: Redacted | null;
}

/** How many fit a filter; `isMore`: counting stopped there. */
export interface TicketCount {
  readonly count: number;
  readonly isMore: boolean;
}

/** Tickets as the desk looks for them. */
export interface TicketSearch {
  /**
   * A page may hold fewer lines than asked for while `next` is not null: each looks at so many tickets and no more, so
   * that none is slow.
   */
  search(query: TicketSearchQuery): Promise<Page<TicketLine>>;
  /** Words that stand on open tickets, the most frequent first. */
  tags(organisation: string): Promise<readonly Redacted[]>;
  count(filter: TicketFilter, about: { organisation: string; agent: string }): Promise<TicketCount>;
}
