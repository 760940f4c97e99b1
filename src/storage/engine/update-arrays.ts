import { serverError, unsupported } from './engine-errors.ts';
import { isOperatorObject } from './filter-syntax.ts';
import { compileFilter } from './matcher.ts';
import { compareSortValues, parseSort, sortValues } from './sorting.ts';
import { compareValues, isPlainObject, isSameValue } from './values.ts';

/** Changes an array field's value; returns the new value, or the old one itself when nothing changes. */
export type ArrayChange = (old: unknown) => unknown;

function arrayFor(operator: string, old: unknown): unknown[] {
  if (!Array.isArray(old)) {
    throw serverError(2, `The field of ${operator} must be an array`);
  }
  return old;
}

const PUSH_MODIFIERS = new Set(['$each', '$slice', '$sort', '$position']);

function cut(list: unknown[], slice: unknown): unknown[] {
  if (slice === undefined) {
    return list;
  }
  const count = Number(slice);
  return count < 0 ? list.slice(count) : list.slice(0, count);
}

function ordered(list: unknown[], sort: unknown): unknown[] {
  if (sort === undefined) {
    return list;
  }
  if (sort === 1 || sort === -1) {
    return list.sort((a, b) => sort * compareValues(a, b));
  }
  const fields = parseSort(sort);
  const keyed = list.map((item) => ({ item, values: sortValues(isPlainObject(item) ? item : {}, fields) }));
  return keyed.sort((a, b) => compareSortValues(a.values, b.values, fields)).map(({ item }) => item);
}

/** `$push`, with `$each`, `$position`, `$sort` and `$slice`. */
export function compilePush(operand: unknown): ArrayChange {
  if (!isPlainObject(operand) || !('$each' in operand)) {
    return (old) => [...(old === undefined ? [] : arrayFor('$push', old)), operand];
  }
  const { $each: items, $slice: slice, $sort: sort, $position: position } = operand;
  if (!Array.isArray(items)) {
    throw serverError(2, 'The argument to $each in $push must be an array');
  }
  for (const modifier in operand) {
    if (!PUSH_MODIFIERS.has(modifier)) {
      throw unsupported(`${modifier} in $push`);
    }
  }
  return (old) => {
    const list = old === undefined ? [] : [...arrayFor('$push', old)];
    list.splice(position === undefined ? list.length : Number(position), 0, ...(items as unknown[]));
    const next = cut(ordered(list, sort), slice);
    return old !== undefined && isSameValue(old, next) ? old : next;
  };
}

/** `$addToSet`, with `$each`. */
export function compileAddToSet(operand: unknown): ArrayChange {
  const isEach = isPlainObject(operand) && '$each' in operand;
  const items: unknown = isEach ? operand.$each : [operand];
  if (!Array.isArray(items)) {
    throw serverError(14, 'The argument to $each in $addToSet must be an array');
  }
  return (old) => {
    const list = old === undefined ? [] : arrayFor('$addToSet', old);
    const next = [...list];
    for (const item of items as unknown[]) {
      if (!next.some((known) => isSameValue(known, item))) {
        next.push(item);
      }
    }
    return old !== undefined && next.length === list.length ? old : next;
  };
}

function pullTest(operand: unknown): (item: unknown) => boolean {
  if (isOperatorObject(operand)) {
    const matches = compileFilter({ item: operand });
    return (item) => matches({ item });
  }
  if (isPlainObject(operand)) {
    const matches = compileFilter(operand);
    return (item) => isPlainObject(item) && matches(item);
  }
  return operand instanceof RegExp
    ? (item) => typeof item === 'string' && operand.test(item)
    : (item) => isSameValue(item, operand);
}

/** `$pull`: removes the elements that fit. */
export function compilePull(operand: unknown): ArrayChange {
  return removing('$pull', pullTest(operand));
}

/** `$pullAll`: removes the elements that are in the list. */
export function compilePullAll(operand: unknown): ArrayChange {
  if (!Array.isArray(operand)) {
    throw serverError(2, '$pullAll requires an array');
  }
  return removing('$pullAll', (item) => operand.some((value: unknown) => isSameValue(value, item)));
}

function removing(operator: string, isRemoved: (item: unknown) => boolean): ArrayChange {
  return (old) => {
    if (old === undefined) {
      return old;
    }
    const list = arrayFor(operator, old);
    const next = list.filter((item) => !isRemoved(item));
    return next.length === list.length ? old : next;
  };
}

/** `$pop`: removes the last element (1) or the first (-1). */
export function compilePop(operand: unknown): ArrayChange {
  if (operand !== 1 && operand !== -1) {
    throw serverError(9, '$pop expects 1 or -1');
  }
  return (old) => {
    if (old === undefined || arrayFor('$pop', old).length === 0) {
      return old;
    }
    const list = old as unknown[];
    return operand === 1 ? list.slice(0, -1) : list.slice(1);
  };
}
