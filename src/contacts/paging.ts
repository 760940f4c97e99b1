import { AppError } from '../errors/app-error.ts';

/** The last item of a page: what came before it in time, and of the same instant what comes after it by id. */
export interface Place {
  readonly at: Date;
  readonly id: string;
}

/** `next` of a page: opaque to whoever passes it back. */
export function writePlace({ at, id }: Place): string {
  return `${at.getTime()}.${id}`;
}

/** What `writePlace` wrote. Throws INPUT_INVALID. */
export function readPlace(cursor: string): Place {
  const dot = cursor.indexOf('.');
  const at = new Date(Number(cursor.slice(0, dot)));
  if (dot < 1 || Number.isNaN(at.getTime()))
    throw new AppError('INPUT_INVALID', { path: 'after', problem: 'pass back the value of "next" as it came' });
  return { at, id: cursor.slice(dot + 1) };
}

/** One page of items that are there already, newest first. */
export function pageOf<T>(
  items: readonly T[],
  placeOf: (item: T) => Place,
  { after, limit }: { readonly after?: string; readonly limit: number },
): { readonly items: T[]; readonly next: string | null } {
  const place = after === undefined ? null : readPlace(after);
  const sorted = [...items].sort((a, b) => compare(placeOf(a), placeOf(b)));
  const rest = place === null ? sorted : sorted.filter((item) => compare(place, placeOf(item)) < 0);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return { items: page, next: rest.length > limit && last !== undefined ? writePlace(placeOf(last)) : null };
}

function compare(a: Place, b: Place): number {
  return b.at.getTime() - a.at.getTime() || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
