import { type Connection, type Model, Schema } from 'mongoose';
import type { Consent, CustomerClass, UserType } from '../../contracts/contact.ts';
import type { ContactChoices, MergeProof } from '../../contracts/contact-desk.ts';
import type { Redacted } from '../../contracts/redacted.ts';

/** How a contact was joined to another: its own document and all that names it stay as they are, so an undo is exact. */
export interface Joint {
  merge: string;
  proof: MergeProof;
  choices: ContactChoices;
  at: Date;
}

/** A person, as the organisation knows them (EXS-18). */
export interface ContactDoc {
  _id: string;
  org: string;
  name: Redacted | null;
  userType: UserType | null;
  customerClass: CustomerClass | null;
  organisation: Redacted | null;
  email: Redacted | null;
  phone: Redacted | null;
  visits: number;
  createdAt: Date;
  /** Answers to the privacy notice, oldest first; only added to. */
  consents?: readonly Consent[];
  /** Legal hold: neither retention nor a request erases the person while it is set. */
  heldAt?: Date | null;
  /** When a conversation last learned a field: what is learned after a merge is newer than its choice. */
  learnedAt?: Readonly<Record<string, Date>>;
  /** The contact that it is joined to; absent: it stands for itself. One write joins, one splits. */
  into?: string;
  joint?: Joint;
  /** Others may be joined to it. Stays set: it only says that it is worth a look. */
  joins?: boolean;
  /** The merge that works on it now: of two at the same time one wins. */
  claim?: string;
}

/** Which contact writes under a channel's sender id: its `_id` is organisation, channel and sender. */
export interface IdentityDoc {
  _id: string;
  contact: string;
}

/** Defines the collection `contacts`. */
export function defineContacts(connection: Connection): Model<ContactDoc> {
  const schema = new Schema<ContactDoc>(
    {
      _id: { type: String, required: true },
      org: { type: String, required: true },
      name: String,
      userType: String,
      customerClass: String,
      organisation: String,
      email: String,
      phone: String,
      visits: { type: Number, required: true },
      createdAt: { type: Date, required: true },
      consents: Schema.Types.Mixed,
      heldAt: Date,
      learnedAt: Schema.Types.Mixed,
      into: String,
      joint: Schema.Types.Mixed,
      joins: Boolean,
      claim: String,
    },
    { versionKey: false },
  );
  schema.index({ org: 1, email: 1 }, { name: 'org_email' });
  schema.index({ org: 1, createdAt: -1 }, { name: 'org_createdAt' });
  schema.index({ into: 1 }, { sparse: true, name: 'into' });
  return connection.model<ContactDoc>('contacts', schema, 'contacts');
}

/** Defines the collection `identities`. */
export function defineIdentities(connection: Connection): Model<IdentityDoc> {
  const schema = new Schema<IdentityDoc>(
    { _id: { type: String, required: true }, contact: { type: String, required: true } },
    { versionKey: false },
  );
  schema.index({ contact: 1 }, { name: 'contact' });
  return connection.model<IdentityDoc>('identities', schema, 'identities');
}
