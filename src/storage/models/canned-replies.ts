import { type Connection, type Model, Schema } from 'mongoose';
import type { Redacted } from '../../contracts/redacted.ts';

/** A text that agents send as it is. Of a text of the policy only the uses are kept. */
export interface CannedReplyDoc {
  _id: string;
  org: string;
  /** The agent whose own it is; null: the organisation's. */
  owner: string | null;
  /** Code of the policy's template that it counts the uses of; null: it is a text of its own. */
  template: string | null;
  title: Redacted;
  text: Redacted;
  uses: number;
  updatedAt: Date;
  updatedBy: string;
}

/** Defines the collection `canned_replies`. */
export function defineCannedReplies(connection: Connection): Model<CannedReplyDoc> {
  const text = { type: String, required: true } as const;
  const schema = new Schema<CannedReplyDoc>(
    {
      ...{ _id: text, org: text, updatedBy: text },
      owner: { type: String, default: null },
      template: { type: String, default: null },
      title: { type: String, default: '' },
      text: { type: String, default: '' },
      uses: { type: Number, required: true },
      updatedAt: { type: Date, required: true },
    },
    { versionKey: false, strict: 'throw' },
  );
  schema.index({ org: 1, owner: 1 }, { name: 'org_owner' });
  return connection.model<CannedReplyDoc>('canned_replies', schema, 'canned_replies');
}
