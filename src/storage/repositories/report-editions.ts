import type { Model } from 'mongoose';
import type { ReportEditionDoc } from '../models/report-editions.ts';
import { insertOnce } from './insert-once.ts';

/** Reports as they were handed in. */
export class ReportEditionRepository {
  readonly #editions: Model<ReportEditionDoc>;

  constructor(editions: Model<ReportEditionDoc>) {
    this.#editions = editions;
  }

  /** Stores an edition unless it is there; true when it is new. */
  add(doc: ReportEditionDoc): Promise<boolean> {
    return insertOnce(this.#editions, doc);
  }

  find(id: string): Promise<ReportEditionDoc | null> {
    return this.#editions.findById(id).lean<ReportEditionDoc>().exec();
  }

  /** Newest first; `after`: the order of the last one that was seen. */
  list(
    org: string,
    { report, after, limit }: { report?: string; after?: string; limit: number },
  ): Promise<ReportEditionDoc[]> {
    const where = {
      org,
      ...(report !== undefined && { report }),
      ...(after !== undefined && { order: { $lt: after } }),
    };
    return this.#editions.find(where).sort({ order: -1 }).limit(limit).lean<ReportEditionDoc[]>().exec();
  }

  /** The latest end of a period of which the calendar made a report; null: it made none yet. */
  async lastMade(org: string, report: string): Promise<Date | null> {
    const where = { org, report, madeBy: 'system' };
    const found = await this.#editions.find(where).sort({ to: -1 }).limit(1).lean<ReportEditionDoc[]>();
    return found[0]?.to ?? null;
  }

  /** Those with something to send by now, and the instant of the next one after it. */
  async due(org: string, now: Date): Promise<{ docs: ReportEditionDoc[]; next: Date | null }> {
    const docs = await this.#editions.find({ org, nextAt: { $lte: now } }).lean<ReportEditionDoc[]>();
    const later = this.#editions.find({ org, nextAt: { $gt: now } });
    const [next] = await later.sort({ nextAt: 1 }).limit(1).lean<ReportEditionDoc[]>();
    return { docs, next: next?.nextAt ?? null };
  }

  /** Changes an edition that is still at a version; null: it is not. */
  async change({ _id, version }: ReportEditionDoc, set: Partial<ReportEditionDoc>): Promise<ReportEditionDoc | null> {
    const { matchedCount } = await this.#editions.updateOne(
      { _id, version },
      { $set: { ...set, version: version + 1 } },
    );
    return matchedCount === 0 ? null : this.find(_id);
  }
}
