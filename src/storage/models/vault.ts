import { type Connection, type Model, Schema } from 'mongoose';
import type { ErasedBecause, VaultItem, VaultKind, VaultState } from '../../contracts/vault.ts';

/** An encrypted value as it lies in the store; every part is base64. Useless without the key that `keyId` names. */
export interface SealedValue {
  /** AES-256-GCM of the value under a key of its own: 12 bytes nonce, ciphertext, 16 bytes tag. */
  body: string;
  /** That key, wrapped with AES-256-GCM under the key-encryption key; laid out the same. */
  key: string;
}

/** What is handed over, or waited for, through the vault. */
export interface VaultDoc {
  /** Digest of organisation and offering key: offering twice with one key finds the first (P2). */
  _id: string;
  org: string;
  conversation: string;
  contact: string;
  ticket: string | null;
  folio: string | null;
  kind: VaultKind;
  state: VaultState;
  /** SHA-256 of the link's token, hex. The token itself is stored nowhere. */
  tokenDigest: string;
  offeredBy: string;
  offeredAt: Date;
  linkExpiresAt: Date;
  receivedAt: Date | null;
  /** When the chat was told that it was received. */
  noticedAt: Date | null;
  eraseAt: Date | null;
  reveals: number;
  lastRevealedAt: Date | null;
  lastRevealedBy: string | null;
  erasedAt: Date | null;
  erasedBecause: ErasedBecause | null;
  sealed: SealedValue | null;
  /** Id of the key that wraps `sealed.key`; absent when there is no value. */
  keyId?: string;
  /** When the item wants to be looked at: the link's or the value's end. Absent when it is over. */
  dueAt?: Date;
}

const text = { type: String, required: true } as const;
const date = { type: Date, required: true } as const;
const noText = { type: String, default: null } as const;
const noDate = { type: Date, default: null } as const;

/** Defines the collection `vaultItems`. */
export function defineVaultItems(connection: Connection): Model<VaultDoc> {
  const schema = new Schema<VaultDoc>(
    {
      _id: text,
      org: text,
      conversation: text,
      contact: text,
      ticket: noText,
      folio: noText,
      kind: text,
      state: text,
      tokenDigest: text,
      offeredBy: text,
      offeredAt: date,
      linkExpiresAt: date,
      receivedAt: noDate,
      noticedAt: noDate,
      eraseAt: noDate,
      reveals: { type: Number, required: true },
      lastRevealedAt: noDate,
      lastRevealedBy: noText,
      erasedAt: noDate,
      erasedBecause: noText,
      sealed: { type: Schema.Types.Mixed, default: null },
      keyId: String,
      dueAt: Date,
    },
    { versionKey: false, minimize: false, strict: 'throw' },
  );
  schema.index({ tokenDigest: 1 }, { unique: true, name: 'tokenDigest' });
  schema.index({ conversation: 1, offeredAt: 1 }, { name: 'conversation_offeredAt' });
  schema.index({ org: 1, contact: 1 }, { name: 'org_contact' });
  schema.index({ keyId: 1 }, { sparse: true, name: 'keyId' });
  schema.index({ dueAt: 1 }, { sparse: true, name: 'dueAt' });
  return connection.model<VaultDoc>('vaultItems', schema, 'vaultItems');
}

/** An item without what is sealed in it. */
export function viewVaultItem(doc: VaultDoc): VaultItem {
  return {
    id: doc._id,
    organisation: doc.org,
    conversationId: doc.conversation,
    ticketId: doc.ticket,
    folio: doc.folio,
    kind: doc.kind,
    state: doc.state,
    offeredAt: doc.offeredAt,
    linkExpiresAt: doc.linkExpiresAt,
    receivedAt: doc.receivedAt,
    eraseAt: doc.eraseAt,
    reveals: doc.reveals,
    lastRevealedAt: doc.lastRevealedAt,
    lastRevealedBy: doc.lastRevealedBy,
    erasedAt: doc.erasedAt,
    erasedBecause: doc.erasedBecause,
  };
}
