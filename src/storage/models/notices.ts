import { type Connection, type Model, Schema } from 'mongoose';
import type { Notice, NoticeKind } from '../../contracts/notifications.ts';

/** Something an agent was told. `_id` is the notice's own id. */
export interface NoticeDoc {
  _id: string;
  org: string;
  agent: string;
  kind: NoticeKind;
  at: Date;
  facts: Notice['facts'];
  readAt: Date | null;
  /** Instant and id: the order of lists, and the cursor of their pages. */
  order: string;
}

/** Defines the collection `notices`. */
export function defineNotices(connection: Connection): Model<NoticeDoc> {
  const text = { type: String, required: true } as const;
  const schema = new Schema<NoticeDoc>(
    {
      ...{ _id: text, org: text, agent: text, kind: text, order: text },
      at: { type: Date, required: true },
      facts: { type: Schema.Types.Mixed, required: true },
      readAt: { type: Date, default: null },
    },
    { versionKey: false, minimize: false, strict: 'throw' },
  );
  schema.index({ agent: 1, order: 1 }, { name: 'agent_order' });
  schema.index({ agent: 1, readAt: 1 }, { name: 'agent_readAt' });
  return connection.model<NoticeDoc>('notices', schema, 'notices');
}
