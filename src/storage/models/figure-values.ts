import { type Connection, type Model, Schema } from 'mongoose';
import type { EnteredBy } from '../../contracts/figure-values.ts';

/** A value that somebody entered. `_id` is a digest of organisation, figure, first day and part. */
export interface FigureValueDoc {
  _id: string;
  org: string;
  figure: string;
  firstDay: string;
  lastDay: string;
  from: Date;
  /** Not in it any more. */
  to: Date;
  group: string | null;
  value: number;
  by: string;
  at: Date;
  earlier: EnteredBy[];
}

/** Defines the collection `figure_values`. */
export function defineFigureValues(connection: Connection): Model<FigureValueDoc> {
  const text = { type: String, required: true } as const;
  const date = { type: Date, required: true } as const;
  const schema = new Schema<FigureValueDoc>(
    {
      ...{
        _id: text,
        org: text,
        figure: text,
        firstDay: text,
        lastDay: text,
        from: date,
        to: date,
        by: text,
        at: date,
      },
      group: { type: String, default: null },
      value: { type: Number, required: true },
      earlier: { type: Schema.Types.Mixed, default: [] },
    },
    { versionKey: false, strict: 'throw' },
  );
  schema.index({ org: 1, from: 1 }, { name: 'org_from' });
  schema.index({ org: 1, figure: 1, firstDay: 1 }, { name: 'org_figure_firstDay' });
  return connection.model<FigureValueDoc>('figure_values', schema, 'figure_values');
}
