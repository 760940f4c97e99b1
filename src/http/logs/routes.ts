import type { z } from 'zod';
import type { LogPage, LogQuery } from '../../contracts/log-search.ts';
import { offers, organisationOf, serviceFor, servicesFor } from '../auth/organisation.ts';
import { auditActorOf, type Principal } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import { pageBody, searchBody } from './schema.ts';

/** The search of chats, for leads. */
export function logRoutes(deps: HttpDeps): Route[] {
  if (!offers(deps, 'logs')) return [];
  return [
    route(
      {
        method: 'post',
        path: '/api/chats/search',
        access: 'chats.search',
        summary:
          'Messages by their words, and conversations by who, when and how they went, newest first; a post, so that no word is in an address',
        body: searchBody,
        response: pageBody,
      },
      async ({ body, principal }) => {
        const search = serviceFor(deps, principal, 'logs');
        await auditSearch(deps, principal, body);
        return presentPage(await search.search(queryOf(body)));
      },
    ),
  ];
}

/** Before it is done; which filters were used, never what was typed (P4). */
async function auditSearch(deps: HttpDeps, principal: Principal, query: z.output<typeof searchBody>): Promise<void> {
  if (!servicesFor(deps, principal).policy.privacy.auditSearches) return;
  const organisation = organisationOf(deps, principal);
  const filters = Object.keys(query).filter((key) => key !== 'limit' && key !== 'after');
  await deps.audit.record({
    ...{ organisation, at: deps.clock.now(), actor: auditActorOf(principal), action: 'chats.search' },
    subject: { kind: 'organisation', id: organisation },
    facts: { filters: filters.join(','), isFirstPage: query.after === undefined },
  });
}

function queryOf({ from, to, ...query }: z.output<typeof searchBody>): LogQuery {
  const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined && value !== ''));
  return {
    ...(given as Omit<LogQuery, 'from' | 'to'>),
    ...(from === undefined ? {} : { from: new Date(from) }),
    ...(to === undefined ? {} : { to: new Date(to) }),
  };
}

function presentPage({ items, next, searchedTo }: LogPage): z.input<typeof pageBody> {
  return {
    items: items.map((hit) => ({
      ...hit,
      at: hit.at.toISOString(),
      excerpt: [...hit.excerpt],
      removed: [...hit.removed],
      agents: [...hit.agents],
    })),
    next,
    searchedTo: searchedTo?.toISOString() ?? null,
  };
}
