import { type Connection, type Model, Schema } from 'mongoose';
import type { CycleState, FindingVerdict } from '../../contracts/audit-cycles.ts';
import type { Redacted } from '../../contracts/redacted.ts';

/** A report of audits of one period. `_id` is a digest of its rule and period. */
export interface QualityCycleDoc {
  _id: string;
  org: string;
  /** End of the period: newest first in lists. */
  order: string;
  cycle: string;
  label: string;
  period: string;
  from: Date;
  to: Date;
  state: CycleState;
  summary: Redacted | null;
  deliveredAt: Date | null;
  deliveredBy: string | null;
  copiedAt: Date | null;
  copiedBy: string | null;
  dueAt: Date | null;
  conclusion: { text: Redacted; by: string; at: Date } | null;
  /** When something is to be done without a hand: people told, a report handed in, an answer that is late; null: nothing. */
  nextAt: Date | null;
}

/** One inconsistency of such a report. `_id` is a digest of report, case and criterion, or of the hand's key. */
export interface QualityFindingDoc {
  _id: string;
  org: string;
  report: string;
  /** Where it stands in the report. */
  order: string;
  review: string | null;
  criterion: string | null;
  mark: number | null;
  conversation: string | null;
  agent: string | null;
  text: Redacted | null;
  leftOut: boolean;
  answer: { action: Redacted; text: Redacted; by: string; at: Date } | null;
  evaluation: { verdict: FindingVerdict; text: Redacted; by: string; at: Date } | null;
  at: Date;
}

const text = { type: String, required: true } as const;
const maybe = { type: String, default: null } as const;
const date = { type: Date, required: true } as const;
const maybeDate = { type: Date, default: null } as const;
const mixed = { type: Schema.Types.Mixed, default: null } as const;

/** Defines the collection `quality_cycles`. */
export function defineQualityCycles(connection: Connection): Model<QualityCycleDoc> {
  const schema = new Schema<QualityCycleDoc>(
    {
      ...{ _id: text, org: text, order: text, cycle: text, label: text, period: text, from: date, to: date },
      ...{ state: text, summary: maybe, deliveredAt: maybeDate, deliveredBy: maybe, copiedAt: maybeDate },
      ...{ copiedBy: maybe, dueAt: maybeDate, conclusion: mixed, nextAt: maybeDate },
    },
    { versionKey: false, strict: 'throw', minimize: false },
  );
  schema.index({ org: 1, order: 1 }, { name: 'org_order' });
  schema.index({ org: 1, nextAt: 1 }, { name: 'org_nextAt' });
  return connection.model<QualityCycleDoc>('quality_cycles', schema, 'quality_cycles');
}

/** Defines the collection `quality_findings`. */
export function defineQualityFindings(connection: Connection): Model<QualityFindingDoc> {
  const schema = new Schema<QualityFindingDoc>(
    {
      ...{ _id: text, org: text, report: text, order: text, review: maybe, criterion: maybe },
      ...{ mark: { type: Number, default: null }, conversation: maybe, agent: maybe, text: maybe },
      ...{ leftOut: { type: Boolean, required: true }, answer: mixed, evaluation: mixed, at: date },
    },
    { versionKey: false, strict: 'throw', minimize: false },
  );
  schema.index({ report: 1, order: 1 }, { name: 'report_order' });
  schema.index({ conversation: 1 }, { name: 'conversation' });
  return connection.model<QualityFindingDoc>('quality_findings', schema, 'quality_findings');
}
