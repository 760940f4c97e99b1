import { type Connection, type Model, Schema } from 'mongoose';
import type { OutboxEntry } from './conversations.ts';

/** A reply that gave up; it waits here until somebody sends it again (P3). `_id` is the reply's id. */
export interface DeadLetterDoc {
  _id: string;
  org: string;
  conversation: string;
  channel: string;
  entry: OutboxEntry;
  attempts: number;
  failedAt: Date;
  code: string;
}

/** Defines the collection `deadLetters`. */
export function defineDeadLetters(connection: Connection): Model<DeadLetterDoc> {
  const schema = new Schema<DeadLetterDoc>(
    {
      _id: { type: String, required: true },
      org: { type: String, required: true },
      conversation: { type: String, required: true },
      channel: { type: String, required: true },
      entry: Schema.Types.Mixed,
      attempts: Number,
      failedAt: { type: Date, required: true },
      code: String,
    },
    { versionKey: false, minimize: false },
  );
  schema.index({ conversation: 1 }, { name: 'conversation' });
  schema.index({ failedAt: -1 }, { name: 'failedAt' });
  return connection.model<DeadLetterDoc>('deadLetters', schema, 'deadLetters');
}
