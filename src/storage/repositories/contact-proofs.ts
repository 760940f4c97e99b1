import type { Model } from 'mongoose';
import type { ContactProofDoc } from '../models/contact-proofs.ts';
import { insertOnce } from './insert-once.ts';

/** One-time codes that were sent, without the codes. */
export class ContactProofRepository {
  readonly #proofs: Model<ContactProofDoc>;

  constructor({ contactProofs }: { contactProofs: Model<ContactProofDoc> }) {
    this.#proofs = contactProofs;
  }

  /** Stores a proof; false: it is there already (P2). */
  add(doc: ContactProofDoc): Promise<boolean> {
    return insertOnce(this.#proofs, doc);
  }

  find(id: string): Promise<ContactProofDoc | null> {
    return this.#proofs.findById(id).lean<ContactProofDoc | null>();
  }

  /** Proofs that a contact asked for, and those that are sent to one, since an instant; without what was refused. */
  async countSince(field: 'contact' | 'target', contact: string, since: Date): Promise<number> {
    const states = { $in: ['open', 'used', 'over'] as const };
    return this.#proofs.countDocuments({ [field]: contact, state: states, createdAt: { $gt: since } });
  }

  /** Codes that are waited for and were not sent yet. */
  unsent(now: Date): Promise<ContactProofDoc[]> {
    return this.#proofs
      .find({ state: 'open', sentAt: null, expiresAt: { $gt: now }, target: { $ne: null } })
      .lean<ContactProofDoc[]>();
  }

  /** Its asker asked too often. */
  async refuse(id: string): Promise<void> {
    await this.#proofs.updateOne(
      { _id: id, state: 'open' },
      { $set: { state: 'limited', identity: null, target: null } },
    );
  }

  /** It is sent to nobody, and waited for as if it were. */
  async mute(id: string): Promise<void> {
    await this.#proofs.updateOne({ _id: id, state: 'open', sentAt: null }, { $set: { identity: null, target: null } });
  }

  /** The one that a conversation waits for, or that this very turn used. */
  async current(conversation: string, key: string): Promise<ContactProofDoc | null> {
    const found = await this.#proofs.find({ conversation }).sort({ createdAt: -1 }).lean<ContactProofDoc[]>();
    return found.find(({ state, usedBy }) => state === 'open' || usedBy === key) ?? null;
  }

  /** Ends what a conversation waited for before. */
  async supersede(conversation: string, by: string): Promise<void> {
    await this.#proofs.updateMany({ conversation, state: 'open', _id: { $ne: by } }, { $set: { state: 'over' } });
  }

  /** Counts a try once per turn, before anything is compared. `place`: which try of this code it is, from 1; 0: it came too late. */
  async countTry(id: string, key: string): Promise<{ readonly proof: ContactProofDoc; readonly place: number } | null> {
    await this.#proofs.updateOne({ _id: id, state: 'open', tries: { $ne: key } }, { $push: { tries: key } });
    const proof = await this.find(id);
    return proof && { proof, place: proof.tries.indexOf(key) + 1 };
  }

  /** Uses it up: of two that type it at the same time one does. */
  async use(id: string, key: string): Promise<boolean> {
    const set = { $set: { state: 'used' as const, usedBy: key } };
    return (await this.#proofs.updateOne({ _id: id, state: 'open' }, set)).matchedCount > 0;
  }

  async end(id: string): Promise<void> {
    await this.#proofs.updateOne({ _id: id, state: 'open' }, { $set: { state: 'over' } });
  }

  async sent(id: string, at: Date): Promise<void> {
    await this.#proofs.updateOne({ _id: id }, { $set: { sentAt: at } });
  }

  /** What a contact proved. */
  used(contact: string): Promise<ContactProofDoc[]> {
    return this.#proofs.find({ contact, state: 'used' }).lean<ContactProofDoc[]>();
  }
}
