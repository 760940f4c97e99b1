import type { Secrets } from '../config/secrets.ts';
import type { LiveBus } from '../contracts/conversation.ts';
import type { MailPort } from '../contracts/mail.ts';
import type { Policies } from '../contracts/policies.ts';
import type { PortalLinks, PortalPort, RequesterEyes, RequesterProof } from '../contracts/portal.ts';
import type { RequesterDesk } from '../contracts/requester-desk.ts';
import type { CompanyPort, RequesterPort } from '../contracts/requesters.ts';
import type { TicketPort } from '../contracts/ticket.ts';
import { createNotices } from '../desk/notices.ts';
import type { RequesterDeps } from '../requesters/deps.ts';
import { createRequesters, type Requesters } from '../requesters/requesters.ts';
import { AgentRepository } from '../storage/repositories/agents.ts';
import { PortalRepository } from '../storage/repositories/portal.ts';
import { CompanyRepository, DesignationRepository, RequesterRepository } from '../storage/repositories/requesters.ts';
import { createProductCatalogue } from './organisations.ts';
import type { ServiceModels } from './stores.ts';

/** Who may open tickets, as the other parts know it. */
export interface RequesterParts {
  readonly requesters: RequesterPort;
  readonly companies: CompanyPort;
  readonly requesterDesk: RequesterDesk;
  /** How a conversation finds out that its person is who they say. */
  readonly requesterProof: RequesterProof;
  readonly portal: PortalPort;
  readonly requesterEyes: RequesterEyes;
  readonly portalLinks: PortalLinks;
  /** The pages are served from now on, under this address once it is known. */
  servePortal(base: string | null): void;
}

/** The stage, joined. */
export interface JoinedRequesters {
  readonly parts: RequesterParts;
  readonly lineOf: Requesters['lineOf'];
  recover(): Promise<{ readonly invitations: number }>;
}

/** What it is joined from. `mail`: null while nothing can be sent. */
export type RequesterJoin = Pick<RequesterDeps, 'contacts' | 'redactor' | 'audit' | 'jobs' | 'clock' | 'logger'> & {
  readonly models: ServiceModels;
  readonly secrets: Secrets;
  readonly policies: Pick<Policies, 'codes' | 'policyOf'>;
  readonly live: LiveBus;
  readonly tickets: TicketPort;
  readonly mail: MailPort | null;
};

/** Joins the list of people who may open tickets to its store. */
export function joinRequesters({
  models,
  secrets,
  policies,
  live,
  mail,
  tickets,
  ...given
}: RequesterJoin): JoinedRequesters {
  // What it is handed over may be the whole gateway's base: it takes what it names.
  const { contacts, redactor, audit, jobs, clock, logger } = given;
  const { policyOf } = policies;
  let base: string | null = null;
  const catalogue = createProductCatalogue();
  const agents = new AgentRepository(models.agents);
  const stage = createRequesters(
    {
      ...{ contacts, redactor, audit, jobs, clock, logger, policyOf, mail: () => mail },
      notifications: createNotices({ models, clock, live }),
      organisations: () => policies.codes,
      requesters: new RequesterRepository(models),
      companies: new CompanyRepository(models),
      designations: new DesignationRepository(models),
      portal: new PortalRepository(models),
      textsOf: (organisation) => catalogue.t(policyOf(organisation).organisation.locale),
      leadsOf: async (organisation) =>
        (await agents.list(organisation)).filter(({ roles }) => roles.includes('lead')).map(({ _id }) => _id),
      linkKey: Buffer.from(secrets.portalLinkKey, 'hex'),
      base: () => base,
    },
    tickets,
  );
  return {
    parts: {
      ...{ requesters: stage.standing, companies: stage.companies, requesterDesk: stage.desk },
      ...{ requesterProof: stage.proof, portal: stage.portal, requesterEyes: stage.eyes, portalLinks: stage.links },
      servePortal(url) {
        base = url;
      },
    },
    lineOf: stage.lineOf,
    recover: stage.recover,
  };
}
