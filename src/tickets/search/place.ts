import type { TicketSort } from '../../contracts/ticket-search.ts';
import { AppError } from '../../errors/app-error.ts';
import type { TicketDoc } from '../../storage/models/tickets.ts';
import type { DuePlace } from '../../storage/repositories/ticket-search.ts';
import { readCursor, writeCursor } from '../cursor.ts';

/** The place behind a ticket in a list of this order, as clients pass it on. */
export function writePlace(
  sort: TicketSort,
  { order, dueAt, _id }: Pick<TicketDoc, 'order' | 'dueAt' | '_id'>,
): string {
  return writeCursor(sort === 'due' ? `${dueAt?.toISOString() ?? 'none'}|${_id}` : order);
}

/** The other way, for lists by limit. Throws INPUT_INVALID for anything that no page gave out. */
export function readDuePlace(after: string): DuePlace {
  const [at = '', id = '', ...rest] = Buffer.from(after, 'base64url').toString().split('|');
  const dueAt = at === 'none' ? null : new Date(at);
  if (rest.length > 0 || !/^[\w-]+$/.test(id) || (dueAt !== null && Number.isNaN(dueAt.getTime()))) {
    throw new AppError('INPUT_INVALID', { path: 'after', problem: 'pass on what "next" of the page before said' });
  }
  return { dueAt, id };
}

/** The other way, for lists by opening. Throws INPUT_INVALID. */
export const readOpeningPlace = readCursor;
