import { type Connection, type Model, Schema } from 'mongoose';
import type { AuditActor } from '../../contracts/audit.ts';
import type { Attachment } from '../../contracts/envelope.ts';
import type { Redacted } from '../../contracts/redacted.ts';
import type { RequesterSource, RequesterState } from '../../contracts/requester-desk.ts';

/** A person of a customer's organisation whom it concerns. */
export interface CompanyPerson {
  name: Redacted;
  email: string | null;
}

/** A customer's organisation. `_id` is a digest of organisation and folded name: entering it twice finds the first. */
export interface CompanyDoc {
  _id: string;
  org: string;
  name: Redacted;
  aliases: Redacted[];
  /** Name and aliases without case and accents. */
  keys: string[];
  contract: string | null;
  director: CompanyPerson | null;
  tellDirector: boolean;
  partner: CompanyPerson | null;
  createdAt: Date;
  updatedAt: Date;
}

/** A person who may open tickets. */
export interface RequesterDoc {
  _id: string;
  org: string;
  name: Redacted;
  /** Lower case; null when there is none. */
  mail: string | null;
  /** As it was written. */
  phone: Redacted | null;
  /** Digits with the country's; null when there is none. */
  phoneKey: string | null;
  company: string | null;
  type: string | null;
  fields: Record<string, Redacted>;
  state: RequesterState;
  source: RequesterSource;
  /** What scrypt made of the key that they chose (ICE-19); null: they sign in by mail alone. */
  key: string | null;
  /** The designation that brought them; null: they came another way. */
  designation: string | null;
  createdAt: Date;
  updatedAt: Date;
  validatedAt: Date | null;
  validatedBy: string | null;
  /** When the activation mail is to leave; absent: none waits (P5). */
  inviteDueAt?: Date;
  invitedAt: Date | null;
  /** Activation mails sent or begun. */
  invites: number;
}

/** Which person of the list writes as a contact; `_id` is the contact's id. */
export interface RequesterContactDoc {
  _id: string;
  org: string;
  contact: string;
  requester: string;
  /** An address that the channel vouches for, or a one-time link that was opened in the conversation or the mail. */
  proof: 'address' | 'link';
  at: Date;
}

/** A filed request for new users (ALI-02..06). */
export interface DesignationDoc {
  _id: string;
  org: string;
  company: string;
  signer: Redacted;
  signerPosition: Redacted;
  date: string;
  form: Attachment;
  /** Emptied by the decision: who was taken on stands on the list. */
  people: {
    name: Redacted;
    mail: string | null;
    phone: Redacted | null;
    type: string | null;
    fields: Record<string, Redacted>;
  }[];
  state: 'filed' | 'approved' | 'rejected';
  filedAt: Date;
  filedBy: AuditActor;
  decidedAt: Date | null;
  decidedBy: string | null;
  reason: Redacted | null;
}

const text = { type: String, required: true } as const;
const noText = { type: String, default: null } as const;
const date = { type: Date, required: true } as const;
const noDate = { type: Date, default: null } as const;
const mixed = { type: Schema.Types.Mixed, required: true } as const;
const noMixed = { type: Schema.Types.Mixed, default: null } as const;
const options = { versionKey: false, minimize: false, strict: 'throw' } as const;

/** Defines the collection `companies`. */
export function defineCompanies(connection: Connection): Model<CompanyDoc> {
  const schema = new Schema<CompanyDoc>(
    {
      ...{ _id: text, org: text, name: text, contract: noText, director: noMixed, partner: noMixed },
      ...{ aliases: mixed, keys: mixed, tellDirector: { type: Boolean, required: true } },
      ...{ createdAt: date, updatedAt: date },
    },
    options,
  );
  schema.index({ org: 1, name: 1 }, { name: 'org_name' });
  return connection.model<CompanyDoc>('companies', schema, 'companies');
}

/** Defines the collection `requesters`. */
export function defineRequesters(connection: Connection): Model<RequesterDoc> {
  const schema = new Schema<RequesterDoc>(
    {
      ...{ _id: text, org: text, name: text, mail: noText, phone: noText, phoneKey: noText, company: noText },
      ...{ type: noText, fields: mixed, state: text, source: text, designation: noText, key: noText },
      ...{ createdAt: date, updatedAt: date, validatedAt: noDate, validatedBy: noText },
      ...{ inviteDueAt: Date, invitedAt: noDate, invites: { type: Number, default: 0 } },
    },
    options,
  );
  schema.index({ org: 1, _id: 1 }, { name: 'org_id' });
  schema.index({ org: 1, mail: 1 }, { name: 'org_mail' });
  schema.index({ org: 1, phoneKey: 1 }, { name: 'org_phoneKey' });
  schema.index({ org: 1, 'fields.identification': 1 }, { name: 'org_identification' });
  schema.index({ org: 1, company: 1, state: 1 }, { name: 'org_company_state' });
  schema.index({ org: 1, state: 1, validatedAt: 1 }, { name: 'org_state_validatedAt' });
  schema.index({ inviteDueAt: 1 }, { sparse: true, name: 'inviteDueAt' });
  return connection.model<RequesterDoc>('requesters', schema, 'requesters');
}

/** Defines the collection `requester_contacts`. */
export function defineRequesterContacts(connection: Connection): Model<RequesterContactDoc> {
  const schema = new Schema<RequesterContactDoc>(
    { _id: text, org: text, contact: text, requester: text, proof: text, at: date },
    options,
  );
  schema.index({ contact: 1 }, { name: 'contact' });
  schema.index({ requester: 1 }, { name: 'requester' });
  return connection.model<RequesterContactDoc>('requester_contacts', schema, 'requester_contacts');
}

/** Defines the collection `designations`. */
export function defineDesignations(connection: Connection): Model<DesignationDoc> {
  const schema = new Schema<DesignationDoc>(
    {
      ...{ _id: text, org: text, company: text, signer: text, signerPosition: text, date: text, form: mixed },
      ...{ people: mixed, state: text, filedAt: date, filedBy: mixed },
      ...{ decidedAt: noDate, decidedBy: noText, reason: noText },
    },
    options,
  );
  schema.index({ org: 1, filedAt: -1 }, { name: 'org_filedAt' });
  return connection.model<DesignationDoc>('designations', schema, 'designations');
}
