import { type Connection, type Model, Schema } from 'mongoose';
import type { Attachment } from '../../contracts/envelope.ts';
import type { HeldState, Marks } from '../../contracts/quality.ts';
import type { Redacted } from '../../contracts/redacted.ts';
import type { Actor } from '../../contracts/ticket.ts';

/** A draw for an audit: what it was drawn from, by which seed, and what came out. `_id` is a digest of audit, channel and period. */
export interface QualitySampleDoc {
  _id: string;
  org: string;
  audit: string;
  channel: string;
  period: string;
  from: Date;
  to: Date;
  seed: string;
  population: number;
  populationDigest: string;
  /** Ids of conversations in the order of their lots. */
  items: string[];
  at: Date;
  /** Its reviews are all there. */
  spread: boolean;
}

/** One case of a sample. `_id` is a digest of sample and conversation. */
export interface QualityReviewDoc {
  _id: string;
  org: string;
  /** Draw and place: newest draw first in lists. */
  order: string;
  sample: string;
  audit: string;
  period: string;
  channel: string;
  conversation: string;
  agent: string | null;
  from: Date;
  to: Date;
  form: string | null;
  state: 'open' | 'done';
  reviewer: string | null;
  doneAt: Date | null;
  marks: Marks;
  score: number | null;
  criticals: readonly string[];
  comment: Redacted | null;
  answer: { kind: 'reply' | 'appeal'; text: Redacted; at: Date } | null;
  decision: { outcome: 'kept' | 'changed'; note: Redacted; by: string; at: Date; before: number | null } | null;
  calibrations: { reviewer: string; marks: Marks; score: number | null; at: Date }[];
}

/** An answer at the gate before sending. `passed`: it left without a reviewer, and its text is not kept here. */
export interface GateAnswerDoc {
  _id: string;
  org: string;
  /** `2026-11`, and the answer's running number in it: together they are the lot. */
  month: string;
  number: number;
  conversation: string;
  channel: string;
  agent: string;
  agentName: string;
  role: Actor['role'];
  clientId: string;
  text: Redacted | null;
  attachments: readonly Attachment[] | null;
  state: HeldState | 'passed';
  at: Date;
  dueAt: Date | null;
  overdueAt: Date | null;
  reviewer: string | null;
  decidedAt: Date | null;
  marks: Marks;
  note: Redacted | null;
  failure: string | null;
  /** A returned answer: the one that was written in its place. */
  replacedBy: string | null;
}

const text = { type: String, required: true } as const;
const maybe = { type: String, default: null } as const;
const date = { type: Date, required: true } as const;
const maybeDate = { type: Date, default: null } as const;
const mixed = Schema.Types.Mixed;

/** Defines the collection `quality_samples`. */
export function defineQualitySamples(connection: Connection): Model<QualitySampleDoc> {
  const schema = new Schema<QualitySampleDoc>(
    {
      ...{ _id: text, org: text, audit: text, channel: text, period: text, from: date, to: date, seed: text },
      ...{ population: { type: Number, required: true }, populationDigest: text, items: [String], at: date },
      spread: { type: Boolean, required: true },
    },
    { versionKey: false, strict: 'throw' },
  );
  schema.index({ org: 1, at: 1 }, { name: 'org_at' });
  return connection.model<QualitySampleDoc>('quality_samples', schema, 'quality_samples');
}

/** Defines the collection `quality_reviews`. */
export function defineQualityReviews(connection: Connection): Model<QualityReviewDoc> {
  const schema = new Schema<QualityReviewDoc>(
    {
      ...{ _id: text, org: text, order: text, sample: text, audit: text, period: text, channel: text },
      ...{ conversation: text, agent: maybe, from: date, to: date, form: maybe, state: text, reviewer: maybe },
      ...{ doneAt: maybeDate, marks: mixed, score: { type: Number, default: null }, criticals: [String] },
      ...{ comment: maybe, answer: { type: mixed, default: null }, decision: { type: mixed, default: null } },
      calibrations: { type: mixed, default: [] },
    },
    { versionKey: false, strict: 'throw', minimize: false },
  );
  schema.index({ org: 1, order: 1 }, { name: 'org_order' });
  schema.index({ sample: 1 }, { name: 'sample' });
  schema.index({ conversation: 1 }, { name: 'conversation' });
  return connection.model<QualityReviewDoc>('quality_reviews', schema, 'quality_reviews');
}

/** Defines the collection `quality_answers`. */
export function defineGateAnswers(connection: Connection): Model<GateAnswerDoc> {
  const schema = new Schema<GateAnswerDoc>(
    {
      ...{ _id: text, org: text, month: text, number: { type: Number, required: true }, conversation: text },
      ...{ channel: text, agent: text, agentName: text, role: text, clientId: text, text: maybe },
      ...{ attachments: { type: mixed, default: null }, state: text, at: date, dueAt: maybeDate },
      ...{ overdueAt: maybeDate, reviewer: maybe, decidedAt: maybeDate, marks: mixed, note: maybe, failure: maybe },
      replacedBy: maybe,
    },
    { versionKey: false, strict: 'throw', minimize: false },
  );
  // Two answers at once never get the same number: the lot of each is its own.
  schema.index({ org: 1, month: 1, number: 1 }, { unique: true, name: 'org_month_number' });
  schema.index({ org: 1, state: 1 }, { name: 'org_state' });
  schema.index({ org: 1, at: 1 }, { name: 'org_at' });
  schema.index({ conversation: 1 }, { name: 'conversation' });
  return connection.model<GateAnswerDoc>('quality_answers', schema, 'quality_answers');
}
