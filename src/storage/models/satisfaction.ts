import { type Connection, type Model, Schema } from 'mongoose';
import type { Redacted } from '../../contracts/redacted.ts';
import type { CheckState } from '../../contracts/verification.ts';

/** A call to learn whether somebody was satisfied. Kept for good (CON-37). */
export interface CallDoc {
  at: Date;
  /** Local day: the next call is on another one. */
  day: string;
  by: string;
  contacted: boolean;
  satisfied: boolean | null;
  observations: Redacted;
}

/** A case whose satisfaction a person verifies (CON-31..CON-39), or a low answer that is followed up. `_id` is a digest of its cause. */
export interface SatisfactionCheckDoc {
  _id: string;
  org: string;
  survey: string;
  reason: 'case' | 'lowAnswer';
  ticket: string | null;
  folio: string | null;
  conversation: string | null;
  contact: string | null;
  agent: string | null;
  score: number | null;
  state: CheckState;
  /** `2026-11`: the month whose draw it is in. */
  month: string;
  /** It entered as one of a month's candidates. */
  sampled: boolean;
  /** The sampling rule by which it entered: what its month is drawn by, whatever becomes of ticket and policy. Null: no candidate. */
  draw: { readonly group: string; readonly perMonth: number } | null;
  calls: CallDoc[];
  followUp: { by: string; at: Date; note: Redacted } | null;
  at: Date;
  closedAt: Date | null;
}

/** What is done because of answers (MAS-123). */
export interface SurveyActionDoc {
  _id: string;
  org: string;
  survey: string;
  kind: 'corrective' | 'improvement';
  text: Redacted;
  by: string;
  at: Date;
  doneBy: string | null;
  doneAt: Date | null;
}

const text = { type: String, required: true } as const;
const maybe = { type: String, default: null } as const;

/** Defines the collection `satisfaction_checks`. */
export function defineSatisfactionChecks(connection: Connection): Model<SatisfactionCheckDoc> {
  const mixed = Schema.Types.Mixed;
  const schema = new Schema<SatisfactionCheckDoc>(
    {
      ...{ _id: text, org: text, survey: text, reason: text, ticket: maybe, folio: maybe, conversation: maybe },
      ...{ contact: maybe, agent: maybe, score: { type: Number, default: null }, state: text, month: text },
      sampled: { type: Boolean, required: true },
      draw: { type: mixed, default: null },
      ...{ calls: { type: mixed, default: [] }, followUp: { type: mixed, default: null } },
      at: { type: Date, required: true },
      closedAt: { type: Date, default: null },
    },
    { versionKey: false, strict: 'throw' },
  );
  schema.index({ org: 1, state: 1, at: 1 }, { name: 'org_state_at' });
  schema.index({ org: 1, month: 1 }, { name: 'org_month' });
  for (const field of ['contact', 'ticket', 'conversation'] as const) schema.index({ [field]: 1 }, { name: field });
  return connection.model<SatisfactionCheckDoc>('satisfaction_checks', schema, 'satisfaction_checks');
}

/** Defines the collection `survey_actions`. */
export function defineSurveyActions(connection: Connection): Model<SurveyActionDoc> {
  const schema = new Schema<SurveyActionDoc>(
    {
      ...{ _id: text, org: text, survey: text, kind: text, text, by: text, at: { type: Date, required: true } },
      ...{ doneBy: maybe, doneAt: { type: Date, default: null } },
    },
    { versionKey: false, strict: 'throw' },
  );
  schema.index({ org: 1, at: 1 }, { name: 'org_at' });
  return connection.model<SurveyActionDoc>('survey_actions', schema, 'survey_actions');
}
