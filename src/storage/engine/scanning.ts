import { decodeDocument } from './document-codec.ts';
import { checkFilter } from './filter-syntax.ts';
import { encodeKey } from './index-key.ts';
import { compileFilter, type Matcher } from './matcher.ts';
import { isKeyable, type Plan, planFilter, type Scan, type ScanOrder } from './planner.ts';
import { compareSortValues, type SortField, sortValues } from './sorting.ts';
import type { Sqlite, SqlValue } from './sqlite.ts';
import type { Table } from './table.ts';
import type { Doc } from './values.ts';

/** A stored document and its place. */
export interface Found {
  readonly rid: number;
  readonly doc: Doc;
}

/** What to look for. */
export interface Search {
  readonly filter: Doc;
  readonly sort: readonly SortField[];
  readonly skip: number;
  /** 0 = all. */
  readonly limit: number;
}

interface Source {
  readonly db: Sqlite;
  readonly table: Table;
}

const FIRST_BATCH = 32;
const LARGEST_BATCH = 512;
/** More wanted rows than this are sorted as row ids only, so that a big sort does not hold the documents. */
const SORT_IN_MEMORY = 2_000;

/** Condition for the rows after the last one: lexicographic over the order's columns. */
function afterLast(order: readonly ScanOrder[], last: readonly SqlValue[], params: SqlValue[]): string {
  const [column, ...rest] = order;
  if (!column) {
    return '0';
  }
  const sign = column.descending ? '<' : '>';
  const value = last[0] as SqlValue;
  if (rest.length === 0) {
    params.push(value);
    return `${column.sql} ${sign} ?`;
  }
  params.push(value, value);
  const tail = afterLast(rest, last.slice(1), params);
  return `${column.sql} ${sign}= ? AND (${column.sql} ${sign} ? OR (${tail}))`;
}

function batchSql(table: Table, scan: Scan, after: string): string {
  const keys = scan.order.map((column) => column.sql).join(', ');
  const where = after ? [...scan.where, after] : scan.where;
  const order = scan.order.map((column) => `${column.sql}${column.descending ? ' DESC' : ''}`).join(', ');
  const from = scan.index ? `${table.sql} INDEXED BY ${scan.index}` : table.sql;
  const filter = where.length > 0 ? ` WHERE ${where.join(' AND ')}` : '';
  return `SELECT doc, ${keys} FROM ${from}${filter} ORDER BY ${order} LIMIT ?`;
}

/**
 * Walks a scan in batches. No statement stays open between batches, so a slow reader holds no lock and no snapshot,
 * and rows written meanwhile are seen or not, as with a MongoDB cursor.
 */
function* walk(db: Sqlite, table: Table, scan: Scan, wanted: number): Generator<Found[]> {
  let size = wanted === 0 ? FIRST_BATCH : Math.min(wanted, LARGEST_BATCH);
  let last: readonly SqlValue[] | null = null;
  while (true) {
    const params = [...scan.params];
    const after: string = last ? afterLast(scan.order, last, params) : '';
    const rows = db.statement(batchSql(table, scan, after)).all([...params, size]);
    yield rows.map((row) => ({ rid: row[row.length - 1] as number, doc: decodeDocument(row[0] as string) }));
    const final = rows[rows.length - 1];
    if (!final || rows.length < size) {
      return;
    }
    last = final.slice(1);
    size = Math.min(size * 4, LARGEST_BATCH);
  }
}

/** Counts a scan's rows without reading their documents. */
export function countScan(db: Sqlite, table: Table, scan: Scan): number {
  const from = scan.index ? `${table.sql} INDEXED BY ${scan.index}` : table.sql;
  const rows = db.statement(`SELECT count(*) FROM ${from} WHERE ${scan.where.join(' AND ')}`).all([...scan.params]);
  return rows[0]?.[0] as number;
}

function* walkPlan(source: Source, plan: Plan, matches: Matcher, wanted: number): Generator<Found[]> {
  for (const scan of plan.scans) {
    for (const batch of walk(source.db, source.table, scan, wanted)) {
      yield batch.filter((found) => matches(found.doc));
    }
  }
}

interface SortEntry {
  readonly values: readonly unknown[];
  readonly rid: number;
  readonly doc: Doc | null;
}

/**
 * Collects in order, keeping only what `skip + limit` can still need. Where the walk gives the first fields of the
 * order, only rows that are equal in them are collected together.
 */
