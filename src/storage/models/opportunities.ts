import { type Connection, type Model, Schema } from 'mongoose';
import type { DemoPlan } from '../../contracts/opportunities.ts';
import type { Redacted } from '../../contracts/redacted.ts';
import type { OpportunityDraft } from '../../contracts/ticket.ts';

/** A sales opportunity as handed to the sales roles (EXS-62..EXS-65). The captures are the conversation's messages. */
export interface OpportunityDoc {
  /** Digest of organisation and key. */
  _id: string;
  org: string;
  number: number;
  folio: string;
  category: OpportunityDraft['category'];
  module: string | null;
  description: Redacted;
  customer: OpportunityDraft['customer'];
  conversation: string;
  contact: string;
  /** EXS-63: who gets it, as the policy said at that time. */
  roles: string[];
  recordedAt: Date;
  /** Absent: no demo was asked for (EXS-56). */
  demo?: DemoPlan;
  /** Grows with every change of the demo. */
  demoVersion?: number;
}

/** Defines the collection `opportunities`. */
export function defineOpportunities(connection: Connection): Model<OpportunityDoc> {
  const text = { type: String, required: true } as const;
  const schema = new Schema<OpportunityDoc>(
    {
      _id: text,
      org: text,
      number: { type: Number, required: true },
      folio: text,
      category: text,
      module: { type: String, default: null },
      description: text,
      customer: { type: Schema.Types.Mixed, required: true },
      conversation: text,
      contact: text,
      roles: { type: Schema.Types.Mixed, required: true },
      recordedAt: { type: Date, required: true },
      demo: { type: Schema.Types.Mixed },
      demoVersion: { type: Number },
    },
    { versionKey: false, minimize: false, strict: 'throw' },
  );
  schema.index({ conversation: 1 }, { name: 'conversation' });
  schema.index({ contact: 1 }, { name: 'contact' });
  schema.index({ org: 1, number: 1 }, { unique: true, name: 'org_number' });
  return connection.model<OpportunityDoc>('opportunities', schema, 'opportunities');
}
