import { serverError, unsupported } from './engine-errors.ts';
import { mingo } from './mingo.ts';
import {
  type ArrayChange,
  compileAddToSet,
  compilePop,
  compilePull,
  compilePullAll,
  compilePush,
} from './update-arrays.ts';
import { holderOf, readFrom, removeFrom, writeTo } from './update-values.ts';
import { compareValues, type Doc, isPlainObject, isSameValue, Rank, rankOf } from './values.ts';

/** Changes a document in place; returns whether anything changed. */
type Step = (doc: Doc, isInsert: boolean) => boolean;

/** A compiled update. */
export interface Update {
  /** First fields of the paths that it may change; null when that is not known. */
  readonly roots: ReadonlySet<string> | null;
  apply(doc: Doc, isInsert: boolean): boolean;
}

/** What an update is compiled with. */
export interface UpdateContext {
  readonly filter: Doc;
  readonly arrayFilters?: readonly Doc[] | undefined;
}

function setValue(doc: Doc, path: string, value: unknown): boolean {
  const holder = holderOf(doc, path, true);
  if (!holder) {
    return false;
  }
  const old = readFrom(holder);
  if (old !== undefined && isSameValue(old, value)) {
    return false;
  }
  writeTo(holder, value === undefined ? null : value);
  return true;
}

function compileSet(path: string, value: unknown): Step {
  if (path === '_id') {
    return (doc) => {
      if (doc._id !== undefined && !isSameValue(doc._id, value)) {
        throw serverError(66, "Performing an update on the path '_id' would modify the immutable field '_id'");
      }
      doc._id = value;
      return false;
    };
  }
  return (doc) => setValue(doc, path, value);
}

function compileUnset(path: string): Step {
  return (doc) => {
    const holder = holderOf(doc, path, false);
    return holder ? removeFrom(holder) : false;
  };
}

function compileNumber(path: string, operand: unknown, change: (old: number, by: number) => number): Step {
  if (rankOf(operand) !== Rank.number) {
    throw serverError(14, 'Cannot increment or multiply by a value that is not a number');
  }
  const by = Number(operand);
  return (doc) => {
    const holder = holderOf(doc, path, true);
    const old = holder && readFrom(holder);
    if (!holder || (old !== undefined && rankOf(old) !== Rank.number)) {
      throw serverError(14, `Cannot apply arithmetic to the field '${path}' that is not a number`);
    }
    if (old !== undefined && typeof old !== 'number') {
      throw unsupported('arithmetic on 64-bit integers beyond 2^53');
    }
    const next = change(old ?? 0, by);
    writeTo(holder, next);
    return old !== next;
  };
}

function compileBound(path: string, operand: unknown, sign: 1 | -1): Step {
  return (doc) => {
    const holder = holderOf(doc, path, true);
    const old = holder && readFrom(holder);
    if (!holder || (old !== undefined && sign * compareValues(operand, old) <= 0)) {
      return false;
    }
    writeTo(holder, operand);
    return true;
  };
}

function compileArray(path: string, change: ArrayChange): Step {
  return (doc) => {
    const existing = holderOf(doc, path, false);
    const old = existing && readFrom(existing);
    const next = change(old);
    if (next === old) {
      return false;
    }
    const holder = existing ?? holderOf(doc, path, true);
    if (holder) {
      writeTo(holder, next);
    }
    return true;
  };
}

function compileCurrentDate(path: string, operand: unknown): Step {
  const isDate = operand === true || (isPlainObject(operand) && operand.$type === 'date');
  if (!isDate) {
    throw unsupported('$currentDate with a type other than date');
  }
  return (doc) => setValue(doc, path, new Date());
}

function compileRename(path: string, operand: unknown): Step {
  const to = String(operand);
  return (doc) => {
    const from = holderOf(doc, path, false);
    const value = from && readFrom(from);
    if (!from || value === undefined) {
      return false;
    }
    removeFrom(from);
    setValue(doc, to, value);
    return true;
  };
}

function compileStep(operator: string, path: string, operand: unknown): Step {
  switch (operator) {
    case '$set':
      return compileSet(path, operand);
    case '$setOnInsert': {
      const set = compileSet(path, operand);
      return (doc, isInsert) => isInsert && set(doc, isInsert);
    }
    case '$unset':
      return compileUnset(path);
    case '$inc':
      return compileNumber(path, operand, (old, by) => old + by);
    case '$mul':
      return compileNumber(path, operand, (old, by) => old * by);
    case '$min':
      return compileBound(path, operand, -1);
    case '$max':
      return compileBound(path, operand, 1);
    case '$push':
      return compileArray(path, compilePush(operand));
    case '$addToSet':
      return compileArray(path, compileAddToSet(operand));
    case '$pull':
      return compileArray(path, compilePull(operand));
    case '$pullAll':
      return compileArray(path, compilePullAll(operand));
    case '$pop':
      return compileArray(path, compilePop(operand));
    case '$currentDate':
      return compileCurrentDate(path, operand);
    case '$rename':
      return compileRename(path, operand);
    default:
      throw unsupported(operator);
  }
}

/** Refuses two changes of one path, or of a path and a part of it. */
function assertNoConflict(paths: readonly string[]): void {
  if (paths.length < 2) {
    return;
  }
  const taken = new Set<string>();
  for (const path of paths) {
    if (taken.has(path)) {
      throw conflict(path, path);
    }
    taken.add(path);
  }
  for (const path of paths) {
    for (let dot = path.indexOf('.'); dot !== -1; dot = path.indexOf('.', dot + 1)) {
      if (taken.has(path.slice(0, dot))) {
        throw conflict(path, path.slice(0, dot));
      }
    }
  }
}

function conflict(path: string, other: string): Error {
  return serverError(40, `Updating the path '${path}' would create a conflict at '${other}'`);
}

/** `$[]`, `$[name]` and `$` are mingo's. */
function positional(operator: string, path: string, operand: unknown, context: UpdateContext): Step {
  const arrayFilters = context.arrayFilters ? [...context.arrayFilters] : [];
  return (doc) => {
    const modifier = { [operator]: { [path]: operand } };
    return mingo().update(doc, modifier, arrayFilters, context.filter, { cloneMode: 'deep' }).length > 0;
  };
}

/** Compiles an update of operators. Throws STORE_UNSUPPORTED, or MongoDB's error for a malformed one. */
export function compileUpdate(update: unknown, context: UpdateContext): Update {
  if (Array.isArray(update)) {
    throw unsupported('an update by aggregation pipeline');
  }
  const steps: Step[] = [];
  const paths: string[] = [];
  const roots = new Set<string>();
  for (const operator in update as Doc) {
    if (operator.charCodeAt(0) !== 36) {
      throw serverError(9, 'Update document requires atomic operators');
    }
    const changes = (update as Doc)[operator] as Doc;
    for (const path in changes) {
      const operand = changes[path];
      const isPositional = path.includes('$');
      steps.push(isPositional ? positional(operator, path, operand, context) : compileStep(operator, path, operand));
      paths.push(path);
      roots.add(rootOf(path));
      if (operator === '$rename') {
        roots.add(rootOf(String(operand)));
      }
    }
  }
  assertNoConflict(paths);
  return {
    roots,
    apply: (doc, isInsert) => {
      let isChanged = false;
      for (const step of steps) {
        isChanged = step(doc, isInsert) || isChanged;
      }
      return isChanged;
    },
  };
}

function rootOf(path: string): string {
  const dot = path.indexOf('.');
  return dot === -1 ? path : path.slice(0, dot);
}
