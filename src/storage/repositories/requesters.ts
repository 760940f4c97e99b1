import type { Model } from 'mongoose';
import type { RequesterState } from '../../contracts/requester-desk.ts';
import type { CompanyDoc, DesignationDoc, RequesterContactDoc, RequesterDoc } from '../models/requesters.ts';
import { insertOnce } from './insert-once.ts';

/** The collections of the list of people who may open tickets. */
export interface RequesterModels {
  readonly companies: Model<CompanyDoc>;
  readonly requesters: Model<RequesterDoc>;
  readonly requesterContacts: Model<RequesterContactDoc>;
  readonly designations: Model<DesignationDoc>;
}

/** What may change of a person of the list. */
export type RequesterChange = Partial<Omit<RequesterDoc, '_id' | 'org' | 'createdAt' | 'source'>>;

/** People of the list. */
export class RequesterRepository {
  readonly #requesters: Model<RequesterDoc>;
  readonly #contacts: Model<RequesterContactDoc>;

  constructor({ requesters, requesterContacts }: RequesterModels) {
    this.#requesters = requesters;
    this.#contacts = requesterContacts;
  }

  find(id: string): Promise<RequesterDoc | null> {
    return this.#requesters.findById(id).lean<RequesterDoc | null>();
  }

  /** With this mail; the oldest when several have it. */
  byMail(org: string, mail: string): Promise<RequesterDoc[]> {
    return this.#requesters.find({ org, mail }).sort({ _id: 1 }).lean<RequesterDoc[]>();
  }

  byPhone(org: string, phoneKey: string): Promise<RequesterDoc[]> {
    return this.#requesters.find({ org, phoneKey }).sort({ _id: 1 }).lean<RequesterDoc[]>();
  }

  /** Active, with this number in the policy's field `identification` (ICE-20). */
  byIdentification(org: string, identification: string): Promise<RequesterDoc[]> {
    const filter = { org, 'fields.identification': identification, state: 'active' } as const;
    return this.#requesters.find(filter).lean<RequesterDoc[]>();
  }

  /** A page in the order of ids. `due`: active, and last reviewed at or before this instant. */
  page(
    org: string,
    about: { state?: RequesterState; company?: string; due?: Date; after?: string; limit: number },
  ): Promise<RequesterDoc[]> {
    const { state, company, due, after, limit } = about;
    const filter = {
      org,
      ...(state === undefined ? {} : { state }),
      ...(company === undefined ? {} : { company }),
      ...(due === undefined ? {} : { validatedAt: { $lte: due } }),
      ...(after === undefined ? {} : { _id: { $gt: after } }),
    };
    return this.#requesters.find(filter).sort({ _id: 1 }).limit(limit).lean<RequesterDoc[]>();
  }

  /** The active person whose last review is the oldest, after an instant. */
  async nextForReview(org: string, after: Date): Promise<RequesterDoc | null> {
    const filter = { org, state: 'active' as const, validatedAt: { $gt: after } };
    const [first] = await this.#requesters.find(filter).sort({ validatedAt: 1 }).limit(1).lean<RequesterDoc[]>();
    return first ?? null;
  }

  /** Of those who are due, the one who was reviewed last. */
  async lastDue(org: string, before: Date): Promise<RequesterDoc | null> {
    const filter = { org, state: 'active' as const, validatedAt: { $lte: before } };
    const [last] = await this.#requesters.find(filter).sort({ validatedAt: -1 }).limit(1).lean<RequesterDoc[]>();
    return last ?? null;
  }

  countDue(org: string, before: Date): Promise<number> {
    return this.#requesters.countDocuments({ org, state: 'active', validatedAt: { $lte: before } });
  }

  countActive(org: string, company: string): Promise<number> {
    return this.#requesters.countDocuments({ org, company, state: 'active' });
  }

  /** The companies whose active people have mail addresses of this domain. */
  async companiesOfDomain(org: string, domain: string): Promise<string[]> {
    const mail = new RegExp(`@${domain.replace(/[^\w-]/g, '\\$&')}$`);
    const people = await this.#requesters.find({ org, state: 'active', mail }).limit(200).lean<RequesterDoc[]>();
    return [...new Set(people.flatMap(({ company }) => company ?? []))];
  }

