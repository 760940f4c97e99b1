import { type Connection, type Model, Schema } from 'mongoose';
import type {
  MaintenanceDeliveryState,
  MaintenanceKind,
  MaintenanceNews,
  MaintenanceState,
} from '../../contracts/availability-desk.ts';
import type { Redacted } from '../../contracts/redacted.ts';

/** One recipient of a notice. No address: it is looked up when the mail is sent. */
export interface MaintenanceDeliveryDoc {
  readonly to: string;
  readonly state: MaintenanceDeliveryState;
  readonly tries: number;
  readonly at: Date | null;
  readonly code: string | null;
}

/** A notice of maintenance. */
export interface ServiceNoticeDoc {
  _id: string;
  org: string;
  kind: MaintenanceKind;
  state: MaintenanceState;
  title: Redacted;
  text: Redacted;
  services: readonly string[];
  from: Date;
  to: Date;
  /** Ids; empty: all customers. */
  companies: readonly string[];
  createdAt: Date;
  createdBy: string;
  announcedAt: Date | null;
  news: MaintenanceNews | null;
  untold: boolean;
  /** Grows with each mailing: part of the mails' ids. */
  issue: number;
  deliveries: readonly MaintenanceDeliveryDoc[];
  /** Of the next try to send; null: nothing waits. */
  nextAt: Date | null;
  version: number;
  /** Newest first. */
  order: string;
}

/** An event that interrupted availability. */
export interface OutageDoc {
  _id: string;
  org: string;
  service: string;
  environment: string | null;
  report: string | null;
  startedAt: Date;
  endedAt: Date | null;
  cause: Redacted | null;
  action: Redacted | null;
  ticket: string | null;
  folio: string | null;
  source: 'desk' | 'ticket';
  version: number;
}

const text = { type: String, required: true } as const;
const noText = { type: String, default: null } as const;
const date = { type: Date, required: true } as const;
const noDate = { type: Date, default: null } as const;
const number = { type: Number, required: true } as const;
const mixed = { type: Schema.Types.Mixed, required: true } as const;
const options = { versionKey: false, minimize: false, strict: 'throw' } as const;

/** Defines the collection `service_notices`. */
export function defineServiceNotices(connection: Connection): Model<ServiceNoticeDoc> {
  const schema = new Schema<ServiceNoticeDoc>(
    {
      ...{ _id: text, org: text, kind: text, state: text, title: text, services: mixed, from: date, to: date },
      // The title may say it all.
      text: { type: String, default: '' },
      ...{ companies: mixed, createdAt: date, createdBy: text, announcedAt: noDate, news: noText },
      ...{ untold: { type: Boolean, required: true }, issue: number, deliveries: mixed, nextAt: noDate },
      ...{ version: number, order: text },
    },
    options,
  );
  schema.index({ org: 1, order: -1 }, { name: 'org_order' });
  schema.index({ org: 1, state: 1 }, { name: 'org_state' });
  schema.index({ org: 1, nextAt: 1 }, { name: 'org_nextAt' });
  return connection.model<ServiceNoticeDoc>('service_notices', schema, 'service_notices');
}

/** Defines the collection `outages`. */
export function defineOutages(connection: Connection): Model<OutageDoc> {
  const schema = new Schema<OutageDoc>(
    {
      ...{ _id: text, org: text, service: text, environment: noText, report: noText, startedAt: date, endedAt: noDate },
      ...{ cause: noText, action: noText, ticket: noText, folio: noText, source: text, version: number },
    },
    options,
  );
  schema.index({ org: 1, startedAt: -1 }, { name: 'org_startedAt' });
  return connection.model<OutageDoc>('outages', schema, 'outages');
}
