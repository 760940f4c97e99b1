import { type Connection, type Model, Schema } from 'mongoose';
import type { TicketNoticeReason, TicketNoticeWay } from '../../contracts/ticket-notices.ts';

/** Somebody is to be told of a ticket's event, or was. No text and no address: both are made when it is sent. */
export interface TicketNoticeDoc {
  /** Digest of event, recipient and way: a repeat finds it. */
  _id: string;
  org: string;
  ticket: string;
  /** Number of the event in the ticket's log. */
  seq: number;
  reason: TicketNoticeReason;
  way: TicketNoticeWay;
  /** `agent:<id>`, `requester`, `director` or `partner`. */
  recipient: string;
  at: Date;
  /** `left`: there was nobody or no way to tell. */
  state: 'waiting' | 'sent' | 'failed' | 'left';
  tries: number;
  /** Set while it waits, so that a start finds it by one index (P5). */
  waits?: true;
}

/** Defines the collection `ticket_notices`. */
export function defineTicketNotices(connection: Connection): Model<TicketNoticeDoc> {
  const text = { type: String, required: true } as const;
  const schema = new Schema<TicketNoticeDoc>(
    {
      ...{ _id: text, org: text, ticket: text, reason: text, way: text, recipient: text, state: text },
      seq: { type: Number, required: true },
      at: { type: Date, required: true },
      tries: { type: Number, default: 0 },
      waits: Boolean,
    },
    { versionKey: false, strict: 'throw' },
  );
  schema.index({ ticket: 1, seq: 1 }, { name: 'ticket_seq' });
  schema.index({ waits: 1 }, { name: 'waits', sparse: true });
  return connection.model<TicketNoticeDoc>('ticket_notices', schema, 'ticket_notices');
}
