import type { TicketEffect } from '../contracts/ticket-effects.ts';
import type { WebhookAdmin } from '../contracts/webhooks.ts';
import { createWebhookAdmin } from './admin.ts';
import { Courier } from './courier.ts';
import type { WebhookDeps } from './deps.ts';
import { createWebhookEffect } from './effect.ts';

/** Outside systems that are told of tickets. */
export interface Webhooks {
  readonly admin: WebhookAdmin;
  readonly effect: TicketEffect;
  /** P5: takes up what a crash left undone; call it before the jobs start. */
  recover(): Promise<number>;
  /** Resolves when no call is under way. */
  idle(): Promise<void>;
}

/** Joins the effect that makes deliveries, the courier that brings them, and their administration. */
export function createWebhooks(deps: WebhookDeps): Webhooks {
  const courier = new Courier(deps);
  return {
    admin: createWebhookAdmin(deps, courier),
    effect: createWebhookEffect(deps, courier),
    recover: () => courier.recover(),
    idle: () => courier.idle(),
  };
}
