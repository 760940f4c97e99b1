import type { ConversationDoc } from '../storage/models/conversations.ts';
import { strangeCursor } from './cursor.ts';

/** Where a conversation stands among those that wait: expected minutes, since when, id. */
export interface WaitingPlace {
  readonly minutes: number;
  readonly since: number;
  readonly id: string;
}

/** What the place is read from. */
export type Placed = Pick<ConversationDoc, '_id' | 'minutes' | 'waitingSince' | 'lastAt'>;

/** A case of unknown length comes after those of a known one. */
const UNKNOWN = 1e6;

/** The place of a conversation (EXS-27: quick cases first; then who has waited longest). */
export function placeIn(doc: Placed): WaitingPlace {
  return { minutes: doc.minutes ?? UNKNOWN, since: (doc.waitingSince ?? doc.lastAt).getTime(), id: doc._id };
}

/** Whether a place comes after another. */
export function afterPlace(one: WaitingPlace, other: WaitingPlace): boolean {
  return compare(one, other) > 0;
}

/** The order of those that wait. */
export function byPlace(a: Placed, b: Placed): number {
  return compare(placeIn(a), placeIn(b));
}

function compare(a: WaitingPlace, b: WaitingPlace): number {
  return a.minutes - b.minutes || a.since - b.since || (a.id === b.id ? 0 : a.id < b.id ? -1 : 1);
}

/** A place as a cursor. */
export function writePlace({ minutes, since, id }: WaitingPlace): string {
  return `w.${minutes}.${since}.${id}`;
}

/** Reads a cursor back. Throws INPUT_INVALID. */
export function readPlace(cursor: string): WaitingPlace {
  const [, minutes, since, id] = /^w\.(\d+(?:\.\d+)?)\.(\d+)\.(.+)$/.exec(cursor) ?? [];
  if (minutes === undefined || since === undefined || id === undefined) throw strangeCursor();
  return { minutes: Number(minutes), since: Number(since), id };
}
