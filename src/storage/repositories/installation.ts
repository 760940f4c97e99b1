import type { Model } from 'mongoose';
import { duplicateKeyOf } from '../duplicate-key.ts';
import type { CounterDoc } from '../models/counters.ts';

const ID = 'installation';

/** A number that names these data: all processes on them find the same. */
export class InstallationRepository {
  readonly #counters: Model<CounterDoc>;

  constructor(counters: Model<CounterDoc>) {
    this.#counters = counters;
  }

  /** The number; `make` gives it the first time. Several processes may ask at once: one number comes of it. */
  async id(make: () => number): Promise<number> {
    const known = await this.#counters.findById(ID).lean<CounterDoc | null>();
    if (known) return known.value;
    try {
      await this.#counters.collection.insertOne({ _id: ID, value: make() } as never);
    } catch (error) {
      if (duplicateKeyOf(error) === null) throw error;
    }
    return this.id(make);
  }
}
