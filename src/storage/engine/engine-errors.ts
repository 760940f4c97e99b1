import mongoose from 'mongoose';
import { AppError } from '../../errors/app-error.ts';
import type { IndexSpec } from './index-spec.ts';
import { sqliteCode } from './sqlite.ts';
import type { Doc } from './values.ts';

const { MongoServerError } = mongoose.mongo;

/** A duplicate key, as MongoDB reports it; the message names the index but never a value (P4). */
export function duplicateKey(collection: string, index: Pick<IndexSpec, 'name' | 'key'>, doc: Doc | null): Error {
  const keyValue: Doc = {};
  for (const path of Object.keys(index.key)) {
    keyValue[path] = doc ? (path.split('.').reduce<unknown>(fieldOf, doc) ?? null) : null;
  }
  return new MongoServerError({
    message: `E11000 duplicate key error collection: ${collection} index: ${index.name} dup key`,
    code: 11000,
    keyPattern: { ...index.key },
    keyValue,
  });
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Doc)[field] : undefined;
}

/** An error with MongoDB's number for it: 66 immutable `_id`, 2 bad value, 40 conflict, 27 no such index … */
export function serverError(code: number, message: string): Error {
  return new MongoServerError({ message, code });
}

/** Whether it is an error of one document's write, which an unordered batch survives. */
export function isWriteError(error: unknown): error is Error & { code: number } {
  return error instanceof MongoServerError && typeof error.code === 'number';
}

/** One failed write of a batch, in the shape of the MongoDB driver's `WriteError`. */
export class BatchWriteError {
  readonly err: { code: number; index: number; errmsg: string; op: unknown };

  constructor(error: Error & { code: number }, index: number, op: unknown) {
    this.err = { code: error.code, index, errmsg: error.message, op };
    Object.assign(this, { keyPattern: 'keyPattern' in error ? error.keyPattern : undefined });
  }

  get code(): number {
    return this.err.code;
  }

  get index(): number {
    return this.err.index;
  }

  get errmsg(): string {
    return this.err.errmsg;
  }

  getOperation(): unknown {
    return this.err.op;
  }
}

/** The error of a batch: what was done is in `result`, what failed in `writeErrors`. */
export function batchError(writeErrors: readonly BatchWriteError[], first: Error, result: object): Error {
  const code = writeErrors[0]?.code ?? 0;
  const details = { message: first.message, code, writeErrors, ...('keyPattern' in first ? { ...first } : {}) };
  // Taken when it is needed: it brings most of MongoDB's driver with it.
  const made: Error = new mongoose.mongo.MongoBulkWriteError(details as never, result as never);
  return Object.assign(made, { writeErrors });
}

/** STORE_UNSUPPORTED for an operator, option or type. */
export function unsupported(operator: string): AppError {
  return new AppError('STORE_UNSUPPORTED', { operator });
}

/** What a caller gets for an error of SQLite itself (full disk, I/O): STORE_UNAVAILABLE; others as they are. */
export function asStoreError(error: unknown): unknown {
  return sqliteCode(error).startsWith('SQLITE_') ? new AppError('STORE_UNAVAILABLE', {}, { cause: error }) : error;
}
