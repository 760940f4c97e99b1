import type { TicketSearchQuery } from '../../contracts/ticket-search.ts';
import type { TicketDoc } from '../../storage/models/tickets.ts';
import { plain } from '../tags.ts';

const DAY = 86_400_000;

/** What of a query is asked of each ticket; `assignee` is an id already, null: nobody. */
export type Wanted = Pick<
  TicketSearchQuery,
  'state' | 'phase' | 'priority' | 'area' | 'tag' | 'due' | 'open' | 'text'
> & {
  readonly assignee?: string | null;
};

/** Whether a ticket fits all but the words. */
export function fits(doc: TicketDoc, wanted: Wanted, now: Date): boolean {
  const same = (['state', 'phase', 'priority', 'area'] as const).every(
    (name) => wanted[name] === undefined || doc[name] === wanted[name],
  );
  if (!same) return false;
  if (wanted.assignee !== undefined && doc.assignee !== wanted.assignee) return false;
  if (wanted.tag !== undefined && !hasTag(doc, wanted.tag)) return false;
  if (wanted.open !== undefined && (doc.closedAt === null) !== wanted.open) return false;
  return wanted.due === undefined || isDue(doc, dueBefore(wanted.due, now));
}

function hasTag({ tags = [] }: TicketDoc, wanted: string): boolean {
  return tags.some((tag) => plain(tag) === plain(wanted));
}

/** The instant that the limit comes before. */
export function dueBefore(due: NonNullable<Wanted['due']>, now: Date): Date {
  return due === 'overdue' ? now : new Date(now.getTime() + DAY);
}

function isDue({ dueAt, closedAt }: TicketDoc, before: Date): boolean {
  return closedAt === null && dueAt !== null && dueAt < before;
}

/** Whether every word that was typed is in the ticket or in the name of whoever asked. Accents and case do not matter. */
export function isAbout(doc: TicketDoc, requester: string | null, text: string): boolean {
  const hay = plain([doc.folio, doc.subject, doc.description, doc.company ?? '', requester ?? ''].join(' '));
  return plain(text)
    .split(' ')
    .every((word) => hay.includes(word));
}
