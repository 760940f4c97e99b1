import { type Connection, type Model, Schema } from 'mongoose';
import type { EntryContent, EntryState, LinkHealth } from '../../contracts/knowledge-entries.ts';
import type { Redacted } from '../../contracts/redacted.ts';

/**
 * A knowledge entry as it is now, made from the event log (`knowledge_events`). `_id` is organisation and entry id,
 * joined by `:`.
 */
export interface EntryDoc extends EntryContent {
  _id: string;
  org: string;
  entry: string;
  state: EntryState;
  /** The last version that is in here. */
  version: number;
  author: string;
  createdAt: Date;
  updatedAt: Date;
  /** `updatedAt` and id: the order of lists, and the cursor of their pages. */
  order: string;
  link: LinkHealth;
  /** Changes of `link.state` so far. */
  linkChanges: number;
  /** When the link is to be looked at; null = never (drafts, archived entries, samples). The due list of the checker (P5). */
  checkAt: Date | null;
}

/** A question that got no link (EXS-42). `_id` is a digest of organisation and meaning, so that repeats are counted. */
export interface QuestionDoc {
  _id: string;
  org: string;
  question: Redacted;
  times: number;
  firstAt: Date;
  lastAt: Date;
  order: string;
  /** Keys of the latest turns that counted here: a repeated turn counts once (P2). */
  keys: string[];
}

/** Whether links that were sent solved it. `_id` is a digest of organisation and key. */
export interface FeedbackDoc {
  _id: string;
  org: string;
  entries: string[];
  solved: boolean;
  at: Date;
}

const text = { type: String, required: true } as const;
const date = { type: Date, required: true } as const;

/** Defines the collection `knowledge_entries`. */
export function defineEntries(connection: Connection): Model<EntryDoc> {
  const schema = new Schema<EntryDoc>(
    {
      _id: text,
      org: text,
      entry: text,
      title: text,
      summary: String,
      body: String,
      tags: [String],
      module: String,
      audience: text,
      type: text,
      salesKind: String,
      url: String,
      examples: [String],
      language: text,
      reviewOn: String,
      state: text,
      version: { type: Number, required: true },
      author: text,
      createdAt: date,
      updatedAt: date,
      order: text,
      link: Schema.Types.Mixed,
      linkChanges: Number,
      checkAt: Date,
    },
    { versionKey: false, strict: 'throw' },
  );
  schema.index({ org: 1, order: 1 }, { name: 'org_order' });
  schema.index({ org: 1, checkAt: 1 }, { name: 'org_checkAt' });
  schema.index({ org: 1, reviewOn: 1 }, { name: 'org_reviewOn' });
  schema.index({ org: 1, 'link.state': 1 }, { name: 'org_linkState' });
  return connection.model<EntryDoc>('knowledge_entries', schema, 'knowledge_entries');
}

/** Defines the collection `knowledge_questions`. */
export function defineQuestions(connection: Connection): Model<QuestionDoc> {
  const schema = new Schema<QuestionDoc>(
    {
      _id: text,
      org: text,
      question: text,
      times: { type: Number, required: true },
      firstAt: date,
      lastAt: date,
      order: text,
      keys: [String],
    },
    { versionKey: false, strict: 'throw' },
  );
  schema.index({ org: 1, order: 1 }, { name: 'org_order' });
  return connection.model<QuestionDoc>('knowledge_questions', schema, 'knowledge_questions');
}

/** Defines the collection `knowledge_feedback`. */
export function defineFeedback(connection: Connection): Model<FeedbackDoc> {
  const schema = new Schema<FeedbackDoc>(
    { _id: text, org: text, entries: [String], solved: { type: Boolean, required: true }, at: date },
    { versionKey: false, strict: 'throw' },
  );
  schema.index({ org: 1, at: 1 }, { name: 'org_at' });
  return connection.model<FeedbackDoc>('knowledge_feedback', schema, 'knowledge_feedback');
}
