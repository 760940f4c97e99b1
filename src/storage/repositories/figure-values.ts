import type { Model } from 'mongoose';
import type { FigureValueDoc } from '../models/figure-values.ts';
import { insertOnce } from './insert-once.ts';

/** Longest period of a figure, ms: what began earlier does not reach into a span. */
const YEAR_MS = 367 * 86_400_000;
const MAX_TRIES = 20;

/** Values that people entered. */
export class FigureValueRepository {
  readonly #values: Model<FigureValueDoc>;

  constructor(values: Model<FigureValueDoc>) {
    this.#values = values;
  }

  /** Stores a value; one that is there already becomes an earlier one. Entering the same again changes nothing. */
  async enter(doc: FigureValueDoc): Promise<FigureValueDoc> {
    const { _id, value, by, at } = doc;
    for (let round = 0; round < MAX_TRIES; round++) {
      if (await insertOnce(this.#values, doc)) return doc;
      const known = await this.#values.findById(_id).lean<FigureValueDoc>();
      if (known === null) continue;
      if (known.value === value && known.by === by) return known;
      const earlier = [...known.earlier, { value: known.value, by: known.by, at: known.at }];
      const was = { _id, earlier: { $size: known.earlier.length } };
      const { matchedCount } = await this.#values.updateOne(was, { $set: { value, by, at, earlier } });
      if (matchedCount > 0) return { ...known, value, by, at, earlier };
    }
    throw new Error('A value changes faster than it can be entered.');
  }

  /** Those whose period touches a span. */
  async between(org: string, from: Date, to: Date): Promise<FigureValueDoc[]> {
    const began = { $gte: new Date(from.getTime() - YEAR_MS), $lt: to };
    const found = await this.#values.find({ org, from: began }).lean<FigureValueDoc[]>();
    return found.filter((doc) => doc.to > from);
  }

  /** Of one figure, newest period first. */
  list(org: string, figure: string, limit: number): Promise<FigureValueDoc[]> {
    return this.#values.find({ org, figure }).sort({ firstDay: -1 }).limit(limit).lean<FigureValueDoc[]>().exec();
  }
}
