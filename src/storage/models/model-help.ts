import { type Connection, type Model, Schema } from 'mongoose';
import type { Redacted } from '../../contracts/redacted.ts';

/** What an organisation asked of its language model on one UTC day. `_id` is organisation and day, joined by `:`. */
export interface ModelUsageDoc {
  _id: string;
  requests: number;
  tokens: number;
  /** Millionths of the currency of the configured prices. */
  costMicros: number;
}

/** A text's embedding. `_id` is a digest of model, dimensions and text: another text or model is another document. */
export interface VectorDoc {
  _id: string;
  model: string;
  /** 32-bit floats, little-endian, in base64. */
  vector: string;
  /** Last day (UTC) on which the knowledge base held the text; what is long unused is swept. */
  usedOn: string;
}

/** An example question that a model, or what people said, proposed and a person decides on. */
export interface ProposalDoc {
  /** A digest of organisation, entry and folded text: the same proposal twice is one. */
  _id: string;
  org: string;
  entry: string;
  text: Redacted;
  state: 'pending' | 'approved' | 'rejected';
  /** Whose words these are, for erasure; null = a model's. */
  contact: string | null;
  /** Prompt and version that it came from; `feedback-solved` and `feedback-corrected`: no model, what people said. */
  prompt: string;
  model: string;
  proposedBy: string;
  proposedAt: Date;
  decidedBy: string | null;
  decidedAt: Date | null;
}

const text = { type: String, required: true } as const;
const count = { type: Number, required: true } as const;

/** Defines the collection `model_usage`. */
export function defineModelUsage(connection: Connection): Model<ModelUsageDoc> {
  const schema = new Schema<ModelUsageDoc>(
    { _id: text, requests: count, tokens: count, costMicros: count },
    { versionKey: false, strict: 'throw' },
  );
  return connection.model<ModelUsageDoc>('model_usage', schema, 'model_usage');
}

/** Defines the collection `knowledge_vectors`. */
export function defineVectors(connection: Connection): Model<VectorDoc> {
  const schema = new Schema<VectorDoc>(
    { _id: text, model: text, vector: text, usedOn: text },
    { versionKey: false, strict: 'throw' },
  );
  schema.index({ usedOn: 1 }, { name: 'usedOn' });
  return connection.model<VectorDoc>('knowledge_vectors', schema, 'knowledge_vectors');
}

/** Defines the collection `knowledge_proposals`. */
export function defineProposals(connection: Connection): Model<ProposalDoc> {
  const schema = new Schema<ProposalDoc>(
    {
      _id: text,
      org: text,
      entry: text,
      text,
      state: text,
      contact: { type: String, default: null },
      prompt: text,
      model: text,
      proposedBy: text,
      proposedAt: { type: Date, required: true },
      decidedBy: String,
      decidedAt: Date,
    },
    { versionKey: false, strict: 'throw' },
  );
  schema.index({ contact: 1 }, { name: 'contact' });
  schema.index({ org: 1, state: 1, proposedAt: 1 }, { name: 'org_state_proposedAt' });
  schema.index({ org: 1, entry: 1, state: 1 }, { name: 'org_entry_state' });
  return connection.model<ProposalDoc>('knowledge_proposals', schema, 'knowledge_proposals');
}
