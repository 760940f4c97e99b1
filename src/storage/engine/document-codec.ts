import { types } from 'node:util';
import { AppError } from '../../errors/app-error.ts';
import { Binary, bsonType, bytesOf, Decimal128, type Doc, isPlainObject, Long, ObjectId, UUID } from './values.ts';

/*
 * Documents are stored as JSON text. What JSON cannot say is written as an object with one key that begins with `$`:
 * $d date (ms), $i ObjectId (hex), $b binary (base64, t = subtype), $l 64-bit integer, $n decimal, $f other floats,
 * $r regular expression. A document's own object with such a first key is wrapped in `$$`.
 */

const DOLLAR = 36;
const MAX_DEPTH = 100;

function packBson(value: object, type: string): unknown {
  switch (type) {
    case 'ObjectId':
      return { $i: String(value) };
    case 'Binary':
      return { $b: bytesOf(value).toString('base64'), t: (value as { sub_type: number }).sub_type };
    case 'Long':
      return packBigInt((value as { toBigInt(): bigint }).toBigInt());
    case 'Int32':
    case 'Double':
      return packNumber(Number(value));
    case 'Decimal128':
      return { $n: String(value) };
    default:
      throw new AppError('STORE_UNSUPPORTED', { operator: `the type ${type}` });
  }
}

function packBigInt(value: bigint): unknown {
  const asNumber = Number(value);
  return Number.isSafeInteger(asNumber) ? asNumber : { $l: String(value) };
}

function packNumber(value: number): unknown {
  return Number.isFinite(value) && !Object.is(value, -0) ? value : { $f: Object.is(value, -0) ? '-0' : String(value) };
}

function packArray(value: readonly unknown[], depth: number): unknown {
  const out = new Array<unknown>(value.length);
  for (let i = 0; i < value.length; i++) {
    out[i] = pack(value[i], depth);
  }
  return out;
}

function packFields(value: object, depth: number): Doc {
  const out: Doc = {};
  let isFirst = true;
  let needsEscape = false;
  for (const key of Object.keys(value)) {
    const field = (value as Doc)[key];
    if (typeof field === 'function' || key === '__proto__') {
      continue;
    }
    if (isFirst) {
      isFirst = false;
      needsEscape = key.charCodeAt(0) === DOLLAR;
    }
    out[key] = typeof field === 'string' ? field : pack(field, depth);
  }
  return needsEscape ? { $$: out } : out;
}

function packObject(value: object, depth: number): unknown {
  if (depth > MAX_DEPTH) {
    throw new AppError('STORE_UNSUPPORTED', { operator: `documents deeper than ${MAX_DEPTH} levels` });
  }
  if (value instanceof Date) {
    return { $d: value.getTime() };
  }
  if (Array.isArray(value)) {
    return packArray(value, depth + 1);
  }
  const type = bsonType(value);
  if (type !== undefined) {
    return packBson(value, type);
  }
  if (value instanceof Uint8Array) {
    return { $b: bytesOf(value).toString('base64'), t: 0 };
  }
  if (value instanceof RegExp) {
    return { $r: [value.source, value.flags] };
  }
  if (value instanceof Map) {
    return packFields(Object.fromEntries(value), depth + 1);
  }
  if (!isPlainObject(value) && types.isDate(value)) {
    return { $d: value.getTime() };
  }
  const toBson: unknown = (value as { toBSON?: unknown }).toBSON;
  return typeof toBson === 'function' ? pack(toBson.call(value), depth + 1) : packFields(value, depth + 1);
}

function pack(value: unknown, depth: number): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return packNumber(value);
    case 'bigint':
      return packBigInt(value);
    case 'object':
      return value === null ? null : packObject(value, depth);
    default:
      return null;
  }
}

/**
 * The stored text of a document: `_id` first, undefined as null, functions left out. Throws STORE_UNSUPPORTED for
 * types that the store does not know.
 */
export function encodeDocument(doc: Doc): string {
  const packed = packFields(doc, 0);
  if (packed.$$ !== undefined) {
    throw new AppError('STORE_UNSUPPORTED', { operator: 'field names that begin with $' });
  }
  for (const first in packed) {
    return JSON.stringify(first === '_id' || !('_id' in packed) ? packed : { _id: packed._id, ...packed });
  }
  return '{}';
}

function unpackMarker(marker: Doc, key: string): unknown {
  const value = marker[key];
  switch (key) {
    case '$d':
      return new Date(value as number);
    case '$i':
      return new ObjectId(value as string);
    case '$b':
      return unpackBinary(value as string, marker.t as number);
    case '$l':
      return Long.fromString(value as string);
    case '$n':
      return Decimal128.fromString(value as string);
    case '$f':
      return Number(value);
    case '$r': {
      const [source, flags] = value as [string, string];
      return new RegExp(source, flags);
    }
    default:
      return unpackFields(value as Doc);
  }
}

function unpackBinary(base64: string, subType: number): unknown {
  const bytes = Buffer.from(base64, 'base64');
  return subType === Binary.SUBTYPE_UUID ? new UUID(bytes) : new Binary(bytes, subType);
}

function unpackFields(fields: Doc): Doc {
  for (const key in fields) {
    const field = fields[key];
    if (typeof field === 'object' && field !== null) {
      fields[key] = unpack(field);
    }
  }
  return fields;
}

function unpack(value: object): unknown {
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const item: unknown = value[i];
      if (typeof item === 'object' && item !== null) {
        value[i] = unpack(item);
      }
    }
    return value;
  }
  for (const key in value) {
    if (key.charCodeAt(0) === DOLLAR) {
      return unpackMarker(value as Doc, key);
    }
    break;
  }
  return unpackFields(value as Doc);
}

/** The document of a stored text; always a fresh object that the caller may change. */
export function decodeDocument(text: string): Doc {
  return unpackFields(JSON.parse(text) as Doc);
}

/** A deep copy with the values that the store would give back. */
export function copyDocument(doc: Doc): Doc {
  return decodeDocument(encodeDocument(doc));
}

/**
 * How the text of a document begins that has exactly these fields first, in this order; null when the filter is not
 * `_id` first and plain strings or whole numbers only.
 */
export function beginningOf(filter: Doc): string | null {
  let text = '';
  for (const field in filter) {
    const value = filter[field];
    const isPlain = typeof value === 'string' || Number.isSafeInteger(value);
    if (!isPlain || Object.is(value, -0) || (text === '' && field !== '_id') || field.charCodeAt(0) === DOLLAR) {
      return null;
    }
    text += `${text === '' ? '{' : ','}${JSON.stringify(field)}:${JSON.stringify(value)}`;
  }
  return text === '' || typeof filter._id !== 'string' ? null : text;
}
