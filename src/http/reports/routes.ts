import { z } from 'zod';
import type { PeriodAsked } from '../../contracts/reports.ts';
import { offers, serviceFor } from '../auth/organisation.ts';
import { mayDo, type Principal } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import { presentAgents, presentCases, presentSheet, presentToday } from './presenter.ts';
import * as schema from './schema.ts';
import { valueRoutes } from './value-routes.ts';

/** Figures with their goals (EXS-66..EXS-70, EXS-77) and what they were made from. Agents see their own. */
export function reportRoutes(deps: HttpDeps): Route[] {
  if (!offers(deps, 'figures')) return [];
  const entering = offers(deps, 'figureValues') ? valueRoutes(deps) : [];
  return [...figureRoutes(deps), ...entering, ...deskRoutes(deps), ...exportRoutes(deps)];
}

function figureRoutes(deps: HttpDeps): Route[] {
  return [
    route(
      {
        method: 'get',
        path: '/api/reports/figures',
        access: 'reports.own',
        summary: 'Figures of a period with their goals; own ones for agents, all for leads',
        query: schema.periodQuery,
        response: schema.sheetBody,
      },
      async ({ query, principal }) =>
        presentSheet(await serviceFor(deps, principal, 'figures').sheet(askedOf(query), onlyOf(deps, principal))),
    ),
    route(
      {
        method: 'get',
        path: '/api/reports/figures/:name/cases',
        access: 'reports.own',
        summary: 'The tickets, conversations and entries that a figure was made from, newest first',
        params: schema.nameParams,
        query: schema.casesQuery,
        response: schema.casesBody,
      },
      async ({ params, query, principal }) => {
        const { group, after, limit } = query;
        const agent = onlyOf(deps, principal);
        const page = {
          ...(group === undefined ? {} : { group }),
          ...(agent === undefined ? {} : { agent }),
          ...(after === undefined ? {} : { after }),
        };
        const figures = serviceFor(deps, principal, 'figures');
        return presentCases(await figures.cases(params.name, askedOf(query), { ...page, limit }));
      },
    ),
  ];
}

function deskRoutes(deps: HttpDeps): Route[] {
  return [
    route(
      {
        method: 'get',
        path: '/api/reports/agents',
        access: 'reports.own',
        summary: 'One line for each agent, as guidance; only the own one for agents',
        query: schema.periodQuery,
        response: schema.agentsBody,
      },
      async ({ query, principal }) =>
        presentAgents(await serviceFor(deps, principal, 'figures').agents(askedOf(query), onlyOf(deps, principal))),
    ),
    route(
      {
        method: 'get',
        path: '/api/reports/today',
        access: 'reports.read',
        summary: 'How the desk stands this minute',
        response: schema.todayBody,
      },
      async ({ principal }) => presentToday(await serviceFor(deps, principal, 'figures').today()),
    ),
  ];
}

function exportRoutes(deps: HttpDeps): Route[] {
  if (!offers(deps, 'exports')) return [];
  return [
    route(
      {
        method: 'get',
        path: '/api/reports/exports/:what',
        access: 'reports.own',
        summary: 'What a page of figures shows, as a file: CSV, or by format XLSX or PDF; own figures for agents',
        params: schema.exportParams,
        query: schema.exportQuery,
        produces: 'text/csv',
        response: z.string().describe('text/csv, application/pdf or a spreadsheet'),
      },
      async ({ params, query, principal, response }) => {
        const { name, group, format } = query;
        const agent = onlyOf(deps, principal);
        const asked = {
          ...{ what: params.what, period: askedOf(query) },
          ...(name === undefined ? {} : { name }),
          ...(group === undefined ? {} : { group }),
          ...(agent === undefined ? {} : { agent }),
        };
        const file = await serviceFor(deps, principal, 'exports').file(asked, format);
        response.setHeader('Content-Disposition', `attachment; filename="${file.name.replace(/[^\w.-]/g, '_')}"`);
        response.type(file.mediaType).send(file.body);
        return '';
      },
    ),
  ];
}

/** The period that a query asks for. */
export function askedOf({ kind, from, to }: { kind: PeriodAsked['kind']; from?: string; to?: string }): PeriodAsked {
  return { kind, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

/** Whose figures alone may be seen; undefined: everybody's. */
export function onlyOf(deps: HttpDeps, principal: Principal): string | undefined {
  return mayDo(deps.desk, principal, 'reports.read') ? undefined : principal.id;
}
