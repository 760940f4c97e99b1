import type { Model } from 'mongoose';
import { isDuplicateId } from '../duplicate-key.ts';

/** Stores a document unless its `_id` exists; true when it was stored now (P2). */
export async function insertOnce<T extends { _id: string }>(model: Model<T>, doc: T): Promise<boolean> {
  try {
    await model.create(doc);
    return true;
  } catch (error) {
    if (isDuplicateId(error)) return false;
    throw error;
  }
}
