import { randomUUID } from 'node:crypto';
import type { AuditRecord } from '../../src/contracts/audit.ts';
import type { Policy } from '../../src/contracts/policy.ts';
import type { Redacted } from '../../src/contracts/redacted.ts';
import type { Actor, TicketDraft, TicketPort } from '../../src/contracts/ticket.ts';
import type { TicketEffect } from '../../src/contracts/ticket-effects.ts';
import { usualWebhookEvents, type WebhookSettings } from '../../src/contracts/webhooks.ts';
import { EmbeddedJobQueue } from '../../src/storage/jobs/embedded-queue.ts';
import { TicketReferenceRepository } from '../../src/storage/repositories/ticket-references.ts';
import { WebhookDeliveryRepository, WebhookEndpointRepository } from '../../src/storage/repositories/webhooks.ts';
import { createTicketReferences } from '../../src/tickets/references.ts';
import { createTicketRules } from '../../src/tickets/rules.ts';
import { createTickets } from '../../src/tickets/tickets.ts';
import type { OutsideMaker } from '../../src/webhooks/deps.ts';
import { createPost } from '../../src/webhooks/post.ts';
import { createWebhooks } from '../../src/webhooks/webhooks.ts';
import { buildClock } from '../builders/clock.ts';
import { buildLogger } from '../builders/logger.ts';
import { buildPolicy } from '../builders/policy.ts';
import { openServiceStore } from '../integrations/store.ts';

export const ana: Actor = { role: 'agent', id: 'ana' };
export const text = (value: string) => value as Redacted;

/** Real tickets, store, queue and courier; only the clock stands still. */
export async function openWebhookWorld({
  policy = buildPolicy(),
  folder,
  ownHosts = ['127.0.0.1'],
  adapters,
  timeoutMs = 2_000,
}: {
  policy?: Policy;
  folder?: string;
  ownHosts?: string[];
  adapters?: ReadonlyMap<string, OutsideMaker>;
  timeoutMs?: number;
} = {}) {
  const data = await openServiceStore(folder);
  const { models } = data;
  // What verifies signatures in the tests goes by the machine's clock.
  const clock = buildClock(new Date());
  const logger = buildLogger();
  const jobs = new EmbeddedJobQueue({ model: models.jobs, clock, logger });
  const effects: TicketEffect[] = [];
  const policyOf = () => policy;
  const rulesOf = createTicketRules(policyOf);
  const tickets = createTickets({ models, rulesOf, clock, following: { effects, jobs, logger } });
  const references = createTicketReferences({
    references: new TicketReferenceRepository(models.ticketReferences),
    clock,
  });
  const audited: AuditRecord[] = [];
  const hosts = new Set(ownHosts);
  const webhooks = createWebhooks({
    endpoints: new WebhookEndpointRepository(models.webhookEndpoints),
    deliveries: new WebhookDeliveryRepository(models.webhookDeliveries),
    key: Buffer.alloc(32, 7),
    ...{ tickets, references, policyOf, jobs, clock, logger, ownHosts: hosts },
    ...(adapters ? { adapters } : {}),
    post: createPost({ ownHosts: hosts, timeoutMs }),
    audit: { record: async (record) => void audited.push(record) },
    random: () => 0.5,
  });
  effects.push(webhooks.effect);
  const settle = async () => {
    await tickets.idle();
    await webhooks.idle();
  };
  return {
    ...{ data, clock, logger, jobs, tickets, references, webhooks, audited, policy, settle },
    endpoint(url: string, more: Partial<WebhookSettings> & { kind?: string } = {}) {
      return webhooks.admin.create(randomUUID(), policy.organisation.code, {
        ...{ name: 'Mesa', system: 'mesa', url, events: usualWebhookEvents, areas: null },
        ...{ internalNotes: false, enabled: true, ownToken: null, ...more },
      });
    },
    open: (key: string, draft: Partial<TicketDraft> = {}) =>
      openTicket(tickets, policy, { key, draft, at: clock.now() }),
    note: (id: string, words: string, { internal = false, actor = ana }: { internal?: boolean; actor?: Actor } = {}) =>
      tickets.act(id, { type: 'note', text: text(words), internal }, { actor, at: clock.now() }),
    /** Lets time pass, and what is due then happen. */
    async later(by: Parameters<typeof clock.advance>[0]) {
      clock.advance(by);
      await jobs.runDue();
      await settle();
    },
    async close() {
      await settle();
      await data.destroy();
    },
  };
}

/** What `openWebhookWorld` gives. */
export type WebhookWorld = Awaited<ReturnType<typeof openWebhookWorld>>;

function openTicket(
  tickets: TicketPort,
  policy: Policy,
  { key, draft, at }: { key: string; draft: Partial<TicketDraft>; at: Date },
) {
  const full: TicketDraft = {
    subject: text('No puedo timbrar'),
    description: text('La factura marca error al timbrar'),
    reason: 'request',
    diagnosis: {},
    complexity: null,
    area: policy.areas[0]?.code ?? '',
    ...draft,
  };
  const about = { organisation: policy.organisation.code, conversationId: null, contactId: null };
  return tickets.open(key, full, { ...about, actor: { role: 'bot', id: 'bot' }, at });
}
