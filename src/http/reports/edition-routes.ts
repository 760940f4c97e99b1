import { z } from 'zod';
import type { ReportEdition } from '../../contracts/report-editions.ts';
import { offers, serviceFor } from '../auth/organisation.ts';
import { auditActorOf } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import * as schema from './edition-schema.ts';
import { askedOf } from './routes.ts';

/** Reports as they are handed in: made by the calendar or now, accepted, mailed (EXS-49, MAS-115, ALI-51, ICE-46..48, ICE-54). */
export function editionRoutes(deps: HttpDeps): Route[] {
  if (!offers(deps, 'editions')) return [];
  return [...readingRoutes(deps), ...deedRoutes(deps)];
}

function readingRoutes(deps: HttpDeps): Route[] {
  return [
    route(
      {
        method: 'get',
        path: '/api/reports/editions',
        access: 'reports.read',
        summary: 'Reports as they were handed in, newest first',
        query: schema.editionsQuery,
        response: schema.editionsBody,
      },
      async ({ query: { report, after, limit }, principal }) => {
        const page = { limit, ...(report !== undefined && { report }), ...(after !== undefined && { after }) };
        const { items, next } = await serviceFor(deps, principal, 'editions').list(page);
        return { items: items.map(presentEdition), next };
      },
    ),
    route(
      {
        method: 'get',
        path: '/api/reports/offers',
        access: 'reports.read',
        summary: 'The reports of the policy, who would get each now, and the customers that one can be made for',
        response: schema.offersBody,
      },
      async ({ principal }) => {
        const { reports, companies } = await serviceFor(deps, principal, 'editions').offers();
        return {
          reports: reports.map((one) => ({ ...one, recipients: [...one.recipients] })),
          companies: [...companies],
        };
      },
    ),
    route(
      {
        method: 'get',
        path: '/api/reports/editions/:id',
        access: 'reports.read',
        summary: 'One report with its remarks and who got it',
        params: schema.editionParams,
        response: schema.editionBody,
      },
      async ({ params, principal }) => presentEdition(await serviceFor(deps, principal, 'editions').get(params.id)),
    ),
    route(
      {
        method: 'get',
        path: '/api/reports/editions/:id/file',
        access: 'reports.read',
        summary: 'Its tables as a file: PDF, or by format XLSX or CSV',
        params: schema.editionParams,
        query: schema.editionFileQuery,
        produces: 'application/pdf',
        response: z.string().describe('application/pdf, text/csv or a spreadsheet'),
      },
      async ({ params, query, principal, response }) => {
        const file = await serviceFor(deps, principal, 'editions').file(params.id, query.format);
        response.setHeader('Content-Disposition', `attachment; filename="${file.name.replace(/[^\w.-]/g, '_')}"`);
        response.type(file.mediaType).send(file.body);
        return '';
      },
    ),
  ];
}

function deedRoutes(deps: HttpDeps): Route[] {
  return [
    route(
      {
        method: 'post',
        path: '/api/reports/editions',
        access: 'reports.manage',
        summary: 'Makes a report of days of one’s own choice; one that is there already is made again',
        body: schema.makeBody,
        response: schema.editionBody,
      },
      async ({ body: { report, company, ...days }, principal }) => {
        const asked = { report, company, period: askedOf(days) };
        return presentEdition(await serviceFor(deps, principal, 'editions').make(asked, auditActorOf(principal)));
      },
    ),
    route(
      {
        method: 'post',
        path: '/api/reports/editions/:id/remake',
        access: 'reports.manage',
        summary: 'Makes it again with the figures as they are now; not once it is accepted',
        params: schema.editionParams,
        response: schema.editionBody,
      },
      async ({ params, principal }) =>
        presentEdition(await serviceFor(deps, principal, 'editions').remake(params.id, auditActorOf(principal))),
    ),
    route(
      {
        method: 'post',
        path: '/api/reports/editions/:id/decision',
        access: 'reports.manage',
        summary: 'Accepts it, after which it is sent, or returns it with remarks (ICE-47)',
        params: schema.editionParams,
        body: schema.decideBody,
        response: schema.editionBody,
      },
      async ({ params, body, principal }) =>
        presentEdition(await serviceFor(deps, principal, 'editions').decide(params.id, body, auditActorOf(principal))),
    ),
    route(
      {
        method: 'post',
        path: '/api/reports/editions/:id/send',
        access: 'reports.manage',
        summary: 'Mails it to the recipients of the policy and to nobody else (MAS-116)',
        params: schema.editionParams,
        response: schema.editionBody,
      },
      async ({ params, principal }) =>
        presentEdition(await serviceFor(deps, principal, 'editions').send(params.id, auditActorOf(principal))),
    ),
  ];
}

function presentEdition(edition: ReportEdition): z.input<typeof schema.editionBody> {
  const { organisation: _organisation, madeAt, remarks, deliveries, tables, ...rest } = edition;
  return {
    ...rest,
    madeAt: madeAt.toISOString(),
    remarks: remarks.map((one) => ({ ...one, at: one.at.toISOString() })),
    deliveries: deliveries.map((one) => ({ ...one, at: one.at?.toISOString() ?? null })),
    tables: [...tables],
  };
}
