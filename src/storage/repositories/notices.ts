import type { Model } from 'mongoose';
import type { NoticeDoc } from '../models/notices.ts';
import { insertOnce } from './insert-once.ts';

/** What agents were told. */
export class NoticeRepository {
  readonly #notices: Model<NoticeDoc>;

  constructor(notices: Model<NoticeDoc>) {
    this.#notices = notices;
  }

  /** Stores a notice; false when its id exists. */
  async add(notice: Omit<NoticeDoc, 'order' | 'readAt'>): Promise<boolean> {
    const order = `${notice.at.toISOString()}|${notice._id}`;
    return insertOnce(this.#notices, { ...notice, order, readAt: null });
  }

  /** An agent's notices, newest first. */
  async page(agent: string, { after, limit }: { after?: string; limit: number }): Promise<NoticeDoc[]> {
    const filter = after === undefined ? { agent } : { agent, order: { $lt: after } };
    return this.#notices.find(filter).sort({ order: -1 }).limit(limit).lean<NoticeDoc[]>();
  }

  /** How many an agent has not read. */
  unread(agent: string): Promise<number> {
    return this.#notices.countDocuments({ agent, readAt: null }).exec();
  }

  /** Marks all that an agent has not read. */
  async readAll(agent: string, at: Date): Promise<void> {
    await this.#notices.updateMany({ agent, readAt: null }, { $set: { readAt: at } });
  }

  /** Marks an agent's notice as read, once; false when there is none. */
  async read(agent: string, id: string, at: Date): Promise<boolean> {
    const changed = await this.#notices.updateOne({ _id: id, agent, readAt: null }, { $set: { readAt: at } });
    if (changed.matchedCount > 0) return true;
    return (await this.#notices.findOne({ _id: id, agent }).lean<NoticeDoc>()) !== null;
  }
}
