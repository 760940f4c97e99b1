import { type Connection, type Model, Schema } from 'mongoose';
import type { Redacted } from '../../contracts/redacted.ts';
import type { SurveyKind } from '../../contracts/surveys.ts';

/** What became of a question. `refusedForGood`: the person is never asked again. What nobody answered is over at `expiresAt`. */
export type SurveyState = 'asked' | 'answered' | 'refused' | 'refusedForGood';

/** A question that was put to a person about one case, and the answer (EXS-68). `_id` is a digest of organisation, survey and case. */
export interface SurveyDoc {
  _id: string;
  org: string;
  name: string;
  kind: SurveyKind;
  /** `conversation:<id>#<episode>` or `ticket:<id>`: what was over when it was asked. */
  case: string;
  state: SurveyState;
  /** Null: not answered, or answered in words alone. */
  score: number | null;
  min: number | null;
  max: number | null;
  comment: Redacted | null;
  /** The score is one that the policy follows up. */
  low: boolean;
  conversation: string | null;
  ticket: string | null;
  contact: string | null;
  agent: string | null;
  channel: string | null;
  /** When it was asked. */
  at: Date;
  expiresAt: Date;
  answeredAt: Date | null;
  /** Turn that took the answer; null: none did, or the case itself is the key. */
  answerKey: string | null;
}

/** Defines the collection `surveys`. */
export function defineSurveys(connection: Connection): Model<SurveyDoc> {
  const text = { type: String, required: true } as const;
  const maybe = { type: String, default: null } as const;
  const schema = new Schema<SurveyDoc>(
    {
      ...{ _id: text, org: text, name: text, kind: text, case: text, state: text },
      score: { type: Number, default: null },
      min: { type: Number, default: null },
      max: { type: Number, default: null },
      comment: maybe,
      low: { type: Boolean, required: true },
      ...{ conversation: maybe, ticket: maybe, contact: maybe, agent: maybe, channel: maybe },
      at: { type: Date, required: true },
      expiresAt: { type: Date, required: true },
      answeredAt: { type: Date, default: null },
      answerKey: maybe,
    },
    { versionKey: false, strict: 'throw' },
  );
  for (const field of ['contact', 'ticket', 'conversation'] as const) schema.index({ [field]: 1 }, { name: field });
  schema.index({ org: 1, at: 1 }, { name: 'org_at' });
  schema.index({ org: 1, answeredAt: 1 }, { name: 'org_answeredAt' });
  return connection.model<SurveyDoc>('surveys', schema, 'surveys');
}
