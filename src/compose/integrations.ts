import type { Config } from '../config/config.ts';
import type { Secrets } from '../config/secrets.ts';
import type { AuditPort } from '../contracts/audit.ts';
import type { Clock } from '../contracts/clock.ts';
import type { JobQueue } from '../contracts/jobs.ts';
import type { Logger } from '../contracts/logger.ts';
import type { Policy } from '../contracts/policy.ts';
import type { Redactor } from '../contracts/redacted.ts';
import { permissionsOf } from '../desk/api-scopes.ts';
import { createApiTokens } from '../desk/api-tokens.ts';
import { createRepeatGuard } from '../desk/repeats.ts';
import { ApiRepeatRepository } from '../storage/repositories/api-repeats.ts';
import { ApiTokenRepository } from '../storage/repositories/api-tokens.ts';
import { TicketReferenceRepository } from '../storage/repositories/ticket-references.ts';
import { WebhookDeliveryRepository, WebhookEndpointRepository } from '../storage/repositories/webhooks.ts';
import { createTicketReferences } from '../tickets/references.ts';
import { createSimilarOpenTickets } from '../tickets/similar/open-tickets.ts';
import { createSimilarTickets } from '../tickets/similar/similar.ts';
import { createTicketTransfer } from '../tickets/transfer/transfer.ts';
import { createPost } from '../webhooks/post.ts';
import { createWebhooks } from '../webhooks/webhooks.ts';
import type { ServiceModels } from './stores.ts';
import type { JoinedTickets } from './tickets.ts';

/** What the joints with outside systems are joined from. */
export interface IntegrationParts {
  readonly models: ServiceModels;
  readonly config: Pick<Config, 'webhookHosts'>;
  readonly secrets: Pick<Secrets, 'webhookKey'>;
  readonly policyOf: (organisation: string) => Policy;
  readonly redactor: Redactor;
  readonly audit: AuditPort;
  readonly jobs: JobQueue;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Joins what outside systems use, and what tells them of tickets. */
export function joinIntegrations(parts: IntegrationParts, { tickets, effects }: JoinedTickets) {
  const { models, config, secrets, policyOf, audit, jobs, clock, logger, redactor } = parts;
  const key = Buffer.from(secrets.webhookKey, 'hex');
  const tokens = createApiTokens({ tokens: new ApiTokenRepository(models.apiTokens), clock, logger });
  const references = createTicketReferences({
    references: new TicketReferenceRepository(models.ticketReferences),
    clock,
  });
  const repeats = createRepeatGuard({ repeats: new ApiRepeatRepository(models.apiRepeats), key, clock });
  const redact = (text: string) => redactor.redact(text, { speaker: 'agent' }).text;
  const ticketTransfer = createTicketTransfer({ tickets, references, policyOf, redact, now: () => clock.now() });
  const similarTickets = createSimilarOpenTickets({ tickets, similar: createSimilarTickets(), clock });
  const ownHosts = new Set(config.webhookHosts);
  const webhooks = createWebhooks({
    endpoints: new WebhookEndpointRepository(models.webhookEndpoints),
    deliveries: new WebhookDeliveryRepository(models.webhookDeliveries),
    post: createPost({ ownHosts }),
    ...{ key, tickets, references, policyOf, ownHosts, audit, jobs, clock, logger },
  });
  effects.push(webhooks.effect);
  return {
    ports: {
      ...{ apiTokens: { ...tokens, permissionsOf }, references, repeats },
      ...{ ticketTransfer, similarTickets, webhooks: webhooks.admin },
    },
    recover: webhooks.recover,
    idle: webhooks.idle,
  };
}

/** What `joinIntegrations` gives. */
export type Integrations = ReturnType<typeof joinIntegrations>;
/** What of it others are handed. */
export type IntegrationPorts = Integrations['ports'];
