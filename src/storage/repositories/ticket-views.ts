import type { Model } from 'mongoose';
import type { TicketViewDoc } from '../models/ticket-views.ts';

/** Lists of tickets that people keep under a name. */
export class TicketViewRepository {
  readonly #views: Model<TicketViewDoc>;

  constructor(views: Model<TicketViewDoc>) {
    this.#views = views;
  }

  /** The team's (`owner` null) or one agent's own. */
  of(org: string, owner: string | null): Promise<TicketViewDoc[]> {
    return this.#views.find({ org, owner }).lean<TicketViewDoc[]>();
  }

  /** One, or null. */
  find(id: string): Promise<TicketViewDoc | null> {
    return this.#views.findById(id).lean<TicketViewDoc | null>();
  }

  /** Stores it, new or changed. */
  async save({ _id, ...doc }: TicketViewDoc): Promise<void> {
    await this.#views.updateOne({ _id }, { $set: doc }, { upsert: true });
  }

  /** Deletes one. */
  async remove(id: string): Promise<void> {
    await this.#views.deleteOne({ _id: id });
  }
}
