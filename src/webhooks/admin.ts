import { randomUUID } from 'node:crypto';
import type {
  DeliveryFilter,
  DeliveryTry,
  DeliveryView,
  WebhookAdmin,
  WebhookEndpointView,
  WebhookSettings,
} from '../contracts/webhooks.ts';
import { AppError } from '../errors/app-error.ts';
import type { WebhookDeliveryDoc, WebhookEndpointDoc } from '../storage/models/webhooks.ts';
import type { Courier } from './courier.ts';
import type { WebhookDeps } from './deps.ts';
import { problemOfUrl } from './post.ts';
import { callSigned } from './signed-calls.ts';
import { secretOf } from './signing.ts';

const HOUR_MS = 3_600_000;

/** Endpoints made and changed, and the log of what they were told. */
export function createWebhookAdmin(deps: WebhookDeps, courier: Pick<Courier, 'kick'>): WebhookAdmin {
  const { endpoints, deliveries, key, clock } = deps;

  async function found(id: string): Promise<WebhookEndpointDoc> {
    const doc = await endpoints.find(id);
    if (doc === null) throw new AppError('WEBHOOK_NOT_FOUND');
    return doc;
  }

  async function change(id: string, set: Partial<WebhookEndpointDoc>): Promise<WebhookEndpointDoc> {
    const doc = await endpoints.change(id, set);
    if (doc === null) throw new AppError('WEBHOOK_NOT_FOUND');
    return doc;
  }

  async function view(doc: WebhookEndpointDoc): Promise<WebhookEndpointView> {
    const [waiting, dead] = await Promise.all([
      deliveries.count(doc._id, 'pending'),
      deliveries.count(doc._id, 'dead'),
    ]);
    return { ...viewEndpoint(doc, clock.now()), waiting, dead };
  }

  return {
    async create(id, organisation, { kind = 'webhook', ...settings }) {
      checkUrl(settings.url, deps);
      const doc: WebhookEndpointDoc = {
        ...{ _id: id, org: organisation, kind, ...stored(settings), off: settings.enabled ? null : 'person' },
        ...{ generation: 1, oldSecretUntil: null, createdAt: clock.now(), removedAt: null },
      };
      await endpoints.add(doc);
      return { secret: secretOf(key, id, 1), endpoint: await view(doc) };
    },
    async list(organisation) {
      return Promise.all((await endpoints.list(organisation)).map(view));
    },
    get: async (id) => view(await found(id)),
    async update(id, { enabled, ...settings }) {
      if (settings.url !== undefined) checkUrl(settings.url, deps);
      const on = enabled === undefined ? {} : { off: enabled ? null : ('person' as const) };
      const doc = await change(id, { ...settings, ...on });
      courier.kick();
      return view(doc);
    },
    async rotate(id, overlapHours) {
      const { generation } = await found(id);
      const oldSecretUntil = new Date(clock.now().getTime() + overlapHours * HOUR_MS);
      const doc = await change(id, { generation: generation + 1, oldSecretUntil });
      return { secret: secretOf(key, id, doc.generation), endpoint: await view(doc) };
    },
    async remove(id) {
      await change(id, { removedAt: clock.now(), off: 'person' });
      await deliveries.abandon(id);
    },
    ping: async (id) => ping(deps, await found(id)),
    deliveries: (filter) => pageOf(deps, filter),
    delivery: async (id) => viewDelivery(await foundDelivery(deps, id)),
    async replay(id) {
      await foundDelivery(deps, id);
      const doc = await deliveries.reopen(id);
      if (doc === null) throw new AppError('DELIVERY_NOT_FOUND');
      await deliveries.advance(doc, clock.now());
      courier.kick();
      return viewDelivery(doc);
    },
  };
}

/** A call that says nothing of any ticket: does it arrive, and does the signature hold? */
async function ping(deps: WebhookDeps, endpoint: WebhookEndpointDoc): Promise<DeliveryTry> {
  const at = deps.clock.now();
  const start = performance.now();
  const body = JSON.stringify({ version: 1, type: 'ping', timestamp: at.toISOString(), data: {} });
  const answer = await callSigned(endpoint, deps, { id: randomUUID(), body });
  const problem = answer.kind === 'taken' ? null : answer.kind === 'gone' ? 'gone' : answer.problem;
  return { at, status: answer.status, problem, ms: Math.round(performance.now() - start) };
}

async function pageOf({ deliveries }: WebhookDeps, filter: DeliveryFilter) {
  const { organisation: org, endpointId: endpoint, ticketId: ticket, state, after, limit } = filter;
  const last = after === undefined ? null : await deliveries.find(after);
  if (after !== undefined && last === null) {
    throw new AppError('INPUT_INVALID', { path: 'after', problem: 'pass on what "next" of the page before said' });
  }
  const docs = await deliveries.page({
    ...(org === undefined ? {} : { org }),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(ticket === undefined ? {} : { ticket }),
    ...(state === undefined ? {} : { state }),
    ...(last === null ? {} : { after: last.order }),
    // One more than the page tells whether there is a next one.
    limit: limit + 1,
  });
  const items = docs.slice(0, limit).map(viewDelivery);
  return { items, next: docs.length > limit ? (items.at(-1)?.id ?? null) : null };
}

async function foundDelivery({ deliveries }: WebhookDeps, id: string): Promise<WebhookDeliveryDoc> {
  const doc = await deliveries.find(id);
  if (doc === null) throw new AppError('DELIVERY_NOT_FOUND');
  return doc;
}

function checkUrl(url: string, { ownHosts }: WebhookDeps): void {
  const problem = problemOfUrl(url, ownHosts);
  if (problem !== null) throw new AppError('WEBHOOK_URL_REFUSED', { problem });
}

function stored({ name, system, url, events, areas, internalNotes, ownToken }: WebhookSettings) {
  return { name, system, url, events, areas, internalNotes, ownToken };
}

function viewEndpoint(doc: WebhookEndpointDoc, now: Date): Omit<WebhookEndpointView, 'waiting' | 'dead'> {
  const isOldValid = doc.oldSecretUntil !== null && doc.oldSecretUntil > now;
  return {
    id: doc._id,
    organisation: doc.org,
    kind: doc.kind,
    ...stored({ ...doc, enabled: doc.off === null }),
    enabled: doc.off === null,
    off: doc.off,
    oldSecretUntil: isOldValid ? doc.oldSecretUntil : null,
    createdAt: doc.createdAt,
  };
}

function viewDelivery(doc: WebhookDeliveryDoc): DeliveryView {
  const { _id, org, endpoint, ticket, seq, type, state, createdAt, dueAt, deliveredAt, tries, log } = doc;
  return {
    id: _id,
    organisation: org,
    endpointId: endpoint,
    ticketId: ticket,
    ...{ seq, type, state, createdAt, deliveredAt, tries, log },
    nextAt: dueAt,
  };
}
