import type { TicketClock } from './ticket.ts';

/** Orders of a list of tickets. */
export type TicketSort = 'newest' | 'oldest' | 'due';

/** What narrows a list of tickets. */
export interface TicketFilter {
  state?: string | undefined;
  phase?: string | undefined;
  priority?: string | undefined;
  area?: string | undefined;
  tag?: string | undefined;
  assignee?: string | undefined;
  due?: 'overdue' | 'today' | undefined;
  open?: boolean | undefined;
}

/** A line of the list. */
export interface TicketRow {
  id: string;
  folio: string;
  subject: string;
  requester: string | null;
  company: string | null;
  state: string;
  phase: string;
  agentLabel: string;
  priority: string | null;
  area: string;
  assignee: string | null;
  clocks: TicketClock[];
  version: number;
  openedAt: string;
  updatedAt: string;
  dueAt: string | null;
  closedAt: string | null;
}

/** A list under a name. */
export interface SavedTicketView {
  id: string;
  name: string;
  shared: boolean;
  filter: TicketFilter;
  sort: TicketSort;
}

/** How many tickets a view has. */
export interface TicketViewCount {
  id: string;
  count: number;
  isMore: boolean;
}

/** What a list shows and in which order; a view keeps no typed words, which may name a person. */
export interface TicketList {
  readonly filter: TicketFilter;
  readonly text?: string;
  readonly sort: TicketSort;
}
