import { type Connection, type Model, Schema } from 'mongoose';
import type { Redacted } from '../../contracts/redacted.ts';
import type { TicketFilter, TicketSort } from '../../contracts/ticket-search.ts';

/** A list of tickets under a name. */
export interface TicketViewDoc {
  _id: string;
  org: string;
  /** The agent whose own it is; null: the team's. */
  owner: string | null;
  name: Redacted;
  filter: TicketFilter;
  sort: TicketSort;
  updatedAt: Date;
  updatedBy: string;
}

/** Defines the collection `ticket_views`. */
export function defineTicketViews(connection: Connection): Model<TicketViewDoc> {
  const text = { type: String, required: true } as const;
  const schema = new Schema<TicketViewDoc>(
    {
      ...{ _id: text, org: text, sort: text, updatedBy: text },
      owner: { type: String, default: null },
      name: { type: String, default: '' },
      filter: { type: Schema.Types.Mixed, default: {} },
      updatedAt: { type: Date, required: true },
    },
    { versionKey: false, minimize: false, strict: 'throw' },
  );
  schema.index({ org: 1, owner: 1 }, { name: 'org_owner' });
  return connection.model<TicketViewDoc>('ticket_views', schema, 'ticket_views');
}
