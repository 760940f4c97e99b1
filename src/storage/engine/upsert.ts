import { unsupported } from './engine-errors.ts';
import { isOperatorObject } from './filter-syntax.ts';
import { holderOf, writeTo } from './update-values.ts';
import type { Doc } from './values.ts';

function plant(seed: Doc, path: string, value: unknown): void {
  const holder = holderOf(seed, path, true);
  if (holder) {
    writeTo(holder, value);
  }
}

/** The document that an upsert begins with: the values that the filter says to be equal to. */
export function seedOf(filter: Doc, seed: Doc = {}): Doc {
  for (const key in filter) {
    const condition = filter[key];
    if (key === '$and') {
      for (const branch of condition as Doc[]) {
        seedOf(branch, seed);
      }
    } else if (key === '$or' && Array.isArray(condition) && condition.length === 1) {
      seedOf(condition[0] as Doc, seed);
    } else if (key.charCodeAt(0) !== 36) {
      plantCondition(seed, key, condition);
    }
  }
  return seed;
}

function plantCondition(seed: Doc, path: string, condition: unknown): void {
  if (condition instanceof RegExp) {
    return;
  }
  if (!isOperatorObject(condition)) {
    plant(seed, path, condition);
  } else if ('$eq' in condition) {
    plant(seed, path, condition.$eq);
  } else if (Array.isArray(condition.$all)) {
    throw unsupported('$all in the filter of an upsert');
  }
}
