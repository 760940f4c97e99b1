import { type Connection, type Model, Schema } from 'mongoose';
import type { AuditActor } from '../../contracts/audit.ts';
import type { ContactChoices, MergeProof } from '../../contracts/contact-desk.ts';
import type { Redacted } from '../../contracts/redacted.ts';

/**
 * A merge of two contacts, written before anything is done: whatever a crash leaves in the middle is finished or taken
 * back from here alone. `joining` → `joined` → `splitting` → `split`; `dropped`: another one was faster; `apart`: no merge, somebody
 * at the desk said that the two are different people.
 */
export interface ContactMergeDoc {
  _id: string;
  org: string;
  /** The contact whose card is shown. */
  kept: string;
  /** The contact that was joined to it. */
  contact: string;
  proof: MergeProof;
  choices: ContactChoices;
  by: AuditActor;
  reason: Redacted | null;
  at: Date;
  state: 'joining' | 'joined' | 'splitting' | 'split' | 'dropped' | 'apart';
  undoneBy: AuditActor | null;
  undoneReason: Redacted | null;
  undoneAt: Date | null;
}

const text = { type: String, required: true } as const;
const noText = { type: String, default: null } as const;
const mixed = Schema.Types.Mixed;

/** Defines the collection `contact_merges`. */
export function defineContactMerges(connection: Connection): Model<ContactMergeDoc> {
  const schema = new Schema<ContactMergeDoc>(
    {
      ...{ _id: text, org: text, kept: text, contact: text, proof: text, state: text },
      ...{ choices: { type: mixed, required: true }, by: { type: mixed, required: true }, reason: noText },
      ...{ at: { type: Date, required: true }, undoneBy: { type: mixed, default: null }, undoneReason: noText },
      undoneAt: { type: Date, default: null },
    },
    { versionKey: false, minimize: false, strict: 'throw' },
  );
  schema.index({ org: 1, at: -1 }, { name: 'org_at' });
  schema.index({ contact: 1 }, { name: 'contact' });
  schema.index({ kept: 1 }, { name: 'kept' });
  schema.index({ state: 1 }, { name: 'state' });
  return connection.model<ContactMergeDoc>('contact_merges', schema, 'contact_merges');
}
