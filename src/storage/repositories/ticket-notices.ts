import type { Model } from 'mongoose';
import type { TicketNoticeDoc } from '../models/ticket-notices.ts';
import { insertOnce } from './insert-once.ts';

/** Who is to be told of what happens to tickets. */
export class TicketNoticeRepository {
  readonly #notices: Model<TicketNoticeDoc>;

  constructor(notices: Model<TicketNoticeDoc>) {
    this.#notices = notices;
  }

  /** Stores a notice that waits; false when it was stored before. */
  async add(notice: Omit<TicketNoticeDoc, 'state' | 'tries' | 'waits'>): Promise<boolean> {
    return insertOnce(this.#notices, { ...notice, state: 'waiting', tries: 0, waits: true });
  }

  /** A notice, or null. */
  async find(id: string): Promise<TicketNoticeDoc | null> {
    return this.#notices.findById(id).lean<TicketNoticeDoc | null>();
  }

  /** Ids of what waits to be sent. */
  async waiting(): Promise<string[]> {
    const docs = await this.#notices.find({ waits: true }).select({ _id: 1 }).lean<{ _id: string }[]>();
    return docs.map(({ _id }) => _id);
  }

  /** One more try failed. */
  async tried(id: string): Promise<void> {
    await this.#notices.updateOne({ _id: id }, { $inc: { tries: 1 } });
  }

  /** It waits no more. */
  async settle(id: string, state: 'sent' | 'failed' | 'left'): Promise<void> {
    await this.#notices.updateOne({ _id: id }, { $set: { state }, $unset: { waits: '' } });
  }

  /** What was told of a ticket, in order. */
  async ofTicket(ticket: string): Promise<TicketNoticeDoc[]> {
    return this.#notices.find({ ticket }).sort({ seq: 1, _id: 1 }).lean<TicketNoticeDoc[]>();
  }
}
