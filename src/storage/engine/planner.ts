import { isOperatorObject } from './filter-syntax.ts';
import { bracketEnd, bracketStart, encodeKey } from './index-key.ts';
import { compileFilter, isScalar } from './matcher.ts';
import type { SortField } from './sorting.ts';
import type { SqlValue } from './sqlite.ts';
import type { Table, TableIndex } from './table.ts';
import { type Doc, isSameValue, Rank, rankOf } from './values.ts';

/** What SQL can say about one path: every document that fits the filter fits this too. */
interface PathBounds {
  equal?: unknown;
  hasEqual: boolean;
  list?: readonly unknown[];
  lower?: { readonly value: unknown; readonly inclusive: boolean };
  upper?: { readonly value: unknown; readonly inclusive: boolean };
  exists: boolean;
}

/** One column of a scan's order. */
export interface ScanOrder {
  readonly sql: string;
  readonly descending: boolean;
}

/** A walk over rows that holds every matching document; the matcher still judges each one. */
export interface Scan {
  /** Quoted index to walk, or null for the table itself. */
  readonly index: string | null;
  readonly where: readonly string[];
  readonly params: readonly SqlValue[];
  /** Columns that the walk is ordered by; the last is always `rid`. */
  readonly order: readonly ScanOrder[];
}

/** How to find the documents of a filter. Scans are walked one after the other. */
export interface Plan {
  readonly scans: readonly Scan[];
  /** How many of the wanted order's first fields the walk gives. */
  readonly sortedBy: number;
}

function emptyBounds(): PathBounds {
  return { hasEqual: false, exists: false };
}

/** Whether a value has a key, so that SQL can look for it. */
export function isKeyable(value: unknown): boolean {
  if (!isScalar(value)) {
    return false;
  }
  return rankOf(value) !== Rank.number || Number(value) > Number.NEGATIVE_INFINITY;
}

function applyOperator(bounds: PathBounds, operator: string, operand: unknown): void {
  if (operator === '$exists') {
    bounds.exists ||= Boolean(operand);
    return;
  }
  if (operator === '$in') {
    const list = operand as unknown[];
    if (list.every(isKeyable)) {
      bounds.list = list;
    }
    return;
  }
  if (!isKeyable(operand)) {
    return;
  }
  const inclusive = operator.endsWith('e');
  if (operator === '$eq') {
    bounds.equal = operand;
    bounds.hasEqual = true;
  } else if ((operator === '$gt' || operator === '$gte') && rankOf(operand) !== Rank.null) {
    bounds.lower = { value: operand, inclusive };
  } else if ((operator === '$lt' || operator === '$lte') && rankOf(operand) !== Rank.null) {
    bounds.upper = { value: operand, inclusive };
  }
}

/** Reads the conjunctions of a filter; whatever is not understood is left to the matcher. */
export function boundsOf(filter: Doc, found = new Map<string, PathBounds>()): Map<string, PathBounds> {
  for (const key in filter) {
    const condition = filter[key];
    if (key === '$and') {
      for (const branch of condition as Doc[]) {
        boundsOf(branch, found);
      }
    } else if (key.charCodeAt(0) !== 36) {
      const bounds = found.get(key) ?? emptyBounds();
      found.set(key, bounds);
      if (!isOperatorObject(condition)) {
        applyOperator(bounds, '$eq', condition);
      } else {
        for (const operator in condition) {
          applyOperator(bounds, operator, condition[operator]);
        }
      }
    }
  }
  return found;
}

/** Whether the filter lets only documents through that a sparse or partial index holds. */
function isCovered(index: TableIndex, filter: Doc, bounds: Map<string, PathBounds>): boolean {
  if (!index.member) {
    return true;
  }
  const partial = index.spec.partialFilterExpression;
  if (!partial) {
    return index.spec.fields.some((field) => impliesExistence(bounds.get(field.path)));
  }
  return Object.entries(partial).every(([path, condition]) => {
    if (path in filter && isSameValue(filter[path], condition)) {
      return true;
    }
    const known = bounds.get(path);
    return known?.hasEqual && !path.includes('.')
      ? compileFilter({ [path]: condition })({ [path]: known.equal })
      : false;
  });
}

function impliesExistence(bounds: PathBounds | undefined): boolean {
  if (!bounds) {
    return false;
  }
  const hasValue = bounds.hasEqual && bounds.equal !== null && bounds.equal !== undefined;
  const hasList = bounds.list?.every((value) => value !== null && value !== undefined) ?? false;
  return bounds.exists || hasValue || hasList || bounds.lower !== undefined || bounds.upper !== undefined;
}

interface Candidate {
  readonly scans: Scan[];
  readonly sortedBy: number;
  readonly score: number;
}

interface Shape {
  readonly sql: string | null;
  readonly paths: readonly string[];
  readonly columns: readonly string[];
  readonly descending: readonly boolean[];
  readonly member: string | null;
}

