import { type Connection, type Model, Schema } from 'mongoose';
import type { Choice } from '../../contracts/envelope.ts';
import type { WhatsappFate } from '../../contracts/whatsapp.ts';

/** One key of a number's session; `_id` is `<account>|<digest of its name>`. */
export interface WhatsappKeyDoc {
  _id: string;
  account: string;
  /** Sealed. */
  value: string;
}

/** A chat of a number; `_id` is `<account>|<address>`. */
export interface WhatsappChatDoc {
  _id: string;
  conversation: string;
  pn: string | null;
  lid: string | null;
  jid: string;
  lastInAt: Date | null;
  choices: readonly Choice[];
  toldAt: Date | null;
}

/** Which chat an address leads to; `_id` is `<account>|<digest of the jid>`. */
export interface WhatsappAddressDoc {
  _id: string;
  conversation: string;
  chat: string;
}

/** A message that left; `_id` is `<account>|<message id>`. */
export interface WhatsappSentDoc {
  _id: string;
  reply: string;
  part: number;
  fate: WhatsappFate;
  code: string | null;
  at: Date;
}

/** A message that waits for its file; `_id` is `<account>|<id>`. */
export interface WhatsappInboxDoc {
  _id: string;
  account: string;
  conversation: string;
  chat: string;
  /** Sealed. */
  body: string;
  at: Date;
  tries: number;
}

/** Who may connect a number; `_id` is the account. */
export interface WhatsappLeaseDoc {
  _id: string;
  owner: string;
  until: Date;
}

const text = { type: String, required: true } as const;
const options = { versionKey: false, strict: 'throw' } as const;

/** Defines what the WhatsApp channel keeps. */
export function defineWhatsapp(connection: Connection) {
  const keys = new Schema<WhatsappKeyDoc>({ _id: text, account: text, value: text }, options);
  keys.index({ account: 1 }, { name: 'account' });
  const inbox = new Schema<WhatsappInboxDoc>(
    {
      _id: text,
      account: text,
      conversation: text,
      chat: text,
      body: text,
      at: { type: Date, required: true },
      tries: Number,
    },
    options,
  );
  inbox.index({ account: 1, at: 1 }, { name: 'account_at' });
  const addresses = new Schema<WhatsappAddressDoc>({ _id: text, conversation: text, chat: text }, options);
  for (const schema of [addresses, inbox]) schema.index({ conversation: 1 }, { name: 'conversation' });
  return {
    keys: model<WhatsappKeyDoc>(connection, 'whatsapp_keys', keys),
    inbox: model<WhatsappInboxDoc>(connection, 'whatsapp_inbox', inbox),
    addresses: model<WhatsappAddressDoc>(connection, 'whatsapp_addresses', addresses),
    chats: model<WhatsappChatDoc>(connection, 'whatsapp_chats', chatSchema()),
    sent: model<WhatsappSentDoc>(connection, 'whatsapp_sent', sentSchema()),
    leases: model<WhatsappLeaseDoc>(
      connection,
      'whatsapp_leases',
      new Schema<WhatsappLeaseDoc>({ _id: text, owner: text, until: { type: Date, required: true } }, options),
    ),
  };
}

/** The models of a connection on which they are defined. */
export function whatsappModelsOf({ models }: Pick<Connection, 'models'>): WhatsappModels {
  const of = <T>(name: string) => models[name] as unknown as Model<T>;
  return {
    keys: of<WhatsappKeyDoc>('whatsapp_keys'),
    inbox: of<WhatsappInboxDoc>('whatsapp_inbox'),
    addresses: of<WhatsappAddressDoc>('whatsapp_addresses'),
    chats: of<WhatsappChatDoc>('whatsapp_chats'),
    sent: of<WhatsappSentDoc>('whatsapp_sent'),
    leases: of<WhatsappLeaseDoc>('whatsapp_leases'),
  };
}

/** The models by name. */
export type WhatsappModels = ReturnType<typeof defineWhatsapp>;

function chatSchema(): Schema<WhatsappChatDoc> {
  const schema = new Schema<WhatsappChatDoc>(
    {
      _id: text,
      conversation: text,
      pn: String,
      lid: String,
      jid: text,
      lastInAt: Date,
      choices: Schema.Types.Mixed,
      toldAt: Date,
    },
    options,
  );
  schema.index({ conversation: 1 }, { name: 'conversation' });
  return schema;
}

function sentSchema(): Schema<WhatsappSentDoc> {
  const schema = new Schema<WhatsappSentDoc>(
    { _id: text, reply: text, part: Number, fate: text, code: String, at: { type: Date, required: true } },
    options,
  );
  schema.index({ at: 1 }, { name: 'at' });
  return schema;
}

function model<T>(connection: Connection, name: string, schema: Schema<T>): Model<T> {
  return connection.model<T>(name, schema, name);
}
