import type { TicketChange, TicketEffect } from '../contracts/ticket-effects.ts';
import type { WebhookEventType } from '../contracts/webhooks.ts';
import { deliveryIdOf } from '../storage/ids.ts';
import type { WebhookDeliveryDoc } from '../storage/models/webhooks.ts';
import type { Courier } from './courier.ts';
import type { WebhookDeps } from './deps.ts';
import { isFor, webhookTypeOf } from './events.ts';

/** Makes one delivery of each event for each endpoint that hears of it; the same event again finds those it made. */
export function createWebhookEffect(deps: WebhookDeps, courier: Pick<Courier, 'kick'>): TicketEffect {
  const { endpoints, deliveries, policyOf, clock } = deps;
  return {
    name: 'webhooks',
    async apply(change) {
      const { ticket, event } = change;
      const type = webhookTypeOf(event, policyOf(ticket.organisation));
      if (type === null) return;
      const listening = (await endpoints.list(ticket.organisation)).filter((one) => isFor(one, { ...change, type }));
      for (const { _id } of listening) {
        await deliveries.add(deliveryOf(_id, change, { type, at: clock.now() }));
        await deliveries.advance({ endpoint: _id, ticket: ticket.id }, clock.now());
      }
      if (listening.length > 0) courier.kick();
    },
  };
}

function deliveryOf(
  endpoint: string,
  { ticket, event }: TicketChange,
  { type, at }: { type: WebhookEventType; at: Date },
): Omit<WebhookDeliveryDoc, 'order'> {
  return {
    _id: deliveryIdOf(endpoint, event.id),
    org: ticket.organisation,
    endpoint,
    ticket: ticket.id,
    seq: event.seq,
    type,
    state: 'pending',
    dueAt: null,
    tries: 0,
    log: [],
    createdAt: at,
    deliveredAt: null,
  };
}