/** Adds the range conditions of a path to a scan; returns whether there were any. */
function addRange(bounds: PathBounds | undefined, column: string, where: string[], params: SqlValue[]): boolean {
  const bound = bounds?.lower ?? bounds?.upper;
  if (!bounds || !bound) {
    return false;
  }
  if (bounds.lower) {
    where.push(`${column} ${bounds.lower.inclusive ? '>=' : '>'} ?`);
    params.push(encodeKey(bounds.lower.value));
  } else {
    where.push(`${column} ${rankOf(bound.value) === Rank.number ? '>' : '>='} ?`);
    params.push(bracketStart(bound.value));
  }
  if (bounds.upper) {
    where.push(`${column} ${bounds.upper.inclusive ? '<=' : '<'} ?`);
    params.push(encodeKey(bounds.upper.value));
  } else {
    where.push(`${column} < ?`);
    params.push(bracketEnd(bound.value));
  }
  return true;
}

/** How far walking the index columns from `start` gives the wanted order, and whether it must be walked backwards. */
function sortGiven(
  shape: Shape,
  start: number,
  sort: readonly SortField[],
  fixed: Set<string>,
): { readonly count: number; readonly backwards: boolean } {
  let backwards: boolean | null = null;
  let at = start;
  let count = 0;
  for (const wanted of sort) {
    if (!fixed.has(wanted.path)) {
      const isReverse = shape.descending[at] !== wanted.descending;
      if (shape.paths[at] !== wanted.path || (backwards !== null && backwards !== isReverse)) {
        break;
      }
      backwards = isReverse;
      at += 1;
    }
    count += 1;
  }
  return { count, backwards: backwards ?? false };
}

function planShape(shape: Shape, bounds: Map<string, PathBounds>, sort: readonly SortField[]): Candidate {
  const where = shape.member ? [`${shape.member} IS NOT NULL`] : [];
  const params: SqlValue[] = [];
  const fixed = new Set<string>();
  let used = 0;
  while (used < shape.paths.length) {
    const known = bounds.get(shape.paths[used] as string);
    if (!known?.hasEqual) {
      break;
    }
    where.push(`${shape.columns[used]} = ?`);
    params.push(encodeKey(known.equal));
    fixed.add(shape.paths[used] as string);
    used += 1;
  }
  const path = shape.paths[used];
  const column = shape.columns[used];
  const next = path === undefined ? undefined : bounds.get(path);
  const isList = next?.list !== undefined && column !== undefined;
  const hasRange = !isList && column !== undefined && addRange(next, column, where, params);
  const given = isList ? { count: 0, backwards: false } : sortGiven(shape, used, sort, fixed);
  const order = orderOf(shape, isList ? used + 1 : used, given.backwards);
  const base: Scan = { index: shape.sql, where, params, order };
  const scans = isList && next?.list && column ? spreadList(base, column, next.list) : [base];
  const orderScore = given.count === 0 ? 0 : given.count === sort.length ? 4 : 3;
  const score = used * 10 + (isList ? 6 : 0) + (hasRange ? 5 : 0) + orderScore;
  return { scans, sortedBy: given.count, score };
}

function orderOf(shape: Shape, from: number, backwards: boolean): ScanOrder[] {
  const order = shape.columns.slice(from).map((sql, i) => ({
    sql,
    descending: (shape.descending[from + i] ?? false) !== backwards,
  }));
  return [...order, { sql: 'rid', descending: backwards }];
}

/** One scan for each value of an `$in`. */
function spreadList(base: Scan, column: string, list: readonly unknown[]): Scan[] {
  const seen = new Map<string, SqlValue>();
  for (const value of list) {
    const key = encodeKey(value);
    seen.set(`${typeof key}:${Buffer.isBuffer(key) ? key.toString('hex') : String(key)}`, key);
  }
  return [...seen.values()].map((key) => ({
    ...base,
    where: [...base.where, `${column} = ?`],
    params: [...base.params, key],
  }));
}

function shapeOf(index: TableIndex): Shape {
  return {
    sql: index.sql,
    paths: index.spec.fields.map((field) => field.path),
    columns: index.columns,
    descending: index.spec.fields.map((field) => field.descending),
    member: index.member,
  };
}

const BY_ID: Shape = { sql: null, paths: ['_id'], columns: ['id'], descending: [false], member: null };
const WHOLE_TABLE: Scan = { index: null, where: [], params: [], order: [{ sql: 'rid', descending: false }] };

/** Chooses the index that narrows most; equal ones are decided by the wanted order. */
export function planFilter(table: Table, filter: Doc, sort: readonly SortField[]): Plan {
  const bounds = boundsOf(filter);
  let best: Candidate = { scans: [WHOLE_TABLE], sortedBy: 0, score: 0 };
  const byId = planShape(BY_ID, bounds, sort);
  if (byId.score > 0) {
    const isPointed = bounds.get('_id')?.hasEqual || bounds.get('_id')?.list;
    best = isPointed ? { ...byId, score: Number.POSITIVE_INFINITY } : byId;
  }
  for (const index of table.indexes) {
    if (isCovered(index, filter, bounds)) {
      const candidate = planShape(shapeOf(index), bounds, sort);
      if (candidate.score > best.score) {
        best = candidate;
      }
    }
  }
  return best;
}

/** The scan whose rows are exactly the filter's documents, or null: equality with strings on an index's first fields. */
export function exactScan(table: Table, filter: Doc): Scan | null {
  const paths = Object.keys(filter);
  if (!paths.every((path) => typeof filter[path] === 'string' && !path.includes('.') && !path.startsWith('$'))) {
    return null;
  }
  const [scan, ...others] = planFilter(table, filter, []).scans;
  // One parameter a field says that each condition became an equality of a column.
  return scan && others.length === 0 && scan.params.length === paths.length ? scan : null;
}
