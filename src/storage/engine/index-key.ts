import { AppError } from '../../errors/app-error.ts';
import { encodeDocument } from './document-codec.ts';
import type { SqlValue } from './sqlite.ts';
import { bytesOf, type Doc, Rank, rankOf } from './values.ts';

/*
 * A value's key sorts in SQLite as the value does in MongoDB: -Infinity (null and missing) < REAL < TEXT < BLOB, and
 * a blob begins with the rank of its type. So one BINARY index serves equality, ranges and order over mixed types.
 */

/** Key of null and of a missing field: below every number that may be indexed. */
export const NULL_KEY = Number.NEGATIVE_INFINITY;

const SIGN = 0x80000000;
const TWO_32 = 0x100000000;

function dateKey(date: Date): Buffer {
  const ms = date.getTime();
  const key = Buffer.allocUnsafe(9);
  key[0] = Rank.date;
  const high = Math.floor(ms / TWO_32);
  key.writeUInt32BE(high + SIGN, 1);
  key.writeUInt32BE(ms - high * TWO_32, 5);
  return key;
}

function numberKey(value: unknown): SqlValue {
  const number = Number(typeof value === 'object' ? String(value) : value);
  if (Number.isNaN(number) || number === NULL_KEY) {
    throw new AppError('STORE_UNSUPPORTED', { operator: `${number} in an indexed field` });
  }
  if (typeof value === 'number') {
    return value;
  }
  return Number.isInteger(number) ? BigInt(String(value)) : number;
}

function prefixed(rank: number, bytes: Uint8Array): Buffer {
  const key = Buffer.allocUnsafe(bytes.length + 1);
  key[0] = rank;
  key.set(bytes, 1);
  return key;
}

function binaryKey(value: object): Buffer {
  const bytes = bytesOf(value);
  const length = Buffer.allocUnsafe(4);
  length.writeUInt32BE(bytes.length);
  return prefixed(Rank.binary, Buffer.concat([length, bytes]));
}

/** The order-preserving key of a value. Arrays, NaN and -Infinity are refused: STORE_UNSUPPORTED. */
export function encodeKey(value: unknown): SqlValue {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return value > NULL_KEY ? value : numberKey(value);
    case 'undefined':
      return NULL_KEY;
  }
  switch (rankOf(value)) {
    case Rank.null:
      return NULL_KEY;
    case Rank.number:
      return numberKey(value);
    case Rank.boolean:
      return Buffer.from([Rank.boolean, value ? 1 : 0]);
    case Rank.date:
      return dateKey(value as Date);
    case Rank.objectId:
      return prefixed(Rank.objectId, Buffer.from(String(value), 'hex'));
    case Rank.binary:
      return binaryKey(value as object);
    case Rank.array:
      throw new AppError('STORE_UNSUPPORTED', { operator: 'an array in an indexed field' });
    default:
      return prefixed(Rank.object, Buffer.from(encodeDocument({ value })));
  }
}

/** The least key above every key of the type of the value: where its type's bracket ends. */
export function bracketEnd(value: unknown): SqlValue {
  const rank = rankOf(value);
  if (rank === Rank.number) {
    return '';
  }
  return rank === Rank.string ? Buffer.alloc(0) : Buffer.from([rank + 1]);
}

/** The greatest key below the type's bracket, or its least key; pairs with `bracketStartIsIn`. */
export function bracketStart(value: unknown): SqlValue {
  const rank = rankOf(value);
  if (rank === Rank.number) {
    return NULL_KEY;
  }
  return rank === Rank.string ? '' : Buffer.from([rank]);
}

/** The value at a dotted path through objects. An array on the way is refused: such an index would need many keys. */
export function valueAt(doc: Doc, path: readonly string[]): unknown {
  let value: unknown = doc;
  for (const field of path) {
    if (typeof value !== 'object' || value === null) {
      return undefined;
    }
    if (Array.isArray(value)) {
      throw new AppError('STORE_UNSUPPORTED', { operator: 'an array in an indexed field' });
    }
    value = (value as Doc)[field];
  }
  return value;
}
