import type { RequesterDesk } from '../contracts/requester-desk.ts';
import type { CompanyPort, RequesterPort } from '../contracts/requesters.ts';
import { createCompanies } from './companies.ts';
import type { RequesterDeps } from './deps.ts';
import { createDesignations } from './designations.ts';
import { createImports } from './import.ts';
import { createInvitations } from './invitations.ts';
import { createReviewJobs } from './review.ts';
import { createRoster } from './roster.ts';
import { createStanding } from './standing.ts';

/** Who may open tickets: what flows ask, what the desk keeps, and the jobs behind it. */
export interface Requesters {
  readonly standing: RequesterPort;
  readonly companies: CompanyPort;
  readonly desk: RequesterDesk;
  /** Finds reviews and mails that wait (P5); call once, at the start. */
  recover(): Promise<{ readonly invitations: number }>;
}

/** Joins the stage. */
export function createRequesters(deps: RequesterDeps): Requesters {
  const companies = createCompanies(deps);
  const reviews = createReviewJobs(deps);
  const invitations = createInvitations(deps);
  const roster = createRoster(deps, { companies, invitations, reviews });
  const { view: _view, known: _known, ...people } = roster;
  return {
    standing: createStanding(deps, companies),
    companies,
    desk: {
      ...people,
      ...createImports(deps, { companies, roster, reviews }),
      ...createDesignations(deps, { companies, roster, invitations }),
      companies: companies.list,
      saveCompany: companies.save,
    },
    async recover() {
      for (const organisation of deps.organisations()) await reviews.plan(organisation);
      return { invitations: await invitations.recover() };
    },
  };
}
