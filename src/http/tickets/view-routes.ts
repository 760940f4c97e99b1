import type { z } from 'zod';
import type { TicketSearch } from '../../contracts/ticket-search.ts';
import { builtInViews, type SavedTicketView, type TicketViews, type ViewOwner } from '../../contracts/ticket-views.ts';
import { organisationOf } from '../auth/organisation.ts';
import { mayDo, type Principal } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import { filterOf } from './search-routes.ts';
import * as schema from './search-schema.ts';

const base = '/api/ticket-views';
const access = 'tickets.read';

/** Lists of tickets that people keep under a name. */
export function ticketViewRoutes(deps: HttpDeps): Route[] {
  const { ticketViews: views, ticketSearch: search } = deps;
  if (views === undefined || search === undefined) return [];
  return [listRoute(deps, views), countsRoute(deps, views, search), ...writeRoutes(deps, views)];
}

function listRoute(deps: HttpDeps, views: TicketViews): Route {
  return route(
    {
      ...{ method: 'get', path: base, access, response: schema.viewsBody },
      summary: 'Views of tickets: the team’s and your own',
    } as const,
    async ({ principal }) => ({ items: (await views.list(ownerOf(deps, principal))).map(present) }),
  );
}

function countsRoute(deps: HttpDeps, views: TicketViews, search: TicketSearch): Route {
  return route(
    {
      ...{ method: 'get', path: `${base}/counts`, access, response: schema.viewCountsBody },
      summary: 'How many tickets there are in each view, the built-in ones first',
    } as const,
    async ({ principal }) => {
      const owner = ownerOf(deps, principal);
      const about = { organisation: owner.organisation, agent: owner.id };
      const saved = await views.list(owner);
      const all = [
        ...Object.entries(builtInViews).map(([id, { filter }]) => ({ id, filter })),
        ...saved.map(({ id, filter }) => ({ id, filter })),
      ];
      const items: z.input<typeof schema.viewCountsBody>['items'] = [];
      for (const { id, filter } of all) items.push({ id, ...(await search.count(filter, about)) });
      return { items };
    },
  );
}

function writeRoutes(deps: HttpDeps, views: TicketViews): Route[] {
  const path = `${base}/:id`;
  return [
    route(
      {
        ...{ method: 'put', path, access, params: schema.viewParams, body: schema.viewDraft },
        ...{ summary: 'Keep a view; a new one under an id of yours. What the team sees is a lead’s to write' },
        response: schema.viewBody,
      } as const,
      async ({ params, body: { name, shared, filter, sort }, principal }) =>
        present(
          await views.save(params.id, { name, shared, filter: filterOf(filter), sort }, ownerOf(deps, principal)),
        ),
    ),
    route(
      {
        ...{ method: 'delete', path, access, params: schema.viewParams },
        ...{ summary: 'Delete a view', response: null },
      } as const,
      ({ params, principal }) => views.remove(params.id, ownerOf(deps, principal)),
    ),
  ];
}

function ownerOf(deps: HttpDeps, principal: Principal): ViewOwner {
  const mayShare = mayDo(deps.desk, principal, 'ticketViews.share');
  return { organisation: organisationOf(deps, principal), id: principal.id, mayShare };
}

function present({ filter, ...view }: SavedTicketView): z.input<typeof schema.viewBody> {
  return { ...view, filter: { ...filter } };
}
