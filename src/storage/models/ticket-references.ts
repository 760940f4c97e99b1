import { type Connection, type Model, Schema } from 'mongoose';

/** A ticket's number in an outside system; `_id` is ticket and system, so that there is one for each. */
export interface TicketReferenceDoc {
  _id: string;
  org: string;
  ticket: string;
  system: string;
  /** As the outside system writes it. */
  value: string;
  /** As it is searched: without case and outer spaces. */
  key: string;
  at: Date;
}

/** Defines the collection `ticket_references`. */
export function defineTicketReferences(connection: Connection): Model<TicketReferenceDoc> {
  const text = { type: String, required: true } as const;
  const schema = new Schema<TicketReferenceDoc>(
    { _id: text, org: text, ticket: text, system: text, value: text, key: text, at: { type: Date, required: true } },
    { versionKey: false, minimize: false, strict: 'throw' },
  );
  schema.index({ org: 1, system: 1, key: 1 }, { unique: true, name: 'org_system_key' });
  schema.index({ org: 1, key: 1 }, { name: 'org_key' });
  schema.index({ ticket: 1 }, { name: 'ticket' });
  return connection.model<TicketReferenceDoc>('ticket_references', schema, 'ticket_references');
}
