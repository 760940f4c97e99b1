import { type Connection, type Model, Schema } from 'mongoose';
import type { Redacted } from '../../contracts/redacted.ts';

/** A conversation by mail as its channel knows it. */
export interface MailThreadDoc {
  /** Id of the conversation. */
  _id: string;
  org: string;
  conversation: string;
  account: string;
  address: string;
  requester: string;
  requesterName: Redacted;
  participants: string[];
  subject: Redacted;
  inReplyTo: string | null;
  references: string[];
}

/** A letter by its Message-ID, either way; digests only. */
export interface MailMessageDoc {
  /** Digest of the deduplication key, or outgoing of the Message-ID. */
  _id: string;
  /** Digest of the Message-ID; absent: it has none. Of an incoming letter others may carry the same. */
  letter?: string;
  org: string;
  conversation: string;
  account: string;
  address: string;
  direction: 'in' | 'out';
  /** Digest of the other side's address. */
  peer: string;
  /** Outgoing: a machine wrote it. */
  automatic?: true;
  /** Outgoing: the reply's id. */
  reply?: string;
  at: Date;
}

/** A letter that was taken and still lies in its folder. */
export interface MailPlaceDoc {
  _id: string;
  org: string;
  at: Date;
}

const text = { type: String, required: true } as const;
const strict = { versionKey: false, minimize: false, strict: 'throw' } as const;

/** Defines the collection `mail_threads`. */
export function defineMailThreads(connection: Connection): Model<MailThreadDoc> {
  const schema = new Schema<MailThreadDoc>(
    {
      ...{ _id: text, org: text, conversation: text, account: text, address: text, requester: text },
      ...{ requesterName: { type: String }, subject: { type: String }, inReplyTo: { type: String, default: null } },
      participants: [String],
      references: [String],
    },
    strict,
  );
  schema.index({ conversation: 1 }, { name: 'conversation' });
  return connection.model<MailThreadDoc>('mail_threads', schema, 'mail_threads');
}

/** Defines the collection `mail_messages`. */
export function defineMailMessages(connection: Connection): Model<MailMessageDoc> {
  const schema = new Schema<MailMessageDoc>(
    {
      ...{ _id: text, org: text, conversation: text, account: text, address: text, direction: text, peer: text },
      letter: String,
      automatic: Boolean,
      reply: String,
      at: { type: Date, required: true },
    },
    strict,
  );
  schema.index({ conversation: 1 }, { name: 'conversation' });
  schema.index({ letter: 1 }, { sparse: true, name: 'letter' });
  schema.index({ peer: 1, at: 1 }, { name: 'peer_at' });
  return connection.model<MailMessageDoc>('mail_messages', schema, 'mail_messages');
}

/** Defines the collection `mail_places`. */
export function defineMailPlaces(connection: Connection): Model<MailPlaceDoc> {
  const schema = new Schema<MailPlaceDoc>({ _id: text, org: text, at: { type: Date, required: true } }, strict);
  return connection.model<MailPlaceDoc>('mail_places', schema, 'mail_places');
}
