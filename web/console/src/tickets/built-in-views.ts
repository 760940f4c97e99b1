import type { TicketList } from '../../../shared/wire/ticket-search.ts';

/** Lists that every desk has; the gateway counts the same ones (test/console compares them). */
export const builtInViews = {
  mine: { filter: { assignee: 'me', open: true }, sort: 'due' },
  unassigned: { filter: { assignee: 'nobody', open: true }, sort: 'due' },
  overdue: { filter: { due: 'overdue', open: true }, sort: 'due' },
  awaiting: { filter: { phase: 'waiting_user', open: true }, sort: 'due' },
  open: { filter: { open: true }, sort: 'newest' },
} as const satisfies Record<string, TicketList>;

/** Whether a view is one of them. */
export function isBuiltIn(id: string): id is keyof typeof builtInViews {
  return Object.hasOwn(builtInViews, id);
}
