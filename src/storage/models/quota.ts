import { type Connection, type Model, Schema } from 'mongoose';
import type { Redacted } from '../../contracts/redacted.ts';

/** Days on which an agent was away. `_id` is a digest of organisation and the client's id. */
export interface AbsenceDoc {
  _id: string;
  org: string;
  /** As the client called it. */
  key: string;
  agent: string;
  /** Local days, `YYYY-MM-DD`, both ends count. */
  from: string;
  to: string;
  reason: Redacted;
  by: string;
  at: Date;
  withdrawnBy: string | null;
  withdrawnAt: Date | null;
}

/** A lead's correction of a count. Written once, never changed. */
export interface QuotaCorrectionDoc {
  _id: string;
  org: string;
  key: string;
  agent: string;
  /** Local day, `YYYY-MM-DD`. */
  day: string;
  amount: number;
  reason: Redacted;
  by: string;
  at: Date;
}

/** What the lead found about an entry. Written once, never changed; the latest holds. */
export interface VerificationDoc {
  _id: string;
  org: string;
  key: string;
  entry: string;
  verdict: 'verified' | 'rejected';
  reason: Redacted | null;
  by: string;
  at: Date;
}

const text = { type: String, required: true } as const;
const date = { type: Date, required: true } as const;

/** Defines the collection `quota_absences`. */
export function defineAbsences(connection: Connection): Model<AbsenceDoc> {
  const schema = new Schema<AbsenceDoc>(
    {
      ...{ _id: text, org: text, key: text, agent: text, from: text, to: text, reason: text, by: text, at: date },
      withdrawnBy: { type: String, default: null },
      withdrawnAt: { type: Date, default: null },
    },
    { versionKey: false, strict: 'throw' },
  );
  schema.index({ org: 1, to: 1 }, { name: 'org_to' });
  return connection.model<AbsenceDoc>('quota_absences', schema, 'quota_absences');
}

/** Defines the collection `quota_corrections`. */
export function defineCorrections(connection: Connection): Model<QuotaCorrectionDoc> {
  const schema = new Schema<QuotaCorrectionDoc>(
    {
      ...{ _id: text, org: text, key: text, agent: text, day: text, reason: text, by: text, at: date },
      amount: { type: Number, required: true },
    },
    { versionKey: false, strict: 'throw' },
  );
  schema.index({ org: 1, day: 1 }, { name: 'org_day' });
  return connection.model<QuotaCorrectionDoc>('quota_corrections', schema, 'quota_corrections');
}

/** Defines the collection `quota_verifications`. */
export function defineVerifications(connection: Connection): Model<VerificationDoc> {
  const schema = new Schema<VerificationDoc>(
    {
      ...{ _id: text, org: text, key: text, entry: text, verdict: text, by: text, at: date },
      reason: { type: String, default: null },
    },
    { versionKey: false, strict: 'throw' },
  );
  schema.index({ org: 1, at: 1 }, { name: 'org_at' });
  return connection.model<VerificationDoc>('quota_verifications', schema, 'quota_verifications');
}
