import type { Model } from 'mongoose';
import type { ErasedBecause, VaultState } from '../../contracts/vault.ts';
import { isDuplicateId } from '../duplicate-key.ts';
import type { SealedValue, VaultDoc } from '../models/vault.ts';

/** Longest list of one conversation's items, newest first. */
const MAX_LISTED = 50;

/** Vault items. Every change names the state that it found: of two at the same time one wins. */
export class VaultRepository {
  readonly #items: Model<VaultDoc>;

  constructor(items: Model<VaultDoc>) {
    this.#items = items;
  }

  /** Stores an item; the one that is there already when the id exists (P2). */
  async add(doc: VaultDoc): Promise<VaultDoc> {
    try {
      await this.#items.create(doc);
      return doc;
    } catch (error) {
      const known = isDuplicateId(error) ? await this.find(doc._id) : null;
      if (known === null) throw error;
      return known;
    }
  }

  find(id: string): Promise<VaultDoc | null> {
    return this.#items.findById(id).lean<VaultDoc | null>();
  }

  findByToken(tokenDigest: string): Promise<VaultDoc | null> {
    return this.#items.findOne({ tokenDigest }).lean<VaultDoc | null>();
  }

  /** Of one conversation, newest first. */
  ofConversation(conversation: string): Promise<VaultDoc[]> {
    return this.#items.find({ conversation }).sort({ offeredAt: -1 }).limit(MAX_LISTED).lean<VaultDoc[]>();
  }

  /** Every item that is not over yet (P5). */
  living(): Promise<VaultDoc[]> {
    return this.#items.find({ dueAt: { $exists: true } }).lean<VaultDoc[]>();
  }

  /** Takes the value in, if the link still waits. Null: somebody was faster, or it ended. */
  receive(
    id: string,
    about: { sealed: SealedValue; keyId: string; at: Date; eraseAt: Date },
  ): Promise<VaultDoc | null> {
    const { sealed, keyId, at, eraseAt } = about;
    return this.#change(id, ['offered'], { state: 'received', sealed, keyId, receivedAt: at, eraseAt, dueAt: eraseAt });
  }

  /** Counts a reveal, if the value is still there. */
  revealed(id: string, by: string, at: Date): Promise<VaultDoc | null> {
    return this.#items
      .findOneAndUpdate(
        { _id: id, state: 'received' },
        { $set: { lastRevealedAt: at, lastRevealedBy: by }, $inc: { reveals: 1 } },
        { returnDocument: 'after' },
      )
      .lean<VaultDoc | null>();
  }

  bind(id: string, ticket: { id: string; folio: string }): Promise<VaultDoc | null> {
    return this.#change(id, ['offered', 'received'], { ticket: ticket.id, folio: ticket.folio });
  }

  noticed(id: string, at: Date): Promise<VaultDoc | null> {
    return this.#change(id, ['received', 'erased'], { noticedAt: at });
  }

  /** Ends a link that nobody used. */
  expire(id: string): Promise<VaultDoc | null> {
    return this.#end(id, ['offered'], { state: 'expired' });
  }

  /** Takes the ciphertext and its wrapped key out of the item. */
  erase(id: string, because: ErasedBecause, at: Date): Promise<VaultDoc | null> {
    const gone = { state: 'erased', sealed: null, eraseAt: null, erasedAt: at, erasedBecause: because } as const;
    return this.#end(id, ['received'], gone);
  }

  /** How many values one key wraps; all of them without a key. */
  countSealed(keyId?: string): Promise<number> {
    return this.#items.countDocuments({ keyId: keyId ?? { $exists: true } });
  }

  /** Up to `limit` items wrapped by a key, after an id, in the order of ids. */
  sealedBy(keyId: string, after: string, limit: number): Promise<VaultDoc[]> {
    return this.#items
      .find({ keyId, _id: { $gt: after } })
      .sort({ _id: 1 })
      .limit(limit)
      .lean<VaultDoc[]>();
  }

  /** Puts a wrapping in place of another, if the value is still there and nobody else did. */
  async rewrap(id: string, from: string, to: { keyId: string; sealed: SealedValue }): Promise<boolean> {
    const done = await this.#items.findOneAndUpdate({ _id: id, state: 'received', keyId: from }, { $set: { ...to } });
    return done !== null;
  }

  async #change(id: string, from: VaultState[], set: Partial<VaultDoc>): Promise<VaultDoc | null> {
    return this.#items
      .findOneAndUpdate({ _id: id, state: { $in: from } }, { $set: set }, { returnDocument: 'after' })
      .lean<VaultDoc | null>();
  }

  async #end(id: string, from: VaultState[], set: Partial<VaultDoc>): Promise<VaultDoc | null> {
    return this.#items
      .findOneAndUpdate(
        { _id: id, state: { $in: from } },
        { $set: set, $unset: { keyId: '', dueAt: '' } },
        { returnDocument: 'after' },
      )
      .lean<VaultDoc | null>();
  }
}
