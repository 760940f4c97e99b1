import { type Connection, type Model, Schema } from 'mongoose';
import type { Redacted } from '../../contracts/redacted.ts';

/** A note of the desk about a conversation. `_id` is made from conversation and the client's key. */
export interface ConversationNoteDoc {
  _id: string;
  org: string;
  conversation: string;
  /** Position of the message that it stands after. */
  afterSeq: number;
  at: Date;
  author: string;
  authorName: Redacted;
  text: Redacted;
  mentions: readonly string[];
  editedAt: Date | null;
  earlier: readonly { readonly at: Date; readonly text: Redacted }[];
}

/** How far an agent has read a conversation. `_id` is made from both. */
export interface ConversationReadDoc {
  _id: string;
  org: string;
  agent: string;
  conversation: string;
  /** Position of the last message that was seen. */
  seq: number;
  at: Date;
}

const text = { type: String, required: true } as const;
const date = { type: Date, required: true } as const;

/** Defines the collection `conversation_notes`. */
export function defineConversationNotes(connection: Connection): Model<ConversationNoteDoc> {
  const mixed = { type: Schema.Types.Mixed, required: true } as const;
  const schema = new Schema<ConversationNoteDoc>(
    {
      ...{ _id: text, org: text, conversation: text, author: text, authorName: text, text },
      ...{ afterSeq: { type: Number, required: true }, at: date, mentions: mixed, earlier: mixed },
      editedAt: { type: Date, default: null },
    },
    { versionKey: false, minimize: false, strict: 'throw' },
  );
  schema.index({ conversation: 1, at: 1 }, { name: 'conversation_at' });
  return connection.model<ConversationNoteDoc>('conversation_notes', schema, 'conversation_notes');
}

/** Defines the collection `conversation_reads`. */
export function defineConversationReads(connection: Connection): Model<ConversationReadDoc> {
  const schema = new Schema<ConversationReadDoc>(
    { _id: text, org: text, agent: text, conversation: text, seq: { type: Number, required: true }, at: date },
    { versionKey: false, strict: 'throw' },
  );
  schema.index({ conversation: 1 }, { name: 'conversation' });
  return connection.model<ConversationReadDoc>('conversation_reads', schema, 'conversation_reads');
}
