import type { Model } from 'mongoose';
import { duplicateKeyOf } from '../duplicate-key.ts';
import type { GateVersionDoc } from '../models/gate-versions.ts';

/** The gates that refits made, oldest first. */
export class GateVersionRepository {
  readonly #model: Model<GateVersionDoc>;

  constructor(model: Model<GateVersionDoc>) {
    this.#model = model;
  }

  /** All versions of an organisation, oldest first. */
  async all(org: string): Promise<GateVersionDoc[]> {
    return this.#model.find({ org }).sort({ version: 1 }).lean<GateVersionDoc[]>();
  }

  /** Adds the next version; of two processes each gets a number of its own. */
  async add(version: Omit<GateVersionDoc, '_id' | 'version'>): Promise<GateVersionDoc> {
    for (;;) {
      const last = (await this.all(version.org)).at(-1)?.version ?? 0;
      const doc = { ...version, _id: `${version.org}:${last + 1}`, version: last + 1 };
      try {
        await this.#model.create([doc]);
        return doc;
      } catch (error) {
        if (duplicateKeyOf(error) === null) throw error;
      }
    }
  }
}
