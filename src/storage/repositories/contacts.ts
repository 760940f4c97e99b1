import type { Model } from 'mongoose';
import type { ContactPatch, ContactView } from '../../contracts/contact.ts';
import type { Redacted } from '../../contracts/redacted.ts';
import { isDuplicateId } from '../duplicate-key.ts';
import { contactIdOf } from '../ids.ts';
import { Lru } from '../lru.ts';
import type { ContactDoc, IdentityDoc } from '../models/contacts.ts';
import { docsOf, type JointContact, jointView, ownConsents } from './joint-contact.ts';

/** Who wrote: the organisation, the channel, the channel's id of the sender, and the name it shows. */
export interface SenderKey {
  readonly org: string;
  readonly channel: string;
  readonly sender: string;
  readonly name: Redacted | null;
  readonly at: Date;
}

const KEPT = 2_000;
/** More contacts in a row than one person is ever joined from. */
const DEEPEST = 50;

/** People, and the channel identities that lead to them. */
export class ContactRepository {
  readonly #contacts: Model<ContactDoc>;
  readonly #identities: Model<IdentityDoc>;
  readonly #cache = new Lru<string, ContactView>(KEPT);
  #isShared = false;

  constructor(models: { contacts: Model<ContactDoc>; identities: Model<IdentityDoc> }) {
    this.#contacts = models.contacts;
    this.#identities = models.identities;
  }

  /** Other processes write too: nothing is remembered from now on. */
  share(): void {
    this.#isShared = true;
  }

