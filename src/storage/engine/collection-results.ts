import { compileProjection } from './projection.ts';
import type { Doc } from './values.ts';

/** Results in the shapes of the MongoDB driver. */
export interface InsertOneResult {
  readonly acknowledged: true;
  readonly insertedId: unknown;
}

export interface InsertManyResult {
  readonly acknowledged: true;
  readonly insertedCount: number;
  readonly insertedIds: Readonly<Record<number, unknown>>;
}

export interface UpdateResult {
  readonly acknowledged: true;
  readonly matchedCount: number;
  readonly modifiedCount: number;
  readonly upsertedCount: number;
  readonly upsertedId: unknown;
}

export interface DeleteResult {
  readonly acknowledged: true;
  readonly deletedCount: number;
}

/** Result of an update of existing documents. */
export function updateResult(matchedCount: number, modifiedCount: number): UpdateResult {
  return { acknowledged: true, matchedCount, modifiedCount, upsertedCount: 0, upsertedId: null };
}

/** Result of an update that inserted. */
export function upsertResult(upsertedId: unknown): UpdateResult {
  return { acknowledged: true, matchedCount: 0, modifiedCount: 0, upsertedCount: 1, upsertedId };
}

/** A change of one document: what it was and what it became, each only when it was asked for. */
export interface Change {
  readonly result: UpdateResult;
  readonly before: Doc | null;
  readonly after: Doc | null;
}

/** Nothing matched. */
export const NOTHING: Change = { result: updateResult(0, 0), before: null, after: null };

/** Options of a findOneAnd… with a note which document must be copied before the change. */
export function returning(options: Doc): Doc {
  return options.returnDocument === 'after' ? options : { ...options, wantsBefore: true };
}

/** What a findOneAnd… resolves with: the document, or MongoDB's raw answer when asked for. */
export function answer(change: Change, options: Doc): unknown {
  const whole = options.returnDocument === 'after' ? change.after : change.before;
  const project = compileProjection(options.projection);
  const value = whole && project ? project(whole) : whole;
  if (!options.includeResultMetadata) {
    return value;
  }
  const { upsertedId, upsertedCount, matchedCount } = change.result;
  const lastErrorObject = {
    n: matchedCount + upsertedCount,
    updatedExisting: matchedCount > 0,
    ...(upsertedCount ? { upserted: upsertedId } : {}),
  };
  return { value, lastErrorObject, ok: 1 };
}
