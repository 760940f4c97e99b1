import { types } from 'node:util';
import mongoose from 'mongoose';

/** A stored document: plain values, dates and BSON types. */
export type Doc = Record<string, unknown>;

const { Binary, Decimal128, Long, ObjectId, UUID } = mongoose.mongo;

export { Binary, Decimal128, Long, ObjectId, UUID };

/** Places of the BSON types in MongoDB's comparison order; null and missing share one. */
export const Rank = {
  null: 1,
  number: 2,
  string: 3,
  object: 4,
  array: 5,
  binary: 6,
  objectId: 7,
  boolean: 8,
  date: 9,
  regex: 11,
} as const;

/** A number for the type of a value, in MongoDB's comparison order. */
export type TypeRank = (typeof Rank)[keyof typeof Rank];

/** The name of a BSON class (`ObjectId`, `Long` …) or undefined; works across copies of the bson package. */
export function bsonType(value: object): string | undefined {
  const type: unknown = (value as { _bsontype?: unknown })._bsontype;
  return typeof type === 'string' ? type : undefined;
}

/** The comparison rank of any stored value. */
export function rankOf(value: unknown): TypeRank {
  switch (typeof value) {
    case 'number':
    case 'bigint':
      return Rank.number;
    case 'string':
      return Rank.string;
    case 'boolean':
      return Rank.boolean;
    case 'undefined':
      return Rank.null;
  }
  return value === null ? Rank.null : rankOfObject(value as object);
}

function rankOfObject(value: object): TypeRank {
  if (Array.isArray(value)) {
    return Rank.array;
  }
  if (value instanceof Date) {
    return Rank.date;
  }
  if (value instanceof Uint8Array) {
    return Rank.binary;
  }
  if (value instanceof RegExp) {
    return Rank.regex;
  }
  switch (bsonType(value)) {
    case 'ObjectId':
      return Rank.objectId;
    case 'Binary':
      return Rank.binary;
    case 'Long':
    case 'Int32':
    case 'Double':
    case 'Decimal128':
      return Rank.number;
    default:
      return types.isDate(value) ? Rank.date : Rank.object;
  }
}

/** Whether the value is a map of fields, not an array, a date or a BSON class. */
export function isPlainObject(value: unknown): value is Doc {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const proto: unknown = Object.getPrototypeOf(value);
  // The last check takes plain objects of another realm (a test runner's, a worker's) for what they are.
  return proto === Object.prototype || proto === null || Object.getPrototypeOf(proto) === null;
}

/** Bytes of a Buffer or a Binary. */
export function bytesOf(value: object): Buffer {
  if (value instanceof Uint8Array) {
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  }
  return Buffer.from((value as { value(): Uint8Array }).value());
}

function numberOf(value: unknown): number | bigint {
  if (typeof value === 'number' || typeof value === 'bigint') {
    return value;
  }
  const long = value as { _bsontype: string; toBigInt?(): bigint; toString(): string };
  return long._bsontype === 'Long' && long.toBigInt ? long.toBigInt() : Number(long.toString());
}

/** Order of two numbers; NaN is below all others and equal to itself. */
function compareNumbers(left: unknown, right: unknown): number {
  const a = numberOf(left);
  const b = numberOf(right);
  if (a < b) {
    return -1;
  }
  if (a > b) {
    return 1;
  }
  const aNaN = Number.isNaN(a);
  const bNaN = Number.isNaN(b);
  return aNaN === bNaN ? 0 : aNaN ? -1 : 1;
}

/** Order of strings by UTF-8 bytes, as MongoDB and SQLite have it (JavaScript compares UTF-16 units). */
export function compareStrings(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) {
      const isSurrogateX = x >= 0xd800 && x <= 0xdfff;
      const isSurrogateY = y >= 0xd800 && y <= 0xdfff;
      return isSurrogateX === isSurrogateY ? x - y : isSurrogateX ? 1 : -1;
    }
  }
  return a.length - b.length;
}

function compareBinaries(left: object, right: object): number {
  const a = bytesOf(left);
  const b = bytesOf(right);
  return a.length - b.length || a.compare(b);
}

function compareObjects(a: Doc, b: Doc): number {
  const left = Object.entries(a);
  const right = Object.entries(b);
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const [keyA, valueA] = left[i] as [string, unknown];
    const [keyB, valueB] = right[i] as [string, unknown];
    const order = rankOf(valueA) - rankOf(valueB) || compareStrings(keyA, keyB) || compareValues(valueA, valueB);
    if (order !== 0) {
      return order;
    }
  }
  return left.length - right.length;
}

function compareArrays(a: readonly unknown[], b: readonly unknown[]): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const order = compareValues(a[i], b[i]);
    if (order !== 0) {
      return order;
    }
  }
  return a.length - b.length;
}

/** MongoDB's total order over values of all types. */
export function compareValues(a: unknown, b: unknown): number {
  const rank = rankOf(a);
  const difference = rank - rankOf(b);
  if (difference !== 0) {
    return difference;
  }
  switch (rank) {
    case Rank.null:
      return 0;
    case Rank.number:
      return compareNumbers(a, b);
    case Rank.string:
      return compareStrings(a as string, b as string);
    case Rank.boolean:
      return Number(a) - Number(b);
    case Rank.date:
      return (a as Date).getTime() - (b as Date).getTime();
    case Rank.objectId:
      return compareStrings(String(a), String(b));
    case Rank.binary:
      return compareBinaries(a as object, b as object);
    case Rank.array:
      return compareArrays(a as unknown[], b as unknown[]);
    case Rank.regex:
      return compareStrings(String(a), String(b));
    default:
      return compareObjects(a as Doc, b as Doc);
  }
}

function isSameArray(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) {
    return false;
  }
  for (let i = 0; i < a.length; i++) {
    if (!isSameValue(a[i], b[i])) {
      return false;
    }
  }
  return true;
}

function isSameObject(a: Doc, b: Doc): boolean {
  const keys = Object.keys(a);
  const others = Object.keys(b);
  if (keys.length !== others.length) {
    return false;
  }
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as string;
    if (key !== others[i] || !isSameValue(a[key], b[key])) {
      return false;
    }
  }
  return true;
}

/** Equality as MongoDB has it: by value, field order of objects counts. */
export function isSameValue(a: unknown, b: unknown): boolean {
  if (a === b) {
    return true;
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
    return typeof a !== 'string' && typeof b !== 'string' && compareValues(a, b) === 0;
  }
  if (Array.isArray(a)) {
    return Array.isArray(b) && isSameArray(a, b);
  }
  return isPlainObject(a) && isPlainObject(b) ? isSameObject(a, b) : compareValues(a, b) === 0;
}
