import { type Connection, type Model, Schema } from 'mongoose';

/** What figures read of a ticket: derived from its log, and made again from it at any time (P5). No words. */
export interface TicketFigureDoc {
  /** The ticket's id. */
  _id: string;
  org: string;
  folio: string;
  /** Number of the last event that was read. */
  seq: number;
  openedAt: Date;
  /** Last instant at which it matters to a figure; an open ticket matters for ever. */
  until: Date;
  /** Opened by somebody at the desk: nobody waited for a first answer. */
  byDesk: boolean;
  /** First public word, move, mark or agreed date of somebody at the desk. */
  respondedAt: Date | null;
  respondedBy: string | null;
  /** When it last became solved or over; null while somebody works on it. */
  solvedAt: Date | null;
  solvedBy: string | null;
  /** Stretches in which it was not over; the last one of an open ticket has no end. */
  open: readonly { readonly from: Date; readonly to: Date | null }[];
  /** It was the same case as another, and counts nowhere. */
  merged: boolean;
  phase: string;
  area: string;
  assignee: string | null;
  channel: string | null;
  company: string | null;
  clocks: readonly { readonly name: string; readonly dueAt: Date | null; readonly stoppedAt: Date | null }[];
  rating: { readonly score: number; readonly at: Date } | null;
}

/** Defines the collection `ticket_figures`. */
export function defineTicketFigures(connection: Connection): Model<TicketFigureDoc> {
  const mixed = Schema.Types.Mixed;
  const text = { type: String, required: true } as const;
  const date = { type: Date, required: true } as const;
  const none = { type: String, default: null } as const;
  const schema = new Schema<TicketFigureDoc>(
    {
      ...{ _id: text, org: text, folio: text, phase: text, area: { type: String, default: '' } },
      ...{ openedAt: date, until: date },
      ...{ seq: { type: Number, required: true }, byDesk: Boolean, merged: Boolean },
      ...{ respondedAt: { type: Date, default: null }, solvedAt: { type: Date, default: null } },
      ...{ respondedBy: none, solvedBy: none, assignee: none, channel: none, company: none },
      ...{ open: { type: mixed, default: [] }, clocks: { type: mixed, default: [] }, rating: { type: mixed } },
    },
    { versionKey: false, minimize: false },
  );
  schema.index({ org: 1, until: 1 }, { name: 'org_until' });
  return connection.model<TicketFigureDoc>('ticket_figures', schema, 'ticket_figures');
}