  /** Stores a person; false when the id exists (P2). */
  add(doc: RequesterDoc): Promise<boolean> {
    return insertOnce(this.#requesters, doc);
  }

  /** Changes a person, if they are still in one of these states. */
  change(id: string, from: readonly RequesterState[], set: RequesterChange): Promise<RequesterDoc | null> {
    return this.#update({ _id: id, state: { $in: [...from] } }, { $set: set });
  }

  /** Notes that the activation mail left, unless another is due since. */
  invited(id: string, dueAt: Date, at: Date): Promise<RequesterDoc | null> {
    return this.#update({ _id: id, inviteDueAt: dueAt }, { $set: { invitedAt: at }, $unset: { inviteDueAt: '' } });
  }

  /** People whose activation mail waits (P5). */
  waitingForInvite(): Promise<RequesterDoc[]> {
    return this.#requesters.find({ inviteDueAt: { $exists: true } }).lean<RequesterDoc[]>();
  }

  /** Says that a contact is this person; who was linked first stays, unless a one-time link says otherwise. */
  async link(link: RequesterContactDoc): Promise<void> {
    const isNew = await insertOnce(this.#contacts, link);
    if (isNew || link.proof === 'address') return;
    const { requester, proof, at } = link;
    await this.#contacts.updateOne({ _id: link._id }, { $set: { requester, proof, at } });
  }

  linkOf(contact: string): Promise<RequesterContactDoc | null> {
    return this.#contacts.findById(contact).lean<RequesterContactDoc | null>();
  }

  /** Forgets what an address proved: the address is another one now. */
  async unlinkAddresses(requester: string): Promise<void> {
    await this.#contacts.deleteMany({ requester, proof: 'address' });
  }

  /** The contacts who are this person. */
  async contactsOf(requester: string): Promise<string[]> {
    const links = await this.#contacts.find({ requester }).sort({ _id: 1 }).lean<RequesterContactDoc[]>();
    return links.map(({ contact }) => contact);
  }

  #update(filter: object, update: object): Promise<RequesterDoc | null> {
    return this.#requesters.findOneAndUpdate(filter, update, { returnDocument: 'after' }).lean<RequesterDoc | null>();
  }
}

/** Customers' organisations. */
export class CompanyRepository {
  readonly #companies: Model<CompanyDoc>;

  constructor({ companies }: RequesterModels) {
    this.#companies = companies;
  }

  find(id: string): Promise<CompanyDoc | null> {
    return this.#companies.findById(id).lean<CompanyDoc | null>();
  }

  /** By name. */
  list(org: string): Promise<CompanyDoc[]> {
    return this.#companies.find({ org }).sort({ org: 1, name: 1 }).lean<CompanyDoc[]>();
  }

  add(doc: CompanyDoc): Promise<boolean> {
    return insertOnce(this.#companies, doc);
  }

  change(id: string, set: Partial<Omit<CompanyDoc, '_id' | 'org' | 'createdAt'>>): Promise<CompanyDoc | null> {
    return this.#companies
      .findOneAndUpdate({ _id: id }, { $set: set }, { returnDocument: 'after' })
      .lean<CompanyDoc | null>();
  }
}

/** Requests for new users. */
export class DesignationRepository {
  readonly #designations: Model<DesignationDoc>;

  constructor({ designations }: RequesterModels) {
    this.#designations = designations;
  }

  add(doc: DesignationDoc): Promise<boolean> {
    return insertOnce(this.#designations, doc);
  }

  find(id: string): Promise<DesignationDoc | null> {
    return this.#designations.findById(id).lean<DesignationDoc | null>();
  }

  /** Newest first. */
  list(org: string, limit: number): Promise<DesignationDoc[]> {
    return this.#designations.find({ org }).sort({ org: 1, filedAt: -1 }).limit(limit).lean<DesignationDoc[]>();
  }

  /** Decides, if nobody did before. */
  decide(
    id: string,
    set: Pick<DesignationDoc, 'state' | 'decidedAt' | 'decidedBy' | 'reason' | 'people'>,
  ): Promise<DesignationDoc | null> {
    return this.#designations
      .findOneAndUpdate({ _id: id, state: 'filed' }, { $set: set }, { returnDocument: 'after' })
      .lean<DesignationDoc | null>();
  }
}
