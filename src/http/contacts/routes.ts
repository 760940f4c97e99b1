import type { z } from 'zod';
import type { ContactDesk } from '../../contracts/contact-desk.ts';
import { organisationOf } from '../auth/organisation.ts';
import type { Principal } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import { presentTicket } from '../tickets/presenter.ts';
import { mergeRoutes } from './merge-routes.ts';
import { presentCard, presentEpisode, presentLine } from './presenter.ts';
import * as schema from './schema.ts';

const base = '/api/contacts';

/** People across channels: who they are, what they wrote and opened, and who may be the same person. */
export function contactRoutes(deps: HttpDeps): Route[] {
  const { contactDesk: desk } = deps;
  if (!desk) return [];
  return [
    listRoute(deps, desk),
    searchRoute(deps, desk),
    cardRoute(deps, desk),
    historyRoute(deps, desk),
    ticketsRoute(deps, desk),
    suggestionsRoute(deps, desk),
    ...mergeRoutes(deps, desk),
  ];
}

function listRoute(deps: HttpDeps, desk: ContactDesk): Route {
  return route(
    {
      method: 'get',
      path: base,
      access: 'contacts.read',
      summary: 'People, newest first',
      query: schema.listQuery,
      response: schema.searchBody,
    },
    ({ query, principal }) => pageOf({ deps, desk }, query, principal),
  );
}

function searchRoute(deps: HttpDeps, desk: ContactDesk): Route {
  return route(
    {
      method: 'post',
      path: `${base}/search`,
      access: 'contacts.read',
      summary:
        'People by a part of their name, an address or a number, newest first; a post, so that no word is in an address',
      body: schema.searchFilter,
      response: schema.searchBody,
    },
    ({ body, principal }) => pageOf({ deps, desk }, body, principal),
  );
}

async function pageOf(
  { deps, desk }: { readonly deps: HttpDeps; readonly desk: ContactDesk },
  { text, after, limit }: z.output<typeof schema.searchFilter>,
  principal: Principal,
): Promise<z.input<typeof schema.searchBody>> {
  const filter = { limit, ...(text && { text }), ...(after && { after }) };
  const page = await desk.search(organisationOf(deps, principal), filter);
  return { items: page.items.map(presentLine), next: page.next };
}

function cardRoute(deps: HttpDeps, desk: ContactDesk): Route {
  return route(
    {
      method: 'get',
      path: `${base}/:id`,
      access: 'contacts.read',
      summary: 'One person with their channels, consents and merges; any contact that is joined leads to the same card',
      params: schema.contactParams,
      response: schema.cardBody,
    },
    async ({ params, principal }) => presentCard(await desk.card(organisationOf(deps, principal), params.id)),
  );
}

function historyRoute(deps: HttpDeps, desk: ContactDesk): Route {
  return route(
    {
      method: 'get',
      path: `${base}/:id/history`,
      access: 'contacts.read',
      summary: 'Episodes on all channels, newest first; their words are read at /api/conversations/:id/messages',
      params: schema.contactParams,
      query: schema.historyQuery,
      response: schema.historyBody,
    },
    async ({ params, query: { after, limit }, principal }) => {
      const filter = { limit, ...(after && { after }) };
      const page = await desk.history(organisationOf(deps, principal), params.id, filter);
      return { items: page.items.map(presentEpisode), next: page.next };
    },
  );
}

function ticketsRoute(deps: HttpDeps, desk: ContactDesk): Route {
  return route(
    {
      method: 'get',
      path: `${base}/:id/tickets`,
      access: 'tickets.read',
      summary: 'The newest tickets of a person, on whatever channel they were opened',
      params: schema.contactParams,
      query: schema.ticketsQuery,
      response: schema.ticketsBody,
    },
    async ({ params, query, principal }) => {
      const found = await desk.tickets(organisationOf(deps, principal), params.id, query.limit);
      return { items: found.map(presentTicket) };
    },
  );
}

function suggestionsRoute(deps: HttpDeps, desk: ContactDesk): Route {
  return route(
    {
      method: 'get',
      path: `${base}/:id/suggestions`,
      access: 'contacts.read',
      summary: 'Contacts that may be the same person, by an address or the list of requesters; never by a name',
      params: schema.contactParams,
      response: schema.suggestionsBody,
    },
    async ({ params, principal }) => {
      const found = await desk.suggestions(organisationOf(deps, principal), params.id);
      return { items: found.map((one) => ({ ...presentLine(one), reason: one.reason })) };
    },
  );
}
