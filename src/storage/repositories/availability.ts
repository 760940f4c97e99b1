import type { Model } from 'mongoose';
import type { OutageDoc, ServiceNoticeDoc } from '../models/availability.ts';
import { insertOnce } from './insert-once.ts';

/** Notices of maintenance. */
export class ServiceNoticeRepository {
  readonly #notices: Model<ServiceNoticeDoc>;

  constructor(notices: Model<ServiceNoticeDoc>) {
    this.#notices = notices;
  }

  add(doc: ServiceNoticeDoc): Promise<boolean> {
    return insertOnce(this.#notices, doc);
  }

  find(id: string): Promise<ServiceNoticeDoc | null> {
    return this.#notices.findById(id).lean<ServiceNoticeDoc | null>();
  }

  /** Newest first; `after`: the order of the last one that was seen. */
  list(org: string, { after, limit }: { after?: string; limit: number }): Promise<ServiceNoticeDoc[]> {
    const where = { org, ...(after !== undefined && { order: { $lt: after } }) };
    return this.#notices.find(where).sort({ order: -1 }).limit(limit).lean<ServiceNoticeDoc[]>();
  }

  /** Those that customers were told of and that nobody ended. */
  announced(org: string): Promise<ServiceNoticeDoc[]> {
    return this.#notices.find({ org, state: 'announced' }).lean<ServiceNoticeDoc[]>();
  }

  /** Those with something to send by now, and the instant of the next one after it. */
  async due(org: string, now: Date): Promise<{ docs: ServiceNoticeDoc[]; next: Date | null }> {
    const docs = await this.#notices.find({ org, nextAt: { $lte: now } }).lean<ServiceNoticeDoc[]>();
    const later = this.#notices.find({ org, nextAt: { $gt: now } });
    const [next] = await later.sort({ nextAt: 1 }).limit(1).lean<ServiceNoticeDoc[]>();
    return { docs, next: next?.nextAt ?? null };
  }

  /** Changes a notice that is still at a version; null: it is not. */
  async change(
    { _id, version }: Pick<ServiceNoticeDoc, '_id' | 'version'>,
    set: Partial<ServiceNoticeDoc>,
  ): Promise<ServiceNoticeDoc | null> {
    const changed = { $set: { ...set, version: version + 1 } };
    const { matchedCount } = await this.#notices.updateOne({ _id, version }, changed);
    return matchedCount === 0 ? null : this.find(_id);
  }
}

/** The log of events that interrupt availability. */
export class OutageRepository {
  readonly #outages: Model<OutageDoc>;

  constructor(outages: Model<OutageDoc>) {
    this.#outages = outages;
  }

  add(doc: OutageDoc): Promise<boolean> {
    return insertOnce(this.#outages, doc);
  }

  find(id: string): Promise<OutageDoc | null> {
    return this.#outages.findById(id).lean<OutageDoc | null>();
  }

  /** Those that touch a period, newest first. */
  async touching(org: string, { from, to }: { from: Date; to: Date }): Promise<OutageDoc[]> {
    const begun = await this.#outages
      .find({ org, startedAt: { $lt: to } })
      .sort({ startedAt: -1 })
      .limit(5_000)
      .lean<OutageDoc[]>();
    return begun.filter(({ endedAt }) => endedAt === null || endedAt > from);
  }

  /** Changes a line that is still at a version; null: it is not. */
  async change(
    { _id, version }: Pick<OutageDoc, '_id' | 'version'>,
    set: Partial<OutageDoc>,
  ): Promise<OutageDoc | null> {
    const changed = { $set: { ...set, version: version + 1 } };
    const { matchedCount } = await this.#outages.updateOne({ _id, version }, changed);
    return matchedCount === 0 ? null : this.find(_id);
  }
}
