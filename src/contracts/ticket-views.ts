import type { Redacted } from './redacted.ts';
import type { TicketFilter, TicketSort } from './ticket-search.ts';

/** Lists that every desk has, whatever its policy. */
export const builtInViews = {
  mine: { filter: { assignee: 'me', open: true }, sort: 'due' },
  unassigned: { filter: { assignee: 'nobody', open: true }, sort: 'due' },
  overdue: { filter: { due: 'overdue', open: true }, sort: 'due' },
  awaiting: { filter: { phase: 'waiting_user', open: true }, sort: 'due' },
  open: { filter: { open: true }, sort: 'newest' },
} as const satisfies Record<string, { readonly filter: TicketFilter; readonly sort: TicketSort }>;

/** Who looks at the views or writes one. */
export interface ViewOwner {
  readonly organisation: string;
  readonly id: string;
  /** May write what the whole team sees. */
  readonly mayShare: boolean;
}

/** A list under a name: one's own, or the team's. */
export interface SavedTicketView {
  readonly id: string;
  readonly name: Redacted;
  readonly shared: boolean;
  readonly filter: TicketFilter;
  readonly sort: TicketSort;
}

/** What is written. Texts are raw. */
export interface TicketViewDraft {
  readonly name: string;
  readonly shared: boolean;
  readonly filter: TicketFilter;
  readonly sort: TicketSort;
}

/** Lists that people keep under a name. */
export interface TicketViews {
  /** The team's and one's own, by name. */
  list(owner: ViewOwner): Promise<SavedTicketView[]>;
  /** The same id again changes it. Throws FORBIDDEN, TICKET_VIEW_NOT_FOUND, TICKET_VIEWS_TOO_MANY. */
  save(id: string, draft: TicketViewDraft, owner: ViewOwner): Promise<SavedTicketView>;
  /** Throws FORBIDDEN, TICKET_VIEW_NOT_FOUND. */
  remove(id: string, owner: ViewOwner): Promise<void>;
}
