import type { PortalLinks, PortalPort, RequesterEyes, RequesterProof } from '../contracts/portal.ts';
import type { RequesterDesk, RequesterView } from '../contracts/requester-desk.ts';
import type { CompanyPort, RequesterPort } from '../contracts/requesters.ts';
import type { TicketPort } from '../contracts/ticket.ts';
import { createAccess } from './access.ts';
import { createCompanies } from './companies.ts';
import type { RequesterDeps } from './deps.ts';
import { createDesignations } from './designations.ts';
import { createImports } from './import.ts';
import { createInvitations } from './invitations.ts';
import { urlOfTicket } from './links.ts';
import { matchRequester } from './matching.ts';
import { createPortalTickets, createRequesterEyes } from './portal-tickets.ts';
import { createReviewJobs } from './review.ts';
import { createRoster } from './roster.ts';
import { createSelfService } from './self-service.ts';
import { createStanding } from './standing.ts';

/** Who may open tickets: what flows ask, what the desk keeps, what people see of their own, and the jobs behind it. */
export interface Requesters {
  readonly standing: RequesterPort;
  readonly companies: CompanyPort;
  readonly desk: RequesterDesk;
  readonly proof: RequesterProof;
  readonly portal: PortalPort;
  readonly eyes: RequesterEyes;
  readonly links: PortalLinks;
  /** Who of the list a contact is; null: nobody, or more than one. */
  lineOf(organisation: string, contact: string): Promise<RequesterView | null>;
  /** Finds reviews and mails that wait (P5); call once, at the start. */
  recover(): Promise<{ readonly invitations: number }>;
}

/** Joins the stage. */
export function createRequesters(deps: RequesterDeps, tickets: TicketPort): Requesters {
  const companies = createCompanies(deps);
  const reviews = createReviewJobs(deps);
  const invitations = createInvitations(deps);
  const roster = createRoster(deps, { companies, invitations, reviews });
  const standing = createStanding(deps, companies);
  const { ask, isProven, kinOf, ...access } = createAccess(deps, { companies, invitations, reviews });
  const { view: _view, known: _known, ...people } = roster;
  const desk: RequesterDesk = {
    ...people,
    ...createImports(deps, { companies, roster, reviews }),
    ...createDesignations(deps, { companies, roster, invitations }),
    companies: companies.list,
    saveCompany: companies.save,
  };
  const service = { companies, invitations, roster, desk, standing, tickets, askLink: access.askLink };
  return {
    ...{ standing, companies, desk, proof: { ask, isProven, kinOf } },
    eyes: createRequesterEyes(deps),
    portal: { ...access, ...createPortalTickets(deps, tickets), ...createSelfService(deps, service) },
    async lineOf(organisation, contact) {
      const line = await matchRequester(deps, organisation, contact);
      return line === null ? null : roster.view(line);
    },
    links: { ticketUrl: (organisation, folio) => urlOfTicket(deps, organisation, folio) },
    async recover() {
      for (const organisation of deps.organisations()) await reviews.plan(organisation);
      return { invitations: await invitations.recover() };
    },
  };
}
