import { type Connection, type Model, Schema } from 'mongoose';
import type { Episode } from '../../contracts/episodes.ts';

/**
 * A conversation from a first message to its close. The conversation itself is the truth about its latest one; an earlier
 * one was written here before the next began.
 */
export interface EpisodeDoc extends Omit<Episode, 'id'> {
  /** Conversation and the instant of the opening. */
  _id: string;
  org: string;
  /** Opening instant and id: one text, so that pages of a list are one range of one index. */
  order: string;
}

/** Defines the collection `episodes`. */
export function defineEpisodes(connection: Connection): Model<EpisodeDoc> {
  const mixed = Schema.Types.Mixed;
  const text = { type: String, required: true } as const;
  const date = { type: Date, required: true } as const;
  const schema = new Schema<EpisodeDoc>(
    {
      ...{ _id: text, org: text, conversation: text, channel: text, account: text, contact: text, mode: text },
      ...{ openedAt: date, lastAt: date, order: text },
      closedAt: { type: Date, default: null },
      outcome: { type: String, default: null },
      agents: { type: mixed, default: [] },
      kind: { type: String, default: null },
      module: { type: String, default: null },
      workMs: { type: Number, default: 0 },
      fromSeq: { type: Number, default: 1 },
      steps: { type: mixed, default: [] },
    },
    { versionKey: false, minimize: false },
  );
  schema.index({ conversation: 1, openedAt: 1 }, { name: 'conversation_openedAt' });
  schema.index({ org: 1, order: 1 }, { name: 'org_order' });
  schema.index({ org: 1, mode: 1, lastAt: 1 }, { name: 'org_mode_lastAt' });
  schema.index({ org: 1, lastAt: 1 }, { name: 'org_lastAt' });
  schema.index({ contact: 1 }, { name: 'contact' });
  return connection.model<EpisodeDoc>('episodes', schema, 'episodes');
}