function* walkSorted(source: Source, plan: Plan, matches: Matcher, search: Search): Generator<Found[]> {
  const { sort } = search;
  const given = sort.slice(0, plan.sortedBy);
  let wanted = search.limit === 0 ? Number.POSITIVE_INFINITY : search.skip + search.limit;
  let entries: SortEntry[] = [];
  for (const batch of walkPlan(source, plan, matches, 0)) {
    for (const { rid, doc } of batch) {
      const values = sortValues(doc, sort);
      const first = entries[0];
      if (first && given.length > 0 && compareSortValues(first.values, values, given) !== 0) {
        yield* emitSorted(source.table, entries, sort);
        wanted -= entries.length;
        entries = [];
        if (wanted <= 0) {
          return;
        }
      }
      entries.push({ values, rid, doc: wanted <= SORT_IN_MEMORY ? doc : null });
    }
    if (entries.length > wanted * 2 + LARGEST_BATCH) {
      entries = entries.sort(orderBy(sort)).slice(0, wanted);
    }
    yield [];
  }
  yield* emitSorted(source.table, entries, sort);
}

function orderBy(sort: readonly SortField[]): (a: SortEntry, b: SortEntry) => number {
  return (a, b) => compareSortValues(a.values, b.values, sort) || a.rid - b.rid;
}

function* emitSorted(table: Table, entries: SortEntry[], sort: readonly SortField[]): Generator<Found[]> {
  entries.sort(orderBy(sort));
  for (let at = 0; at < entries.length; at += LARGEST_BATCH) {
    yield entries.slice(at, at + LARGEST_BATCH).flatMap((entry) => restore(table, entry));
  }
}

function restore(table: Table, entry: SortEntry): Found[] {
  if (entry.doc) {
    return [{ rid: entry.rid, doc: entry.doc }];
  }
  const row = table.byRid(entry.rid);
  return row ? [{ rid: row.rid, doc: decodeDocument(row.text) }] : [];
}

function* window(batches: Iterable<Found[]>, skip: number, limit: number): Generator<Found[]> {
  let toSkip = skip;
  let left = limit === 0 ? Number.POSITIVE_INFINITY : limit;
  for (const batch of batches) {
    const rest = batch.slice(toSkip);
    toSkip = Math.max(0, toSkip - batch.length);
    const taken = rest.length > left ? rest.slice(0, left) : rest;
    left -= taken.length;
    yield taken;
    if (left <= 0) {
      return;
    }
  }
}

/** Matching documents in batches; an empty batch is a good moment to let others run. */
export function searchBatches(db: Sqlite, table: Table, search: Search): Generator<Found[]> {
  const matches = compileFilter(search.filter);
  const plan = planFilter(table, search.filter, search.sort);
  const source = { db, table };
  const isSorted = plan.sortedBy === search.sort.length;
  const wanted = search.limit === 0 ? 0 : search.skip + search.limit;
  const batches = isSorted ? walkPlan(source, plan, matches, wanted) : walkSorted(source, plan, matches, search);
  return search.skip === 0 && search.limit === 0 ? batches : window(batches, search.skip, search.limit);
}

/**
 * Whether the document fits the rest of a filter that named its `_id`: plain values are compared here, the rest is
 * compiled. This is the hot path of `{_id, version}`.
 */
function fitsRest(doc: Doc, filter: Doc): boolean {
  for (const field in filter) {
    if (field === '_id') {
      continue;
    }
    const wanted = filter[field];
    const isPlain = typeof wanted === 'string' || typeof wanted === 'number' || typeof wanted === 'boolean';
    const value = doc[field];
    if (!isPlain || field.includes('.') || field.charCodeAt(0) === 36 || typeof value === 'object') {
      return compileFilter(filter)(doc);
    }
    if (value !== wanted) {
      checkFilter(filter);
      return false;
    }
  }
  return true;
}

function searchById(table: Table, id: unknown, filter: Doc): Found | undefined {
  const row = table.byId(encodeKey(id));
  if (!row) {
    checkFilter(filter);
    return undefined;
  }
  const doc = decodeDocument(row.text);
  return fitsRest(doc, filter) ? { rid: row.rid, doc } : undefined;
}

/** The first matching document. */
export function searchFirst(db: Sqlite, table: Table, search: Omit<Search, 'limit'>): Found | undefined {
  const id = search.filter._id;
  if (id !== undefined && search.skip === 0 && (typeof id === 'string' || isKeyable(id))) {
    return searchById(table, id, search.filter);
  }
  for (const batch of searchBatches(db, table, { ...search, limit: 1 })) {
    if (batch[0]) {
      return batch[0];
    }
  }
  return undefined;
}
