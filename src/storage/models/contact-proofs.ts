import { type Connection, type Model, Schema } from 'mongoose';

/**
 * A one-time code that was sent to one channel and is to be typed on another. The code is nowhere in it: it is made from
 * `_id` and a key that is not in the database.
 */
export interface ContactProofDoc {
  /** Digest of the turn that asked: a repeat finds it. */
  _id: string;
  org: string;
  /** Who asked, and where it is to be typed. */
  contact: string;
  conversation: string;
  /** The identity that it is sent to, `organisation|channel|sender`; null: nobody writes from that address. */
  identity: string | null;
  /** The contact behind it. */
  target: string | null;
  /**
   * `open`: waited for. `used`: typed. `over`: another one took its place, or it was tried too often. `limited`: its asker had
   * asked too often, and nothing was sent.
   */
  state: 'open' | 'used' | 'over' | 'limited';
  /** Keys of the turns that tried. */
  tries: string[];
  /** The turn that typed it. */
  usedBy: string | null;
  createdAt: Date;
  expiresAt: Date;
  /** When it was handed to the mail server or the outbox; null: it was not, or nobody is there to be sent one. */
  sentAt: Date | null;
}

const text = { type: String, required: true } as const;
const noText = { type: String, default: null } as const;
const date = { type: Date, required: true } as const;

/** Defines the collection `contact_proofs`. */
export function defineContactProofs(connection: Connection): Model<ContactProofDoc> {
  const schema = new Schema<ContactProofDoc>(
    {
      ...{ _id: text, org: text, contact: text, conversation: text, identity: noText, target: noText, state: text },
      ...{ tries: { type: [String], required: true }, usedBy: noText, createdAt: date, expiresAt: date },
      sentAt: { type: Date, default: null },
    },
    { versionKey: false, minimize: false, strict: 'throw' },
  );
  schema.index({ contact: 1 }, { name: 'contact' });
  schema.index({ target: 1 }, { name: 'target' });
  schema.index({ conversation: 1, state: 1 }, { name: 'conversation_state' });
  schema.index({ state: 1, sentAt: 1, expiresAt: 1 }, { name: 'state_sentAt' });
  schema.index({ expiresAt: 1 }, { name: 'expiresAt' });
  return connection.model<ContactProofDoc>('contact_proofs', schema, 'contact_proofs');
}
