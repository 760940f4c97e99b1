import type { Model } from 'mongoose';
import type { ContactMergeDoc } from '../models/contact-merges.ts';
import type { ContactDoc } from '../models/contacts.ts';
import { insertOnce } from './insert-once.ts';

/** A page of merges, newest first; `before`: the last of the page before. */
export interface MergePage {
  readonly contacts?: readonly string[];
  readonly before?: { readonly at: Date; readonly id: string };
  readonly limit: number;
}

/** Merges and the single writes by which they join and split contacts. Each write does nothing when its moment has passed. */
export class ContactMergeRepository {
  readonly #merges: Model<ContactMergeDoc>;
  readonly #contacts: Model<ContactDoc>;

  constructor(models: { contactMerges: Model<ContactMergeDoc>; contacts: Model<ContactDoc> }) {
    this.#merges = models.contactMerges;
    this.#contacts = models.contacts;
  }

  /** Records a merge before it is done; false: it is recorded already. */
  add(doc: ContactMergeDoc): Promise<boolean> {
    return insertOnce(this.#merges, doc);
  }

  find(id: string): Promise<ContactMergeDoc | null> {
    return this.#merges.findById(id).lean<ContactMergeDoc | null>();
  }

  /** Merges and undos that are in the middle. */
  unfinished(): Promise<ContactMergeDoc[]> {
    return this.#merges.find({ state: { $in: ['joining', 'splitting'] } }).lean<ContactMergeDoc[]>();
  }

  /** The contacts of whom somebody said that they are not the person of these. */
  async apartFrom(contacts: readonly string[]): Promise<ReadonlySet<string>> {
    const found = await Promise.all(
      (['kept', 'contact'] as const).map((side) =>
        this.#merges.find({ [side]: { $in: [...contacts] }, state: 'apart' }).lean<ContactMergeDoc[]>(),
      ),
    );
    const sides = found.flat().flatMap(({ kept, contact }) => [kept, contact]);
    return new Set(sides.filter((id) => !contacts.includes(id)));
  }

  /** Newest first; only what was once joined. */
  page(org: string, { contacts, before, limit }: MergePage): Promise<ContactMergeDoc[]> {
    const either = contacts && { $or: [{ contact: { $in: [...contacts] } }, { kept: { $in: [...contacts] } }] };
    const older = before && { $or: [{ at: { $lt: before.at } }, { at: before.at, _id: { $gt: before.id } }] };
    const parts = [either, older].flatMap((part) => (part === undefined ? [] : [part]));
    const states: ContactMergeDoc['state'][] = ['joined', 'splitting', 'split'];
    const filter = { org, state: { $in: states }, ...(parts.length > 0 && { $and: parts }) };
    return this.#merges.find(filter).sort({ at: -1, _id: 1 }).limit(limit).lean<ContactMergeDoc[]>();
  }

  /** Takes a contact that stands for itself for this merge alone; false: another merge has it, or it is joined already. */
  async claim(contact: string, merge: string, joins: boolean): Promise<boolean> {
    const free = { _id: contact, claim: { $exists: false }, into: { $exists: false } };
    const set = { claim: merge, ...(joins && { joins: true }) };
    return (await this.#contacts.updateOne(free, { $set: set })).matchedCount > 0;
  }

  /** Lets go of a contact that this merge had. */
  async release(contact: string, merge: string): Promise<void> {
    await this.#contacts.updateOne({ _id: contact, claim: merge }, { $unset: { claim: '' } });
  }

  /** The write that joins. False: the claim is gone. */
  async join({ _id: merge, kept, contact, proof, choices, at }: ContactMergeDoc): Promise<boolean> {
    const update = { $set: { into: kept, joint: { merge, proof, choices, at } }, $unset: { claim: '' } };
    return (await this.#contacts.updateOne({ _id: contact, claim: merge }, update)).matchedCount > 0;
  }

  /** The write that splits; once more changes nothing. */
  async split({ _id, contact }: Pick<ContactMergeDoc, '_id' | 'contact'>): Promise<void> {
    await this.#contacts.updateOne({ _id: contact, 'joint.merge': _id }, { $unset: { into: '', joint: '' } });
  }

  /** Moves a merge on from one state; null: it is in another one. */
  move(
    id: string,
    from: ContactMergeDoc['state'],
    set: Partial<Pick<ContactMergeDoc, 'state' | 'undoneAt' | 'undoneBy' | 'undoneReason'>>,
  ): Promise<ContactMergeDoc | null> {
    const filter = { _id: id, state: from };
    return this.#merges
      .findOneAndUpdate(filter, { $set: set }, { returnDocument: 'after' })
      .lean<ContactMergeDoc | null>();
  }

  /** The merge that has a contact now, if any. */
  async claimOf(contact: string): Promise<string | null> {
    const doc = await this.#contacts.findById(contact).lean<ContactDoc | null>();
    return doc?.claim ?? null;
  }
}
