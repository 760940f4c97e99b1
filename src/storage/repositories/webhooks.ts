import type { Model } from 'mongoose';
import type { DeliveryState, DeliveryTry } from '../../contracts/webhooks.ts';
import type { WebhookDeliveryDoc, WebhookEndpointDoc } from '../models/webhooks.ts';
import { insertOnce } from './insert-once.ts';

/** Endpoints of outside systems. */
export class WebhookEndpointRepository {
  readonly #endpoints: Model<WebhookEndpointDoc>;

  constructor(endpoints: Model<WebhookEndpointDoc>) {
    this.#endpoints = endpoints;
  }

  /** Keeps a new endpoint. */
  async add(endpoint: WebhookEndpointDoc): Promise<void> {
    await this.#endpoints.create(endpoint);
  }

  /** An endpoint that was not taken away, or null. */
  async find(id: string): Promise<WebhookEndpointDoc | null> {
    return this.#endpoints.findOne({ _id: id, removedAt: null }).lean<WebhookEndpointDoc | null>();
  }

  /** Those that were not taken away, oldest first; of one organisation when given. */
  async list(org?: string): Promise<WebhookEndpointDoc[]> {
    const filter = org === undefined ? { removedAt: null } : { org, removedAt: null };
    return this.#endpoints.find(filter).sort({ createdAt: 1, _id: 1 }).lean<WebhookEndpointDoc[]>();
  }

  /** Changes one; as it is now, or null. */
  async change(id: string, change: Partial<WebhookEndpointDoc>): Promise<WebhookEndpointDoc | null> {
    return this.#endpoints
      .findOneAndUpdate({ _id: id, removedAt: null }, { $set: change }, { returnDocument: 'after' })
      .lean<WebhookEndpointDoc | null>();
  }
}

/** One lane: what one endpoint hears of one ticket, in order. */
export interface Lane {
  readonly endpoint: string;
  readonly ticket: string;
}

/** The log of deliveries, which is also their queue. */
export class WebhookDeliveryRepository {
  readonly #deliveries: Model<WebhookDeliveryDoc>;

  constructor(deliveries: Model<WebhookDeliveryDoc>) {
    this.#deliveries = deliveries;
  }

  /** Keeps a delivery; false when its id exists. */
  async add(delivery: Omit<WebhookDeliveryDoc, 'order'>): Promise<boolean> {
    const order = `${delivery.createdAt.toISOString()}|${delivery._id}`;
    return insertOnce(this.#deliveries, { ...delivery, order });
  }

  /** A delivery, or null. */
  async find(id: string): Promise<WebhookDeliveryDoc | null> {
    return this.#deliveries.findById(id).lean<WebhookDeliveryDoc | null>();
  }

  /** Lets the first of a lane that waits be tried, unless it is its turn already. */
  async advance({ endpoint, ticket }: Lane, at: Date): Promise<void> {
    const first = await this.#deliveries
      .findOne({ endpoint, ticket, state: 'pending' })
      .sort({ seq: 1 })
      .lean<WebhookDeliveryDoc | null>();
    if (first === null || first.dueAt !== null) return;
    await this.#deliveries.updateOne({ _id: first._id, state: 'pending', dueAt: null }, { $set: { dueAt: at } });
  }

  /** Takes the next one that is due; nobody else gets it before `until`. */
  async claim(endpoint: string, now: Date, until: Date): Promise<WebhookDeliveryDoc | null> {
    return this.#deliveries
      .findOneAndUpdate(
        { endpoint, state: 'pending', dueAt: { $lte: now } },
        { $set: { dueAt: until }, $inc: { tries: 1 } },
        { sort: { dueAt: 1 }, returnDocument: 'after' },
      )
      .lean<WebhookDeliveryDoc | null>();
  }

  /** Writes down what became of a try, unless another try began meanwhile. */
  async settle(
    { _id, tries }: WebhookDeliveryDoc,
    outcome: { state: DeliveryState; dueAt: Date | null; deliveredAt: Date | null; log: readonly DeliveryTry[] },
  ): Promise<void> {
    await this.#deliveries.updateOne({ _id, tries, state: 'pending' }, { $set: outcome });
  }

  /** Makes a delivery wait again from the beginning; as it is now, or null. */
  async reopen(id: string): Promise<WebhookDeliveryDoc | null> {
    return this.#deliveries
      .findOneAndUpdate(
        { _id: id },
        { $set: { state: 'pending', dueAt: null, tries: 0, deliveredAt: null } },
        { returnDocument: 'after' },
      )
      .lean<WebhookDeliveryDoc | null>();
  }

  /** What waits for an endpoint that was taken away. */
  async abandon(endpoint: string): Promise<void> {
    await this.#deliveries.updateMany({ endpoint, state: 'pending' }, { $set: { state: 'dead', dueAt: null } });
  }

  /** When the next delivery of these endpoints is due; null: none is. */
  async nextDue(endpoints: readonly string[]): Promise<Date | null> {
    const next = await this.#deliveries
      .findOne({ endpoint: { $in: endpoints }, state: 'pending', dueAt: { $ne: null } })
      .sort({ dueAt: 1 })
      .lean<WebhookDeliveryDoc | null>();
    return next?.dueAt ?? null;
  }

  /** Lanes in which something waits for its turn: after a crash nobody may have given it. */
  async waitingLanes(endpoint: string): Promise<Lane[]> {
    const tickets: string[] = await this.#deliveries.distinct('ticket', { endpoint, state: 'pending', dueAt: null });
    return tickets.map((ticket) => ({ endpoint, ticket }));
  }

  /** How many of an endpoint are in a state. */
  async count(endpoint: string, state: DeliveryState): Promise<number> {
    return this.#deliveries.countDocuments({ endpoint, state });
  }

  /** A page of the log, newest first. `after` = the `order` of the last one seen. */
  async page(filter: {
    readonly org?: string;
    readonly endpoint?: string;
    readonly ticket?: string;
    readonly state?: DeliveryState;
    readonly after?: string;
    readonly limit: number;
  }): Promise<WebhookDeliveryDoc[]> {
    const { after, limit, ...wanted } = filter;
    const where = after === undefined ? wanted : { ...wanted, order: { $lt: after } };
    return this.#deliveries.find(where).sort({ order: -1 }).limit(limit).lean<WebhookDeliveryDoc[]>();
  }

  /** Lets the log go that nobody needs any more. Returns how many lines. */
  async forget(state: DeliveryState, before: Date): Promise<number> {
    const gone = await this.#deliveries.deleteMany({ state, createdAt: { $lt: before } });
    return gone.deletedCount;
  }
}
