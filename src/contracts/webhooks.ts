/** What an outside system may be told of. One for each event of a ticket; `closed` is a move that ends it. */
export const webhookEventTypes = [
  'ticket.opened',
  'ticket.moved',
  'ticket.closed',
  'ticket.assigned',
  'ticket.routed',
  'ticket.prioritised',
  'ticket.changed',
  'ticket.marked',
  'ticket.noted',
  'ticket.attached',
  'ticket.related',
  'ticket.merged',
  'ticket.escalated',
  'ticket.warned',
  'ticket.breached',
  'ticket.evaluated',
  'ticket.dateAgreed',
  'ticket.replied',
] as const;
/** One of the types. */
export type WebhookEventType = (typeof webhookEventTypes)[number];

/** What an endpoint hears of unless somebody says otherwise. */
export const usualWebhookEvents: readonly WebhookEventType[] = [
  'ticket.opened',
  'ticket.moved',
  'ticket.closed',
  'ticket.assigned',
  'ticket.noted',
];

/** What an administrator decides about an endpoint. */
export interface WebhookSettings {
  /** In words of the administrator. */
  readonly name: string;
  /** Code of the outside system: its reference numbers stand under it. */
  readonly system: string;
  readonly url: string;
  readonly events: readonly WebhookEventType[];
  /** Only tickets in these areas; null: all. */
  readonly areas: readonly string[] | null;
  /** Notes that only the desk reads are sent too. */
  readonly internalNotes: boolean;
  readonly enabled: boolean;
  /** Id of the system's own API token: what it did itself is not told to it again, so that no loop begins. */
  readonly ownToken: string | null;
}

/** An endpoint as lists show it; never its secret. */
export interface WebhookEndpointView extends WebhookSettings {
  readonly id: string;
  readonly organisation: string;
  /** Which adapter talks to it; `webhook` = signed calls. */
  readonly kind: string;
  /** Why it is off: a person said so, or it answered 410 Gone. Null: it is on. */
  readonly off: 'person' | 'gone' | null;
  /** Until when the secret before the last rotation signs too; null: only one does. */
  readonly oldSecretUntil: Date | null;
  readonly createdAt: Date;
  /** Deliveries that wait. */
  readonly waiting: number;
  readonly dead: number;
}

/** `pending`: waits for its turn or its next try. `dead`: nobody tries any more, a person may send it again. */
export const deliveryStates = ['pending', 'delivered', 'dead'] as const;
/** One of the states. */
export type DeliveryState = (typeof deliveryStates)[number];

/** Why a try failed: codes of ours, never a text of the other side. */
export const deliveryProblems = [
  'status',
  'redirect',
  'timeout',
  'unreachable',
  'refusedAddress',
  'tls',
  'gone',
  'removed',
  'ticketGone',
  'failed',
] as const;
/** One of the problems. */
export type DeliveryProblem = (typeof deliveryProblems)[number];

/** One try of a delivery. */
export interface DeliveryTry {
  readonly at: Date;
  /** HTTP status; null: there was no answer. */
  readonly status: number | null;
  readonly problem: DeliveryProblem | null;
  readonly ms: number;
}

/** A delivery as the log shows it: ids, codes and times. No body is kept: it is made from the ticket for every try. */
export interface DeliveryView {
  /** The same on every try and every replay: the receiver's key against doubles (`webhook-id`). */
  readonly id: string;
  readonly organisation: string;
  readonly endpointId: string;
  readonly ticketId: string;
  readonly seq: number;
  readonly type: WebhookEventType;
  readonly state: DeliveryState;
  readonly createdAt: Date;
  /** When it is tried next; null: it waits behind another of its ticket, or is over. */
  readonly nextAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly tries: number;
  /** The newest last; the oldest are let go. */
  readonly log: readonly DeliveryTry[];
}

/** Filter and page of the delivery log, newest first. */
export interface DeliveryFilter {
  readonly organisation?: string;
  readonly endpointId?: string;
  readonly ticketId?: string;
  readonly state?: DeliveryState;
  readonly after?: string;
  readonly limit: number;
}

/** Endpoints and the log of deliveries. Who may do what, and the audit trail, are the caller's business. */
export interface WebhookAdmin {
  /** `secret` is shown this once; it can be derived again by the gateway alone. Throws WEBHOOK_URL_REFUSED. */
  create(
    id: string,
    organisation: string,
    settings: WebhookSettings & { readonly kind?: string },
  ): Promise<{ readonly secret: string; readonly endpoint: WebhookEndpointView }>;
  list(organisation?: string): Promise<WebhookEndpointView[]>;
  /** Throws WEBHOOK_NOT_FOUND. */
  get(id: string): Promise<WebhookEndpointView>;
  /** Throws WEBHOOK_NOT_FOUND, WEBHOOK_URL_REFUSED. */
  update(id: string, change: Partial<WebhookSettings>): Promise<WebhookEndpointView>;
  /** A new secret; the one before signs too for as many hours. Throws WEBHOOK_NOT_FOUND. */
  rotate(
    id: string,
    overlapHours: number,
  ): Promise<{ readonly secret: string; readonly endpoint: WebhookEndpointView }>;
  /** Takes it away; what waits becomes dead. Throws WEBHOOK_NOT_FOUND. */
  remove(id: string): Promise<void>;
  /** Sends a `ping` now and says what came back. Throws WEBHOOK_NOT_FOUND. */
  ping(id: string): Promise<DeliveryTry>;
  deliveries(filter: DeliveryFilter): Promise<{ items: DeliveryView[]; next: string | null }>;
  /** Throws DELIVERY_NOT_FOUND. */
  delivery(id: string): Promise<DeliveryView>;
  /** Sends a delivery again, under the same id, with all its tries before it. Throws DELIVERY_NOT_FOUND. */
  replay(id: string): Promise<DeliveryView>;
}
