import { type Connection, type Model, Schema } from 'mongoose';

/** A stretch of an organisation's messages whose words are indexed. Derived: it can be dropped and made again (P5). */
export interface LogSegmentDoc {
  /** Organisation and beginning. */
  _id: string;
  org: string;
  /** Every message after `from` and up to `to` belongs to it: segments leave no gap between them. */
  from: Date;
  to: Date;
  /** Messages, and how many of them were blanked when their words were read. */
  count: number;
  blanked: number;
}

/** The words of one segment that begin with the same two letters, and at which instants they were said. */
export interface LogWordsDoc {
  /** Segment and beginning. */
  _id: string;
  org: string;
  group: string;
  segment: Date;
  /** Word and instants: ms after the segment's beginning, each less the one before. */
  words: readonly (readonly [string, readonly number[]])[];
}

const text = { type: String, required: true } as const;
const date = { type: Date, required: true } as const;
const number = { type: Number, required: true } as const;

/** Defines the collection `log_segments`. */
export function defineLogSegments(connection: Connection): Model<LogSegmentDoc> {
  const schema = new Schema<LogSegmentDoc>(
    { _id: text, org: text, from: date, to: date, count: number, blanked: number },
    { versionKey: false, strict: 'throw' },
  );
  schema.index({ org: 1, from: 1 }, { name: 'org_from' });
  return connection.model<LogSegmentDoc>('log_segments', schema, 'log_segments');
}

/** Defines the collection `log_words`. */
export function defineLogWords(connection: Connection): Model<LogWordsDoc> {
  const schema = new Schema<LogWordsDoc>(
    { _id: text, org: text, group: text, segment: date, words: Schema.Types.Mixed },
    { versionKey: false, strict: 'throw' },
  );
  schema.index({ org: 1, group: 1, segment: 1 }, { name: 'org_group_segment' });
  schema.index({ org: 1, segment: 1 }, { name: 'org_segment' });
  return connection.model<LogWordsDoc>('log_words', schema, 'log_words');
}
