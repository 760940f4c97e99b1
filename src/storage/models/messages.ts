import { type Connection, type Model, Schema } from 'mongoose';
import type { Advice } from '../../contracts/advice.ts';
import type { Attachment, Choice, Link } from '../../contracts/envelope.ts';
import type { Redacted, RedactionContext, SensitiveKind, Speaker } from '../../contracts/redacted.ts';
import type { SecureForm } from '../../contracts/vault.ts';

/** One message of a conversation's log, both directions. Redacted text only (P4). */
export interface MessageDoc {
  /** Inbound: channel, account and the channel's message id (deduplication, P1). Outbound: the reply's id (P3). */
  _id: string;
  org: string;
  conversation: string;
  /** 1, 2, 3 … without gaps in one conversation. */
  seq: number;
  direction: 'in' | 'out';
  kind: 'message' | 'start';
  speaker: Speaker;
  /** Sender's display name. */
  name: Redacted;
  /** When it was stored, or for a reply when its turn happened. */
  at: Date;
  text: Redacted;
  /** Inbound: quoted letters, a signature; for people alone. */
  aside?: Redacted;
  choice?: string;
  choices?: readonly Choice[];
  links?: readonly Link[];
  attachments?: readonly Attachment[];
  /** Items of the vault; never their addresses. */
  secureForms?: readonly SecureForm[];
  /** Outbound: the proof whose one-time code is put in the place of the mark on the way out. */
  code?: string;
  /** Inbound: digest of a one-time code that was typed, where one was asked for. */
  typedCode?: string;
  removed?: readonly SensitiveKind[];
  /** Inbound: a part could not be scanned and was taken out whole; the conversation is given to an agent (P4). */
  held?: true;
  /** Inbound: where it came from; a turn makes the conversation from it if there is none yet. */
  source?: {
    channel: string;
    account: string;
    address: string;
    messageId: string;
    sender: string;
    sentAt: Date;
  };
  /** Set until the turn of an inbound message has committed; what recovery looks for. */
  pending?: true;
  /** Turns that failed through the message's own fault, if any. */
  tries?: number;
  /** Inbound: not before this instant, in whatever process. Only where there are several. */
  retryAt?: Date;
  /** Inbound: given up after its last try; the conversation waits for an agent instead. */
  failed?: true;
  /** Outbound: the desk client's own id of the send. */
  clientId?: string;
  /** Outbound: gave up, or what the channel told of it after it left. */
  delivery?: 'failed' | 'delivered' | 'read';
  /** The channel's own id of a sent message. */
  channelId?: string;
  /** Inbound: what a model said of it before its turn (ids and codes); null = asked in vain; absent = not asked. */
  advice?: Advice | null;
  /** What the redactor expects after this message; absent = nothing. */
  context?: RedactionContext;
  /** Set when it has attachments: finds what still refers to a file. */
  files?: true;
  /** Its text is gone for good, and why; its place in the log stays. */
  purged?: 'retention' | 'erased';
}

/** Defines the collection `messages`. */
export function defineMessages(connection: Connection): Model<MessageDoc> {
  const mixed = Schema.Types.Mixed;
  const schema = new Schema<MessageDoc>(
    {
      _id: { type: String, required: true },
      org: { type: String, required: true },
      conversation: { type: String, required: true },
      seq: { type: Number, required: true },
      direction: { type: String, required: true },
      kind: { type: String, required: true },
      speaker: { type: String, required: true },
      name: { type: String },
      at: { type: Date, required: true },
      text: { type: String },
      aside: String,
      choice: String,
      choices: mixed,
      links: mixed,
      attachments: mixed,
      secureForms: mixed,
      code: String,
      typedCode: String,
      removed: mixed,
      held: Boolean,
      source: mixed,
      pending: Boolean,
      tries: Number,
      retryAt: Date,
      failed: Boolean,
      clientId: String,
      delivery: String,
      channelId: String,
      advice: mixed,
      context: mixed,
      files: Boolean,
      purged: String,
    },
    { versionKey: false, minimize: false },
  );
  schema.index({ conversation: 1, seq: 1 }, { unique: true, name: 'conversation_seq' });
  schema.index({ org: 1, at: 1, _id: 1 }, { name: 'org_at' });
  schema.index({ files: 1 }, { sparse: true, name: 'files' });
  schema.index({ pending: 1 }, { sparse: true, name: 'pending' });
  return connection.model<MessageDoc>('messages', schema, 'messages');
}
