import { type Connection, type Model, Schema } from 'mongoose';
import type { EditionDeliveryState, EditionRemark, EditionState } from '../../contracts/report-editions.ts';
import type { Sheet } from '../../contracts/sheets.ts';

/** A table as it is kept. The subjects of tickets are not: they are read from the tickets when a file is made (P4). */
export interface EditionTableDoc extends Sheet {
  /** The column that holds subjects, and the ticket of each row. */
  readonly subjects?: { readonly column: number; readonly tickets: readonly string[] };
  /** The same of findings: the column of their words, and the finding of each row. */
  readonly findings?: { readonly column: number; readonly ids: readonly string[] };
}

/** One recipient. No address: it is looked up when the mail is sent. */
export interface EditionDeliveryDoc {
  readonly to: string;
  readonly state: EditionDeliveryState;
  readonly tries: number;
  readonly at: Date | null;
  readonly code: string | null;
}

/** A report of one period. `_id` is a digest of report, period and customer: it is made once, whatever restarts (P5). */
export interface ReportEditionDoc {
  _id: string;
  org: string;
  report: string;
  label: string;
  period: string;
  from: Date;
  to: Date;
  firstDay: string;
  lastDay: string;
  /** Id of the customer; null: of all. */
  company: string | null;
  companyName: string | null;
  madeAt: Date;
  madeBy: string;
  issue: number;
  state: EditionState;
  needsAccepting: boolean;
  remarks: readonly EditionRemark[];
  tables: readonly EditionTableDoc[];
  deliveries: readonly EditionDeliveryDoc[];
  /** Of the next try to send; null: nothing waits. */
  nextAt: Date | null;
  /** Grows with each change. */
  version: number;
  /** Newest first. */
  order: string;
}

/** Defines the collection `report_editions`. */
export function defineReportEditions(connection: Connection): Model<ReportEditionDoc> {
  const text = { type: String, required: true } as const;
  const maybe = { type: String, default: null } as const;
  const date = { type: Date, required: true } as const;
  const number = { type: Number, required: true } as const;
  const list = { type: Schema.Types.Mixed, default: [] } as const;
  const schema = new Schema<ReportEditionDoc>(
    {
      ...{ _id: text, org: text, report: text, label: text, period: text, from: date, to: date },
      ...{ firstDay: text, lastDay: text, company: maybe, companyName: maybe, madeAt: date, madeBy: text },
      ...{ issue: number, state: text, needsAccepting: { type: Boolean, required: true } },
      ...{ remarks: list, tables: list, deliveries: list, nextAt: { type: Date, default: null } },
      ...{ version: number, order: text },
    },
    { versionKey: false, strict: 'throw', minimize: false },
  );
  schema.index({ org: 1, order: -1 }, { name: 'org_order' });
  schema.index({ org: 1, report: 1, order: -1 }, { name: 'org_report_order' });
  schema.index({ org: 1, nextAt: 1 }, { name: 'org_nextAt' });
  return connection.model<ReportEditionDoc>('report_editions', schema, 'report_editions');
}
