import type { Model } from 'mongoose';
import type { ContactPatch, ContactView } from '../../contracts/contact.ts';
import type { Redacted } from '../../contracts/redacted.ts';
import { isDuplicateId } from '../duplicate-key.ts';
import { contactIdOf } from '../ids.ts';
import { Lru } from '../lru.ts';
import type { ContactDoc, IdentityDoc } from '../models/contacts.ts';

/** Who wrote: the organisation, the channel, the channel's id of the sender, and the name it shows. */
export interface SenderKey {
  readonly org: string;
  readonly channel: string;
  readonly sender: string;
  readonly name: Redacted | null;
  readonly at: Date;
}

const KEPT = 2_000;

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

  /** A contact by id; one that was erased reads as an unknown person. */
  async get(id: string): Promise<ContactView> {
    const known = this.#cache.get(id);
    if (known) return known;
    const doc = (await this.#contacts.collection.findOne({ _id: id } as object)) as ContactDoc | null;
    const found = doc ? view(doc) : { ...unknown, id };
    if (!this.#isShared) this.#cache.set(id, found);
    return found;
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

  /** EXS-18: what the conversation learned. Repeating it changes nothing. */
  async update(id: string, patch: ContactPatch): Promise<ContactView> {
    const set = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
    if (Object.keys(set).length > 0) await this.#contacts.collection.updateOne({ _id: id } as object, { $set: set });
    this.#cache.delete(id);
    return this.get(id);
  }

  /** Counts the conversations that ended; the value is set, not added, so that a repeat counts once. */
  async setVisits(id: string, visits: number): Promise<void> {
    await this.#contacts.collection.updateOne({ _id: id } as object, { $max: { visits } });
    this.#cache.delete(id);
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

function view(doc: ContactDoc): ContactView {
  const { _id, org: _org, createdAt: _createdAt, heldAt: _heldAt, ...rest } = doc;
  return { id: _id, ...rest };
}
