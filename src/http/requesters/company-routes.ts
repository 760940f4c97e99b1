import type { CompanyDraft, DesignationDraft, RequesterDesk } from '../../contracts/requester-desk.ts';
import { organisationOf } from '../auth/organisation.ts';
import { auditActorOf } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import { presentCompany, presentDesignation, presentImport } from './presenter.ts';
import { draftOf } from './routes.ts';
import * as schema from './schema.ts';

/** Customers' organisations, and their requests for new users. */
export function companyRoutes(deps: HttpDeps): Route[] {
  const { requesterDesk: desk } = deps;
  return desk ? [...routesOfCompanies(deps, desk), ...routesOfDesignations(deps, desk)] : [];
}

function routesOfCompanies(deps: HttpDeps, desk: RequesterDesk): Route[] {
  return [
    route(
      {
        method: 'get',
        path: '/api/companies',
        access: 'requesters.read',
        summary: "Customers' organisations, by name",
        response: schema.companiesBody,
      },
      async ({ principal }) => ({ items: (await desk.companies(organisationOf(deps, principal))).map(presentCompany) }),
    ),
    route(
      {
        method: 'put',
        path: '/api/companies',
        access: 'requesters.manage',
        summary: 'Add a company, or change the one of that name; what is left out stays as it is',
        body: schema.companyBody,
        response: schema.companyView,
      },
      async ({ body, principal }) => {
        const draft = draftOf(body) as CompanyDraft;
        return presentCompany(await desk.saveCompany(organisationOf(deps, principal), draft, auditActorOf(principal)));
      },
    ),
    route(
      {
        method: 'post',
        path: '/api/companies/import',
        access: 'requesters.manage',
        summary: 'Take companies in from a table; what is wrong in a line stops that line alone',
        body: schema.importBody,
        response: schema.importReport,
      },
      async ({ body, principal }) => {
        const about = { by: auditActorOf(principal), dryRun: body.dryRun };
        return presentImport(await desk.importCompanies(organisationOf(deps, principal), body.csv, about));
      },
    ),
  ];
}

function routesOfDesignations(deps: HttpDeps, desk: RequesterDesk): Route[] {
  return [
    route(
      {
        method: 'get',
        path: '/api/designations',
        access: 'requesters.read',
        summary: 'Requests for new users, newest first (ALI-02)',
        response: schema.designationsBody,
      },
      async ({ principal }) => ({
        items: (await desk.designations(organisationOf(deps, principal))).map(presentDesignation),
      }),
    ),
    route(
      {
        method: 'post',
        path: '/api/designations',
        access: 'requesters.manage',
        summary: 'File a request for new users with its signed form (ALI-02, ALI-03)',
        body: schema.designationBody,
        response: schema.designationView,
      },
      async ({ body, principal }) => {
        const draft = { ...body, people: body.people.map(draftOf) } as DesignationDraft;
        const filer = { kind: 'desk', actor: auditActorOf(principal) } as const;
        return presentDesignation(await desk.fileDesignation(organisationOf(deps, principal), draft, filer));
      },
    ),
    route(
      {
        method: 'post',
        path: '/api/designations/:id/decision',
        access: 'requesters.manage',
        summary: 'Approve or reject; approving mails each person an activation link (ALI-07, ALI-08)',
        params: schema.idParams,
        body: schema.decisionBody,
        response: schema.designationView,
      },
      async ({ params, body, principal }) => {
        const decision = { ...body, by: auditActorOf(principal) };
        return presentDesignation(await desk.decideDesignation(organisationOf(deps, principal), params.id, decision));
      },
    ),
  ];
}
