import type { z } from 'zod';
import type { TicketFilter, TicketLine, TicketSearch } from '../../contracts/ticket-search.ts';
import { organisationOf, servicesOf } from '../auth/organisation.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import { presentClock } from './presenter.ts';
import * as schema from './search-schema.ts';

/** Tickets as the desk looks for them. */
export function searchRoutes(deps: HttpDeps): Route[] {
  const { ticketSearch: search } = deps;
  return search === undefined ? [] : [searchRoute(deps, search), tagsRoute(deps, search)];
}

function searchRoute(deps: HttpDeps, search: TicketSearch): Route {
  return route(
    {
      method: 'post',
      path: '/api/tickets/search',
      access: 'tickets.read',
      summary:
        'Tickets by filter and words, newest, oldest or soonest due first; a post, so that no word is in an address',
      body: schema.searchBody,
      response: schema.rowsBody,
    },
    async ({ body, principal }) => {
      const { sort, limit, after, text = '', ...filter } = body;
      const page = await search.search({
        ...filterOf(filter),
        ...{ organisation: organisationOf(deps, principal), agent: principal.id, sort, limit },
        ...(after !== undefined && { after }),
        ...(text.trim() !== '' && { text }),
      });
      return { items: page.items.map(presentLine), next: page.next };
    },
  );
}

function tagsRoute(deps: HttpDeps, search: TicketSearch): Route {
  return route(
    {
      ...{ method: 'get', path: '/api/ticket-tags', access: 'tickets.read', response: schema.ticketTagsBody },
      summary: 'Tags of tickets to choose from',
    } as const,
    async ({ principal }) => {
      const organisation = organisationOf(deps, principal);
      const suggested = [...servicesOf(deps, organisation).policy.desk.tags];
      return { suggested, used: [...(await search.tags(organisation))] };
    },
  );
}

/** Only what was sent. */
export function filterOf(sent: { [K in keyof TicketFilter]: TicketFilter[K] | undefined }): TicketFilter {
  return Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== undefined));
}

function presentLine({ ticket, requester }: TicketLine): z.input<typeof schema.rowBody> {
  const { id, folio, subject, company, state, phase, agentLabel, priority, area, assignee, version } = ticket;
  return {
    ...{ id, folio, subject, requester, company, state, phase, agentLabel, priority, area, assignee, version },
    clocks: ticket.clocks.map(presentClock),
    openedAt: ticket.openedAt.toISOString(),
    updatedAt: ticket.updatedAt.toISOString(),
    dueAt: ticket.dueAt?.toISOString() ?? null,
    closedAt: ticket.closedAt?.toISOString() ?? null,
  };
}
