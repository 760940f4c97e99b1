import type { Model } from 'mongoose';
import type { RoutineRunDoc } from '../models/routines.ts';
import { insertOnce } from './insert-once.ts';

/** Checklists. */
export class RoutineRepository {
  readonly #runs: Model<RoutineRunDoc>;

  constructor(models: { readonly routineRuns: Model<RoutineRunDoc> }) {
    this.#runs = models.routineRuns;
  }

  /** Stores a checklist unless it is there; true when it is new. */
  add(doc: RoutineRunDoc): Promise<boolean> {
    return insertOnce(this.#runs, doc);
  }

  /** Whether a routine was ever on somebody's list. */
  async hasRun(org: string, routine: string): Promise<boolean> {
    return (await this.#runs.exists({ org, routine }).exec()) !== null;
  }

  find(id: string): Promise<RoutineRunDoc | null> {
    return this.#runs.findById(id).lean<RoutineRunDoc>().exec();
  }

  /** Newest period first; `open`: not signed. */
  list(org: string, open: boolean, limit: number): Promise<RoutineRunDoc[]> {
    const where = { org, signedAt: open ? null : { $ne: null } };
    return this.#runs.find(where).sort({ from: -1 }).limit(limit).lean<RoutineRunDoc[]>().exec();
  }

  /** Those of which something is to be said by now, and the instant of the next word after it. */
  async due(org: string, now: Date): Promise<{ docs: RoutineRunDoc[]; next: Date | null }> {
    const docs = await this.#runs.find({ org, nextAt: { $lte: now } }).lean<RoutineRunDoc[]>();
    const [later] = await this.#runs
      .find({ org, nextAt: { $gt: now } })
      .sort({ nextAt: 1 })
      .limit(1)
      .lean<RoutineRunDoc[]>();
    return { docs, next: later?.nextAt ?? null };
  }

  /** Changes a checklist that is still at a version; null: it is not. */
  async change({ _id, version }: RoutineRunDoc, set: Partial<RoutineRunDoc>): Promise<RoutineRunDoc | null> {
    const { matchedCount } = await this.#runs.updateOne({ _id, version }, { $set: { ...set, version: version + 1 } });
    return matchedCount === 0 ? null : this.find(_id);
  }
}
