import type { Model } from 'mongoose';
import type { TicketFigureDoc } from '../models/ticket-figures.ts';

/** Stands for "still open": later than any instant that is asked for. */
export const STILL_OPEN = new Date('9999-12-31T00:00:00Z');

/** What figures read of tickets. */
export class TicketFigureRepository {
  readonly #figures: Model<TicketFigureDoc>;

  constructor(figures: Model<TicketFigureDoc>) {
    this.#figures = figures;
  }

  /** Writes what a ticket's log gives; doing it again changes nothing. */
  async keep(figure: TicketFigureDoc): Promise<void> {
    await this.#figures.collection.replaceOne({ _id: figure._id } as object, figure as never, { upsert: true });
  }

  /** Tickets that were open, solved or rated at some instant of a span (from ≤ x < to). */
  async between(org: string, from: Date, to: Date): Promise<TicketFigureDoc[]> {
    const filter = { org, until: { $gte: from }, openedAt: { $lt: to } };
    return (await this.#figures.collection.find(filter).toArray()) as unknown as TicketFigureDoc[];
  }

  /** How many tickets are known. */
  count(org: string): Promise<number> {
    return this.#figures.countDocuments({ org });
  }
}
