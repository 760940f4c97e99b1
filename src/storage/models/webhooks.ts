import { type Connection, type Model, Schema } from 'mongoose';
import type { DeliveryState, DeliveryTry, WebhookEventType } from '../../contracts/webhooks.ts';

/** An outside system that is told of tickets. Its secret is nowhere: it is derived from id and generation. */
export interface WebhookEndpointDoc {
  _id: string;
  org: string;
  kind: string;
  name: string;
  system: string;
  url: string;
  events: readonly WebhookEventType[];
  areas: readonly string[] | null;
  internalNotes: boolean;
  ownToken: string | null;
  off: 'person' | 'gone' | null;
  /** 1 for the first secret, then one more for each rotation. */
  generation: number;
  /** Until when the generation before signs too. */
  oldSecretUntil: Date | null;
  createdAt: Date;
  /** Set when it was taken away; its deliveries still say whose they were. */
  removedAt: Date | null;
}

/** One event for one endpoint; `_id` is a digest of both, so that it is made once (P2). No text and no body. */
export interface WebhookDeliveryDoc {
  _id: string;
  org: string;
  endpoint: string;
  ticket: string;
  /** Position of the event in the ticket's log: the order of delivery. */
  seq: number;
  type: WebhookEventType;
  state: DeliveryState;
  /** When it is tried (again); null: it waits behind another of its ticket, or is over. While it is tried: until when. */
  dueAt: Date | null;
  tries: number;
  log: readonly DeliveryTry[];
  createdAt: Date;
  deliveredAt: Date | null;
  /** Creation and id: one ascending text, for pages of the log. */
  order: string;
}

const text = { type: String, required: true } as const;
const count = { type: Number, required: true } as const;
const date = { type: Date, required: true } as const;
const maybe = { type: Date, default: null } as const;
const options = { versionKey: false, minimize: false, strict: 'throw' } as const;

/** Defines the collection `webhook_endpoints`. */
export function defineWebhookEndpoints(connection: Connection): Model<WebhookEndpointDoc> {
  const schema = new Schema<WebhookEndpointDoc>(
    {
      _id: text,
      org: text,
      kind: text,
      name: text,
      system: text,
      url: text,
      events: { type: [String], required: true },
      areas: { type: Schema.Types.Mixed, default: null },
      internalNotes: { type: Boolean, required: true },
      ownToken: { type: String, default: null },
      off: { type: String, default: null },
      generation: count,
      oldSecretUntil: maybe,
      createdAt: date,
      removedAt: maybe,
    },
    options,
  );
  schema.index({ org: 1, createdAt: 1 }, { name: 'org_createdAt' });
  return connection.model<WebhookEndpointDoc>('webhook_endpoints', schema, 'webhook_endpoints');
}

/** Defines the collection `webhook_deliveries`. */
export function defineWebhookDeliveries(connection: Connection): Model<WebhookDeliveryDoc> {
  const schema = new Schema<WebhookDeliveryDoc>(
    {
      _id: text,
      org: text,
      endpoint: text,
      ticket: text,
      seq: count,
      type: text,
      state: text,
      dueAt: maybe,
      tries: count,
      log: { type: Schema.Types.Mixed, required: true },
      createdAt: date,
      deliveredAt: maybe,
      order: text,
    },
    options,
  );
  schema.index({ endpoint: 1, state: 1, dueAt: 1 }, { name: 'endpoint_state_dueAt' });
  schema.index({ endpoint: 1, ticket: 1, state: 1, seq: 1 }, { name: 'lane' });
  schema.index({ order: 1 }, { name: 'order' });
  schema.index({ org: 1, order: 1 }, { name: 'org_order' });
  schema.index({ endpoint: 1, order: 1 }, { name: 'endpoint_order' });
  schema.index({ ticket: 1, order: 1 }, { name: 'ticket_order' });
  schema.index({ state: 1, createdAt: 1 }, { name: 'state_createdAt' });
  return connection.model<WebhookDeliveryDoc>('webhook_deliveries', schema, 'webhook_deliveries');
}
