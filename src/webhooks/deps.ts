import type { AuditPort } from '../contracts/audit.ts';
import type { Clock } from '../contracts/clock.ts';
import type { JobQueue } from '../contracts/jobs.ts';
import type { Logger } from '../contracts/logger.ts';
import type { OutsideTickets } from '../contracts/outside-tickets.ts';
import type { Policy } from '../contracts/policy.ts';
import type { TicketPort } from '../contracts/ticket.ts';
import type { TicketReferences } from '../contracts/ticket-references.ts';
import type { WebhookEndpointDoc } from '../storage/models/webhooks.ts';
import type { WebhookDeliveryRepository, WebhookEndpointRepository } from '../storage/repositories/webhooks.ts';
import type { Post } from './post.ts';

/** Makes the adapter of one endpoint. */
export type OutsideMaker = (endpoint: WebhookEndpointDoc) => OutsideTickets;

/** What the parts of the webhooks work with. */
export interface WebhookDeps {
  readonly endpoints: WebhookEndpointRepository;
  readonly deliveries: WebhookDeliveryRepository;
  /** 256 random bits of the installation, outside the database: the endpoints' secrets are derived from it. */
  readonly key: Buffer;
  readonly tickets: Pick<TicketPort, 'get'>;
  readonly references: TicketReferences;
  /** Throws for an organisation that the gateway does not run. */
  readonly policyOf: (organisation: string) => Policy;
  readonly post: Post;
  /** Adapters beside the signed calls, by the kind of endpoint that they serve. */
  readonly adapters?: ReadonlyMap<string, OutsideMaker>;
  /** Hosts of the operator's own network that may be called, as `host` or `host:port`. */
  readonly ownHosts: ReadonlySet<string>;
  readonly audit: AuditPort;
  readonly jobs: JobQueue;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly random?: () => number;
}
