import type { UpdateResult } from './collection-results.ts';
import type { EngineCollection } from './engine-collection.ts';
import { BatchWriteError, batchError, isWriteError, unsupported } from './engine-errors.ts';
import type { Doc } from './values.ts';

/** What a batch did, in the shape of the MongoDB driver. */
export interface BulkResult {
  readonly acknowledged: true;
  readonly ok: 1;
  insertedCount: number;
  matchedCount: number;
  modifiedCount: number;
  deletedCount: number;
  upsertedCount: number;
  readonly insertedIds: Record<number, unknown>;
  readonly upsertedIds: Record<number, unknown>;
  hasWriteErrors(): boolean;
  getWriteErrors(): readonly BatchWriteError[];
  getWriteErrorCount(): number;
}

function emptyResult(errors: readonly BatchWriteError[]): BulkResult {
  return {
    acknowledged: true,
    ok: 1,
    insertedCount: 0,
    matchedCount: 0,
    modifiedCount: 0,
    deletedCount: 0,
    upsertedCount: 0,
    insertedIds: {},
    upsertedIds: {},
    hasWriteErrors: () => errors.length > 0,
    getWriteErrors: () => errors,
    getWriteErrorCount: () => errors.length,
  };
}

function addUpdate(result: BulkResult, update: UpdateResult, index: number): void {
  result.matchedCount += update.matchedCount;
  result.modifiedCount += update.modifiedCount;
  result.upsertedCount += update.upsertedCount;
  if (update.upsertedCount > 0) {
    result.upsertedIds[index] = update.upsertedId;
  }
}

/** Carries out one operation of a batch. */
function runOne(collection: EngineCollection, operation: Doc, index: number, result: BulkResult): void {
  const kind = Object.keys(operation)[0] ?? '';
  const details = operation[kind] as Doc;
  const filter = details.filter as Doc;
  switch (kind) {
    case 'insertOne':
      result.insertedIds[index] = collection.insertNow((details.document ?? details) as Doc);
      result.insertedCount += 1;
      return;
    case 'updateOne':
      addUpdate(result, collection.updateNow(filter, details.update, details).result, index);
      return;
    case 'updateMany':
      addUpdate(result, collection.updateManyNow(filter, details.update, details), index);
      return;
    case 'replaceOne':
      addUpdate(result, collection.replaceNow(filter, details.replacement as Doc, details).result, index);
      return;
    case 'deleteOne':
      result.deletedCount += collection.deleteNow(filter, {}) ? 1 : 0;
      return;
    case 'deleteMany':
      result.deletedCount += collection.deleteManyNow(filter);
      return;
    default:
      throw unsupported(`${kind} in bulkWrite`);
  }
}

/** Runs a batch as one write. Ordered stops at the first failure; unordered tries all, then rejects. */
export function runBulk(
  collection: EngineCollection,
  operations: readonly Doc[],
  isOrdered: boolean,
): Promise<BulkResult> {
  return collection.write(() => {
    const errors: BatchWriteError[] = [];
    const result = emptyResult(errors);
    let first: Error | null = null;
    for (const [index, operation] of operations.entries()) {
      try {
        runOne(collection, operation, index, result);
      } catch (error) {
        if (!isWriteError(error)) {
          throw error;
        }
        first ??= error;
        errors.push(new BatchWriteError(error, index, operation));
        if (isOrdered) {
          break;
        }
      }
    }
    if (first) {
      throw batchError(errors, first, result);
    }
    return result;
  });
}