  /** The contact behind a sender; made on the first message. Two racing first messages get one contact (chatwoot#6046). */
  async resolve(key: SenderKey): Promise<ContactView> {
    const identity = `${key.org}|${key.channel}|${key.sender}`;
    const known = (await this.#identities.collection.findOne({ _id: identity } as object)) as IdentityDoc | null;
    if (known) return this.get(known.contact);
    const id = contactIdOf(key.org, key.channel, key.sender);
    const doc: ContactDoc = {
      _id: id,
      org: key.org,
      name: key.name,
      userType: null,
      customerClass: null,
      organisation: null,
      email: null,
      phone: null,
      visits: 0,
      createdAt: key.at,
    };
    await insertOnce(() => this.#contacts.collection.insertOne(doc as never));
    await insertOnce(() => this.#identities.collection.insertOne({ _id: identity, contact: id } as never));
    return this.get(id);
  }

  /** A contact by id, with what is known of those that are joined with it; one that was erased reads as an unknown person. */
  async get(id: string): Promise<ContactView> {
    const known = this.#cache.get(id);
    if (known) return known;
    const doc = await this.find(id);
    const found = doc ? { id, ...jointView(await this.#around(doc)) } : { ...unknown, id };
    if (!this.#isShared) this.#cache.set(id, found);
    return found;
  }

  /** A contact's own document. */
  async find(id: string): Promise<ContactDoc | null> {
    return (await this.#contacts.collection.findOne({ _id: id } as object)) as ContactDoc | null;
  }

  /** The person that a contact belongs to; null: there is no such contact. */
  async personOf(id: string): Promise<JointContact | null> {
    const doc = await this.find(id);
    return doc && this.#around(doc);
  }

  /** Every contact of the person, this one among them; itself alone when there is no such contact. */
  async membersOf(id: string): Promise<string[]> {
    const person = await this.personOf(id);
    return person === null ? [id] : docsOf(person).map(({ _id }) => _id);
  }

  /** A page of an organisation's contacts that stand for themselves, newest first; `before`: the last of the page before. */
  async heads(
    org: string,
    { before, limit }: { before?: { readonly at: Date; readonly id: string }; limit: number },
  ): Promise<ContactDoc[]> {
    const page =
      before === undefined
        ? {}
        : {
            createdAt: { $lte: before.at },
            $or: [{ createdAt: { $lt: before.at } }, { _id: { $gt: before.id } }],
          };
    const found = this.#contacts.collection.find({ org, into: { $exists: false }, ...page } as object);
    const docs = await found.sort({ createdAt: -1, _id: 1 }).limit(limit).toArray();
    return docs as unknown as ContactDoc[];
  }

  /** The contact as part of its person: up to the one whose card is shown, then down to all that are joined to it. */
  async #around(doc: ContactDoc): Promise<JointContact> {
    let head = doc;
    for (let step = 0; head.into !== undefined && step < DEEPEST; step++) {
      const above = await this.find(head.into);
      // Erased a moment ago: what was joined to it stands for itself.
      if (above === null) break;
      head = above;
    }
    return this.#below(head, DEEPEST);
  }

  async #below(doc: ContactDoc, depth: number): Promise<JointContact> {
    if (!doc.joins || depth === 0) return { doc, joined: [] };
    const found = await this.#contacts.collection.find({ into: doc._id } as object).toArray();
    const docs = (found as unknown as ContactDoc[]).sort((a, b) => timeOf(a) - timeOf(b) || (a._id < b._id ? -1 : 1));
    const joined: JointContact[] = [];
    for (const other of docs) joined.push(await this.#below(other, depth - 1));
    return { doc, joined };
  }

  /** The channel identities that lead to a contact: `organisation|channel|sender`. */
  async identitiesOf(contact: string): Promise<string[]> {
    const found = await this.#identities.collection.find({ contact } as object).toArray();
    return found.map(({ _id }) => String(_id));
  }

  /** The contacts behind identities, each once. */
  async behind(identities: readonly string[]): Promise<string[]> {
    const found = new Set<string>();
    for (const _id of identities) {
      const known = (await this.#identities.collection.findOne({ _id } as object)) as IdentityDoc | null;
      if (known) found.add(known.contact);
    }
    return [...found];
  }

  /** The contacts of an organisation who gave this mail address. */
  async withMail(org: string, email: string): Promise<string[]> {
    const found = await this.#contacts.collection.find({ org, email } as object).toArray();
    return found.map(({ _id }) => String(_id));
  }

  /** Drops what is cached of a contact and of those that are joined with it, so that the next look reads the store. */
  async forgetPerson(id: string): Promise<void> {
    for (const member of await this.membersOf(id)) this.forget(member);
  }

  /** Drops what is cached of a contact, so that the next look reads the store. */
  forget(id: string): void {
    this.#cache.delete(id);
  }

  /** Several contacts at once, for lists. */
  async many(ids: readonly string[]): Promise<Map<string, ContactView>> {
    const found = new Map<string, ContactView>();
    for (const id of new Set(ids)) found.set(id, await this.get(id));
    return found;
  }

  /**
   * EXS-18: what the conversation learned, and when. It is written to the contact of the very identity that said it, so that
   * an undone merge leaves it there. Repeating it changes nothing.
   */
  async update(id: string, patch: ContactPatch, at?: Date): Promise<ContactView> {
    const person = await this.personOf(id);
    const others = person === null ? [] : docsOf(person).filter(({ _id }) => _id !== id);
    const entries = Object.entries(patch).filter(([, value]) => value !== undefined);
    const set = Object.fromEntries([
      ...entries,
      ...(patch.consents === undefined ? [] : [['consents', ownConsents(patch.consents, others)] as const]),
      ...(at === undefined ? [] : entries.map(([field]) => [`learnedAt.${field}`, at] as const)),
    ]);
    if (entries.length > 0) await this.#contacts.collection.updateOne({ _id: id } as object, { $set: set });
    for (const { _id } of others) this.forget(_id);
    this.forget(id);
    return this.get(id);
  }

  /** Counts the conversations that ended; the value is set, not added, so that a repeat counts once. */
  async setVisits(id: string, visits: number): Promise<void> {
    await this.#contacts.collection.updateOne({ _id: id } as object, { $max: { visits } });
    await this.forgetPerson(id);
  }
}

/** The ids are made from the sender, so whoever was first made the same document. */
async function insertOnce(insert: () => Promise<unknown>): Promise<void> {
  try {
    await insert();
  } catch (error) {
    if (!isDuplicateId(error)) throw error;
  }
}

const unknown: ContactView = {
  id: '',
  name: null,
  userType: null,
  customerClass: null,
  organisation: null,
  email: null,
  phone: null,
  visits: 0,
};

function timeOf({ joint }: ContactDoc): number {
  return joint?.at.getTime() ?? 0;
}
