import { type Connection, type Model, Schema } from 'mongoose';
import type { AnswerBand } from '../../contracts/knowledge.ts';
import type { Redacted } from '../../contracts/redacted.ts';

/** A question that was looked up, and what came of it. `_id` is a digest of organisation and key. */
export interface SearchDoc {
  _id: string;
  org: string;
  conversation: string;
  episode: number;
  contact: string;
  at: Date;
  question: Redacted;
  /** Equal for questions that ask the same in the same words. */
  meaning: string;
  module: string | null;
  band: AnswerBand;
  /** The five best entries, whatever the band. */
  top: string[];
  /** What the person was shown. */
  shown: string[];
  /** What the person said; null = nothing. */
  solved: boolean | null;
  /** The entries that solved it. */
  solvedBy: string[];
  handedOver: boolean;
  /** What an agent said: the entry that should have answered, '' for none; null = nobody said anything. */
  corrected: string | null;
  /** When somebody last said whether it was solved, or by what; null = nobody did. */
  judgedAt: Date | null;
  /** Agent time that it cost, ms. */
  agentMs: number;
  /** The cluster of unmet demand that it was put into once it was badly served. */
  cluster: string | null;
}

/** Badly served questions that ask the same. `_id` is a digest of organisation and the founder's meaning. */
export interface ClusterDoc {
  _id: string;
  org: string;
  /** The founder's question: what later ones are compared with. */
  question: Redacted;
  /** Whose words these are: the cluster goes when the person is erased. */
  contact: string;
  meaning: string;
  state: 'open' | 'drafted' | 'dismissed';
  draft: string | null;
  firstAt: Date;
}

const text = { type: String, required: true } as const;
const date = { type: Date, required: true } as const;
const number = { type: Number, required: true } as const;
const list = { type: Schema.Types.Mixed, required: true } as const;

/** Defines the collection `knowledge_searches`. */
export function defineSearches(connection: Connection): Model<SearchDoc> {
  const schema = new Schema<SearchDoc>(
    {
      ...{ _id: text, org: text, conversation: text, episode: number, contact: text, at: date },
      ...{ question: text, meaning: text, band: text, top: list, shown: list, solvedBy: list },
      module: { type: String, default: null },
      solved: { type: Boolean, default: null },
      handedOver: { type: Boolean, required: true },
      corrected: { type: String, default: null },
      judgedAt: { type: Date, default: null },
      agentMs: number,
      cluster: { type: String, default: null },
    },
    { versionKey: false, minimize: false, strict: 'throw' },
  );
  schema.index({ org: 1, at: 1 }, { name: 'org_at' });
  schema.index({ org: 1, judgedAt: 1 }, { name: 'org_judgedAt' });
  schema.index({ conversation: 1, at: 1 }, { name: 'conversation_at' });
  schema.index({ contact: 1 }, { name: 'contact' });
  return connection.model<SearchDoc>('knowledge_searches', schema, 'knowledge_searches');
}

/** Defines the collection `knowledge_clusters`. */
export function defineClusters(connection: Connection): Model<ClusterDoc> {
  const schema = new Schema<ClusterDoc>(
    {
      ...{ _id: text, org: text, question: text, contact: text, meaning: text, state: text, firstAt: date },
      draft: { type: String, default: null },
    },
    { versionKey: false, strict: 'throw' },
  );
  schema.index({ org: 1, firstAt: 1 }, { name: 'org_firstAt' });
  schema.index({ contact: 1 }, { name: 'contact' });
  return connection.model<ClusterDoc>('knowledge_clusters', schema, 'knowledge_clusters');
}
