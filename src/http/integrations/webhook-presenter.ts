import type { z } from 'zod';
import type { DeliveryTry, DeliveryView, WebhookEndpointView } from '../../contracts/webhooks.ts';
import type * as schema from './webhook-schema.ts';

/** An endpoint. */
export function presentWebhook(view: WebhookEndpointView): z.input<typeof schema.webhookBody> {
  return {
    ...view,
    events: [...view.events],
    areas: view.areas === null ? null : [...view.areas],
    oldSecretUntil: view.oldSecretUntil?.toISOString() ?? null,
    createdAt: view.createdAt.toISOString(),
  };
}

/** One try. */
export function presentTry({ at, status, problem, ms }: DeliveryTry): z.input<typeof schema.tryBody> {
  return { at: at.toISOString(), status, problem, ms };
}

/** A delivery. */
export function presentDelivery(view: DeliveryView): z.input<typeof schema.deliveryBody> {
  return {
    ...view,
    createdAt: view.createdAt.toISOString(),
    nextAt: view.nextAt?.toISOString() ?? null,
    deliveredAt: view.deliveredAt?.toISOString() ?? null,
    log: view.log.map(presentTry),
  };
}
