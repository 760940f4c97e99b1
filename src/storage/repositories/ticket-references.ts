import type { Model } from 'mongoose';
import { duplicateKeyOf } from '../duplicate-key.ts';
import type { TicketReferenceDoc } from '../models/ticket-references.ts';

/** Numbers of tickets in outside systems. */
export class TicketReferenceRepository {
  readonly #references: Model<TicketReferenceDoc>;

  constructor(references: Model<TicketReferenceDoc>) {
    this.#references = references;
  }

  /** Stores a reference in place of the one before; false when another ticket has it. */
  async set({ _id, ...reference }: TicketReferenceDoc): Promise<boolean> {
    try {
      await this.#references.updateOne({ _id }, { $set: reference }, { upsert: true });
      return true;
    } catch (error) {
      if (duplicateKeyOf(error) === null) throw error;
      const stored = await this.#references.findById(_id).lean<TicketReferenceDoc | null>();
      // Two that set the same at once: the one that lost finds it done.
      return stored?.key === reference.key;
    }
  }

  /** Of these tickets, by system. */
  async of(tickets: readonly string[]): Promise<TicketReferenceDoc[]> {
    return this.#references
      .find({ ticket: { $in: tickets } })
      .sort({ ticket: 1, system: 1 })
      .lean<TicketReferenceDoc[]>();
  }

  /** Those with a number, in one system when given. */
  async find(org: string, key: string, system?: string): Promise<TicketReferenceDoc[]> {
    const filter = system === undefined ? { org, key } : { org, system, key };
    return this.#references.find(filter).sort({ system: 1 }).lean<TicketReferenceDoc[]>();
  }
}
