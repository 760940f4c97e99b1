import type { Model } from 'mongoose';
import type { DemoPlan } from '../../contracts/opportunities.ts';
import { effectIdOf } from '../ids.ts';
import type { CounterDoc } from '../models/counters.ts';
import type { OpportunityDoc } from '../models/opportunities.ts';
import { CounterRepository, NumberSequence } from './counters.ts';

/** Sales opportunities, once per key. */
export class OpportunityRepository {
  readonly #opportunities: Model<OpportunityDoc>;
  readonly #numbers: NumberSequence;

  constructor(models: { readonly opportunities: Model<OpportunityDoc>; readonly counters: Model<CounterDoc> }) {
    this.#opportunities = models.opportunities;
    const counters = new CounterRepository(models.counters);
    this.#numbers = new NumberSequence('opportunity', counters, (org) => this.#highest(org));
  }

  /** Stores an opportunity, or gives the one that has the key (P2). */
  async record(
    key: string,
    opportunity: Omit<OpportunityDoc, '_id' | 'number' | 'folio'>,
    folioOf: (number: number) => string,
  ): Promise<OpportunityDoc> {
    const id = effectIdOf('opportunity', opportunity.org, key);
    const { doc } = await this.#numbers.insertOnce({
      org: opportunity.org,
      find: () => this.#opportunities.findById(id).lean<OpportunityDoc | null>(),
      insert: async (number) => {
        const made: OpportunityDoc = { _id: id, number, folio: folioOf(number), ...opportunity };
        await this.#opportunities.create(made);
        return made;
      },
    });
    return doc;
  }

  /** Whether a key has its opportunity already. */
  async has(org: string, key: string): Promise<boolean> {
    return (await this.#opportunities.exists({ _id: effectIdOf('opportunity', org, key) })) !== null;
  }

  /** Of one organisation, newest first; `after`: the number of the last one that was seen. */
  page(
    org: string,
    { role, after, limit }: { role?: string; after?: number; limit: number },
  ): Promise<OpportunityDoc[]> {
    const where = {
      org,
      ...(role !== undefined && { roles: role }),
      ...(after !== undefined && { number: { $lt: after } }),
    };
    return this.#opportunities.find(where).sort({ number: -1 }).limit(limit).lean<OpportunityDoc[]>().exec();
  }

  /** Of one conversation, newest first. */
  ofConversation(org: string, conversation: string): Promise<OpportunityDoc[]> {
    return this.#opportunities.find({ org, conversation }).sort({ number: -1 }).lean<OpportunityDoc[]>().exec();
  }

  /** By its id. */
  find(org: string, id: string): Promise<OpportunityDoc | null> {
    return this.#opportunities.findOne({ _id: id, org }).lean<OpportunityDoc | null>().exec();
  }

  /** Writes its demo over the version that somebody saw; null: it was changed meanwhile. */
  writeDemo(org: string, id: string, seen: number, demo: DemoPlan): Promise<OpportunityDoc | null> {
    // A document without the field matches null: nobody asked for a demo yet.
    const where = { _id: id, org, demoVersion: seen === 0 ? null : seen };
    return this.#opportunities
      .findOneAndUpdate(where, { $set: { demo, demoVersion: seen + 1 } }, { returnDocument: 'after' })
      .lean<OpportunityDoc | null>()
      .exec();
  }

  async #highest(org: string): Promise<number> {
    const [last] = await this.page(org, { limit: 1 });
    return last?.number ?? 0;
  }
}
