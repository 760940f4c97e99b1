import type { Clock } from '../contracts/clock.ts';
import type { LiveBus } from '../contracts/conversation.ts';
import type { FileStore } from '../contracts/files.ts';
import type { JobQueue } from '../contracts/jobs.ts';
import type { Logger } from '../contracts/logger.ts';
import type { MailPort } from '../contracts/mail.ts';
import type { TicketMetrics } from '../contracts/metrics.ts';
import type { Policies } from '../contracts/policies.ts';
import type { PortalLinks } from '../contracts/portal.ts';
import type { RequesterSpeech } from '../contracts/requester-speech.ts';
import type { CompanyPort } from '../contracts/requesters.ts';
import type { TicketPort } from '../contracts/ticket.ts';
import type { DeskPerson } from '../contracts/ticket-notices.ts';
import { createNotices } from '../desk/notices.ts';
import type { RequesterAddresses } from '../notices/deps.ts';
import { createTicketNotices, type TicketNotices } from '../notices/notices.ts';
import type { AgentDoc } from '../storage/models/agents.ts';
import { AgentRepository } from '../storage/repositories/agents.ts';
import { RequesterRepository } from '../storage/repositories/requesters.ts';
import { TicketNoticeRepository } from '../storage/repositories/ticket-notices.ts';
import { createProductCatalogue } from './organisations.ts';
import type { PipelineStores } from './pipeline.ts';
import type { ServiceModels } from './stores.ts';

/** What notices about tickets are joined from. */
export interface TicketNoticeJoin {
  readonly models: ServiceModels;
  readonly stores: Pick<PipelineStores, 'contacts' | 'conversations'>;
  readonly policies: Pick<Policies, 'policyOf' | 'rulesOf'>;
  readonly tickets: TicketPort;
  readonly companies: CompanyPort | null;
  readonly portalLinks: PortalLinks;
  readonly speech: RequesterSpeech;
  readonly mail: MailPort | null;
  readonly files: Pick<FileStore, 'get'>;
  readonly live: LiveBus;
  readonly jobs: JobQueue;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: TicketMetrics;
}

/** Joins notices about tickets to whoever is told. */
export function joinTicketNotices({
  models,
  stores,
  policies,
  portalLinks,
  live,
  ...given
}: TicketNoticeJoin): TicketNotices {
  const { tickets, companies, speech, mail, files, jobs, clock, logger, metrics } = given;
  const agents = new AgentRepository(models.agents);
  const catalogue = createProductCatalogue();
  return createTicketNotices({
    ...{ tickets, companies, speech, mail, files, jobs, clock, logger, metrics },
    stored: new TicketNoticeRepository(models.ticketNotices),
    policyOf: (organisation, company) => policies.rulesOf(organisation, company).policy,
    textsOf: (organisation) => catalogue.t(policies.policyOf(organisation).organisation.locale),
    people: async (organisation) => (await agents.list(organisation)).map(personOf),
    requesters: addressesOf(models, stores),
    notifications: createNotices({ models, clock, live }),
    ticketUrl: (organisation, folio) => portalLinks.ticketUrl(organisation, folio),
  });
}

/** An agent as notices and assignment know them. */
export function personOf({ _id: id, name, email, roles, areas, posts }: AgentDoc): DeskPerson {
  return { id, name, email, roles, areas: areas ?? [], posts: posts ?? [] };
}

function addressesOf(
  models: ServiceModels,
  { contacts, conversations }: TicketNoticeJoin['stores'],
): RequesterAddresses {
  const requesters = new RequesterRepository(models);
  return {
    async mailOf(organisation, contactId) {
      const { email } = await contacts.get(contactId);
      if (email !== null) return email;
      const link = await requesters.linkOf(contactId);
      return link?.org === organisation ? ((await requesters.find(link.requester))?.mail ?? null) : null;
    },
    conversationAddress: async (id) => (await conversations.load(id))?.address ?? null,
  };
}
