import { type Connection, type Model, Schema } from 'mongoose';

/** What a one-time link does: opens a session, activates an account, or says that a conversation is a person's. */
export type PortalLinkKind = 'signIn' | 'activate' | 'prove';

/** A one-time link that went out by mail. The token is stored nowhere: it is made from the id, and known by its digest. */
export interface PortalLinkDoc {
  _id: string;
  org: string;
  kind: PortalLinkKind;
  /** SHA-256 of the token, hex. */
  tokenDigest: string;
  mail: string;
  requester: string | null;
  /** The contact whose conversation it proves, or the first that writes from this address; empty: none yet. */
  contact: string;
  /** Folio of the ticket to show first. */
  folio: string | null;
  createdAt: Date;
  expiresAt: Date;
}

/** A requester's session: only the digest of its token is kept. */
export interface PortalSessionDoc {
  /** Random; safe to log. */
  _id: string;
  org: string;
  /** SHA-256 of the token, hex. */
  tokenDigest: string;
  mail: string;
  requester: string | null;
  contact: string;
  createdAt: Date;
  expiresAt: Date;
}

const text = { type: String, required: true } as const;
const empty = { type: String, default: '' } as const;
const noText = { type: String, default: null } as const;
const date = { type: Date, required: true } as const;
const options = { versionKey: false, strict: 'throw' } as const;

/** Defines the collection `portal_links`. */
export function definePortalLinks(connection: Connection): Model<PortalLinkDoc> {
  const schema = new Schema<PortalLinkDoc>(
    {
      ...{ _id: text, org: text, kind: text, tokenDigest: text, mail: text, requester: noText, contact: empty },
      ...{ folio: noText, createdAt: date, expiresAt: date },
    },
    options,
  );
  schema.index({ tokenDigest: 1 }, { unique: true, name: 'tokenDigest' });
  schema.index({ contact: 1 }, { name: 'contact' });
  schema.index({ requester: 1 }, { name: 'requester' });
  schema.index({ expiresAt: 1 }, { name: 'expiresAt' });
  return connection.model<PortalLinkDoc>('portal_links', schema, 'portal_links');
}

/** Defines the collection `portal_sessions`. */
export function definePortalSessions(connection: Connection): Model<PortalSessionDoc> {
  const schema = new Schema<PortalSessionDoc>(
    {
      ...{ _id: text, org: text, tokenDigest: text, mail: text, requester: noText, contact: empty },
      ...{ createdAt: date, expiresAt: date },
    },
    options,
  );
  schema.index({ tokenDigest: 1 }, { unique: true, name: 'tokenDigest' });
  schema.index({ contact: 1 }, { name: 'contact' });
  schema.index({ requester: 1 }, { name: 'requester' });
  schema.index({ expiresAt: 1 }, { name: 'expiresAt' });
  return connection.model<PortalSessionDoc>('portal_sessions', schema, 'portal_sessions');
}
