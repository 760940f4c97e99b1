import type { Model } from 'mongoose';
import type { QualityCycleDoc, QualityFindingDoc } from '../models/quality-cycles.ts';
import { insertOnce } from './insert-once.ts';

/** Reports of audits, and what is in them. */
export class QualityCycleRepository {
  readonly #cycles: Model<QualityCycleDoc>;
  readonly #findings: Model<QualityFindingDoc>;

  constructor(models: {
    readonly qualityCycles: Model<QualityCycleDoc>;
    readonly qualityFindings: Model<QualityFindingDoc>;
  }) {
    this.#cycles = models.qualityCycles;
    this.#findings = models.qualityFindings;
  }

  /** Stores a report unless it is there; true: it was not. */
  add(doc: QualityCycleDoc): Promise<boolean> {
    return insertOnce(this.#cycles, doc);
  }

  find(id: string): Promise<QualityCycleDoc | null> {
    return this.#cycles.findById(id).lean<QualityCycleDoc>().exec();
  }

  /** Newest first. `states`: only these. `after`: `order` of the last one. */
  list(
    org: string,
    { states, after, limit }: { states?: readonly string[]; after?: string; limit: number },
  ): Promise<QualityCycleDoc[]> {
    const where = {
      org,
      ...(states !== undefined && { state: { $in: [...states] } }),
      ...(after !== undefined && { order: { $lt: after } }),
    } as Readonly<Record<string, unknown>>;
    return this.#cycles.find(where).sort({ order: -1 }).limit(limit).lean<QualityCycleDoc[]>().exec();
  }

  /** Those of a rule that lie in a span, oldest first. */
  within(org: string, cycle: string, from: Date, to: Date): Promise<QualityCycleDoc[]> {
    const where = { org, cycle, from: { $gte: from }, to: { $lte: to } };
    return this.#cycles.find(where).sort({ order: 1 }).lean<QualityCycleDoc[]>().exec();
  }

  /** What is due, and when the next one is. */
  async due(org: string, now: Date): Promise<{ readonly docs: QualityCycleDoc[]; readonly next: Date | null }> {
    const waiting = await this.#cycles.find({ org, nextAt: { $ne: null } }).lean<QualityCycleDoc[]>();
    const later = waiting.flatMap(({ nextAt }) => (nextAt !== null && nextAt > now ? [nextAt.getTime()] : []));
    return {
      docs: waiting.filter(({ nextAt }) => nextAt !== null && nextAt <= now),
      next: later.length === 0 ? null : new Date(Math.min(...later)),
    };
  }

  /** Changes a report if it still is in that state; null: it is not. */
  async change(doc: QualityCycleDoc, set: Partial<QualityCycleDoc>): Promise<QualityCycleDoc | null> {
    const { matchedCount } = await this.#cycles.updateOne({ _id: doc._id, state: doc.state }, { $set: set });
    return matchedCount === 0 ? null : this.find(doc._id);
  }

  /** Stores a finding unless it is there. */
  addFinding(doc: QualityFindingDoc): Promise<boolean> {
    return insertOnce(this.#findings, doc);
  }

  /** Of one report, in their order. */
  findings(report: string): Promise<QualityFindingDoc[]> {
    return this.#findings.find({ report }).sort({ order: 1 }).lean<QualityFindingDoc[]>().exec();
  }

  /** Some findings, in any order. */
  findMany(ids: readonly string[]): Promise<QualityFindingDoc[]> {
    return this.#findings
      .find({ _id: { $in: [...ids] } })
      .lean<QualityFindingDoc[]>()
      .exec();
  }

  /** Changes a finding of a report; false: there is none. */
  async changeFinding(report: string, id: string, set: Partial<QualityFindingDoc>): Promise<boolean> {
    const { matchedCount } = await this.#findings.updateOne({ _id: id, report }, { $set: set });
    return matchedCount > 0;
  }

  /** Takes findings back that are none any more. */
  async drop(report: string, ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.#findings.deleteMany({ _id: { $in: [...ids] }, report });
  }
}
