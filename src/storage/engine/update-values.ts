import { serverError } from './engine-errors.ts';
import { type Doc, isPlainObject } from './values.ts';

/** The object or array that holds the last field of a path. */
export interface Holder {
  readonly target: Doc | unknown[];
  readonly field: string;
}

const INDEX = /^(0|[1-9]\d*)$/;

function child(target: Doc | unknown[], field: string): unknown {
  return Array.isArray(target) ? target[Number(field)] : target[field];
}

function assertField(target: Doc | unknown[], field: string): void {
  if (Array.isArray(target) && !INDEX.test(field)) {
    throw serverError(28, `Cannot create field '${field}' in an array`);
  }
}

/** Finds the holder of a path; makes the objects on the way when `create` is set, else undefined. */
export function holderOf(doc: Doc, path: string, create: boolean): Holder | undefined {
  if (!path.includes('.')) {
    return { target: doc, field: path };
  }
  const parts = path.split('.');
  const field = parts.pop() as string;
  let target: Doc | unknown[] = doc;
  for (const part of parts) {
    let next = child(target, part);
    if (next === undefined && create) {
      assertField(target, part);
      next = {};
      writeTo({ target, field: part }, next);
    }
    const isHolder = Array.isArray(next) || isPlainObject(next);
    if (!isHolder) {
      if (create) {
        throw serverError(28, `Cannot create field '${field}' in a value that is not an object`);
      }
      return undefined;
    }
    target = next as Doc | unknown[];
  }
  if (create) {
    assertField(target, field);
  }
  return { target, field };
}

/** The value of a holder's field. */
export function readFrom({ target, field }: Holder): unknown {
  return child(target, field);
}

/** Sets a holder's field; an array that is too short is filled with nulls. */
export function writeTo({ target, field }: Holder, value: unknown): void {
  if (!Array.isArray(target)) {
    target[field] = value;
    return;
  }
  const at = Number(field);
  while (target.length < at) {
    target.push(null);
  }
  target[at] = value;
}

/** Removes a field; an array's element becomes null. Returns whether there was one. */
export function removeFrom({ target, field }: Holder): boolean {
  if (Array.isArray(target)) {
    const at = Number(field);
    const isThere = at < target.length && target[at] !== null;
    if (isThere) {
      target[at] = null;
    }
    return isThere;
  }
  const isThere = field in target;
  delete target[field];
  return isThere;
}
