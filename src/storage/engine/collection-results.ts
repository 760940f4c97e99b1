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
