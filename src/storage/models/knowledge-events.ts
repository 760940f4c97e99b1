import { type Connection, type Model, Schema } from 'mongoose';
import type { EntryContent, EntryState, LinkHealth } from '../../contracts/knowledge-entries.ts';
import type { EntryDeed, EntryEvent } from '../../contracts/knowledge-events.ts';

/**
 * A deed on an entry, with all that the entry said after it: the log is the truth, `knowledge_entries` is made from it.
 * `_id` is organisation, entry and version, joined by `:`; for deeds of the link checker organisation, entry, `link` and
 * the change's number. So the same change cannot be written twice.
 */
export interface EntryEventDoc {
  _id: string;
  org: string;
  seq: number;
  at: Date;
  entry: string;
  version: number;
  deed: EntryDeed;
  agent: string;
  how: EntryEvent['how'];
  hash: string;
  duplicateOf: string | null;
  /** After the deed. */
  state: EntryState;
  /** What it said after the deed; null for deeds of the link checker. */
  content: EntryContent | null;
  /** The link changed, so nothing is known of it any more. */
  freshLink: boolean;
  /** The link is to be checked now. */
  checkLink: boolean;
  /** Deeds of the link checker: what it found, about which link, the how manyth change, and when to look again. */
  found: { link: LinkHealth; url: string; change: number; checkAt: Date | null } | null;
  /** Made by whoever appended it: tells one's own writes from others' after a collision. */
  token: string;
}

const text = { type: String, required: true } as const;

/** Defines the collection `knowledge_events`. */
export function defineEntryEvents(connection: Connection): Model<EntryEventDoc> {
  const schema = new Schema<EntryEventDoc>(
    {
      _id: text,
      org: text,
      seq: { type: Number, required: true },
      at: { type: Date, required: true },
      entry: text,
      version: { type: Number, required: true },
      deed: text,
      agent: text,
      how: text,
      hash: text,
      duplicateOf: String,
      state: text,
      content: Schema.Types.Mixed,
      freshLink: Boolean,
      checkLink: Boolean,
      found: Schema.Types.Mixed,
      token: text,
    },
    { versionKey: false, strict: 'throw', minimize: false },
  );
  schema.index({ org: 1, seq: 1 }, { name: 'org_seq', unique: true });
  schema.index({ org: 1, at: 1 }, { name: 'org_at' });
  schema.index({ org: 1, entry: 1, version: 1 }, { name: 'org_entry_version' });
  return connection.model<EntryEventDoc>('knowledge_events', schema, 'knowledge_events');
}
