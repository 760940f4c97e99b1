import { unsupported } from './engine-errors.ts';
import { compareValues, type Doc } from './values.ts';

/** One field of an order. */
export interface SortField {
  readonly path: string;
  readonly descending: boolean;
}

const ASCENDING = new Set<unknown>([1, '1', 'asc', 'ascending']);
const DESCENDING = new Set<unknown>([-1, '-1', 'desc', 'descending']);

function sortField(path: string, direction: unknown): SortField {
  if (!ASCENDING.has(direction) && !DESCENDING.has(direction)) {
    throw unsupported(`the sort order of ${path}`);
  }
  return { path, descending: DESCENDING.has(direction) };
}

/** Reads a sort as the MongoDB driver takes it: an object, a map, pairs or a field name. */
export function parseSort(sort: unknown): SortField[] {
  if (sort === undefined || sort === null) {
    return [];
  }
  if (typeof sort === 'string') {
    return [sortField(sort, 1)];
  }
  if (Array.isArray(sort)) {
    return sort.flatMap((item: unknown) => {
      return Array.isArray(item) ? [sortField(String(item[0]), item[1])] : parseSort(item);
    });
  }
  const pairs = sort instanceof Map ? [...(sort as Map<string, unknown>)] : Object.entries(sort as Doc);
  return pairs.map(([path, direction]) => sortField(path, direction));
}

/** Values at a path, through arrays on the way; an array at its end gives its elements. */
function spread(value: unknown, path: readonly string[], at: number, found: unknown[]): void {
  if (Array.isArray(value)) {
    for (const item of value) {
      if (at < path.length || !Array.isArray(item)) {
        spread(item, path, at, found);
      } else {
        found.push(item);
      }
    }
    if (value.length === 0) {
      found.push(undefined);
    }
  } else if (at === path.length) {
    found.push(value);
  } else if (typeof value === 'object' && value !== null) {
    spread((value as Doc)[path[at] as string], path, at + 1, found);
  } else {
    found.push(undefined);
  }
}

/** The value that a document is sorted by: of an array the least element, or the greatest when descending. */
function sortValue(doc: Doc, path: readonly string[], descending: boolean): unknown {
  const found: unknown[] = [];
  spread(doc, path, 0, found);
  let best = found[0];
  for (const value of found) {
    const order = compareValues(value, best);
    if (descending ? order > 0 : order < 0) {
      best = value;
    }
  }
  return best;
}

/** The values that a document is sorted by. */
export function sortValues(doc: Doc, sort: readonly SortField[]): unknown[] {
  return sort.map(({ path, descending }) => sortValue(doc, path.split('.'), descending));
}

/** Order of two lists of sort values. */
export function compareSortValues(a: readonly unknown[], b: readonly unknown[], sort: readonly SortField[]): number {
  for (let i = 0; i < sort.length; i++) {
    const order = compareValues(a[i], b[i]);
    if (order !== 0) {
      return sort[i]?.descending ? -order : order;
    }
  }
  return 0;
}
