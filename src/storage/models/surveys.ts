import { type Connection, type Model, Schema } from 'mongoose';

/** One answer to a survey (EXS-68). `_id` is a digest of organisation and key: the same turn answers once. */
export interface SurveyDoc {
  _id: string;
  org: string;
  name: string;
  score: number;
  conversation: string;
  contact: string;
  at: Date;
}

/** Defines the collection `surveys`. */
export function defineSurveys(connection: Connection): Model<SurveyDoc> {
  const text = { type: String, required: true } as const;
  const schema = new Schema<SurveyDoc>(
    {
      _id: text,
      org: text,
      name: text,
      score: { type: Number, required: true },
      conversation: text,
      contact: text,
      at: { type: Date, required: true },
    },
    { versionKey: false, strict: 'throw' },
  );
  schema.index({ contact: 1 }, { name: 'contact' });
  schema.index({ org: 1, name: 1, at: 1 }, { name: 'org_name_at' });
  return connection.model<SurveyDoc>('surveys', schema, 'surveys');
}
