import type { Model } from 'mongoose';
import type { CannedReplyDoc } from '../models/canned-replies.ts';

/** Texts that agents send as they are. */
export class CannedReplyRepository {
  readonly #replies: Model<CannedReplyDoc>;

  constructor(replies: Model<CannedReplyDoc>) {
    this.#replies = replies;
  }

  /** The organisation's and one agent's own. */
  async list(org: string, owner: string): Promise<CannedReplyDoc[]> {
    const [shared, own] = await Promise.all([
      this.#replies.find({ org, owner: null }).lean<CannedReplyDoc[]>(),
      this.#replies.find({ org, owner }).lean<CannedReplyDoc[]>(),
    ]);
    return [...shared, ...own];
  }

  /** One, or null. */
  find(id: string): Promise<CannedReplyDoc | null> {
    return this.#replies.findById(id).lean<CannedReplyDoc | null>();
  }

  /** Stores it, new or changed; its uses stay. */
  async save({ _id, uses, ...doc }: CannedReplyDoc): Promise<void> {
    await this.#replies.updateOne({ _id }, { $set: doc, $setOnInsert: { uses } }, { upsert: true });
  }

  /** Counts a use; makes the line of a policy's template with the first. */
  async used({ _id, uses: _uses, ...doc }: CannedReplyDoc): Promise<void> {
    await this.#replies.updateOne({ _id }, { $inc: { uses: 1 }, $setOnInsert: doc }, { upsert: true });
  }

  /** Deletes one. */
  async remove(id: string): Promise<void> {
    await this.#replies.deleteOne({ _id: id });
  }
}
