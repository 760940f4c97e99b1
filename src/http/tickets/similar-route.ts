import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import { similarBody, similarQuery, ticketParams } from './schema.ts';
import { visibleTicket } from './visible-ticket.ts';

/** What may be the same case, for who is about to work on a ticket or to merge it. */
export function similarRoutes(deps: HttpDeps): Route[] {
  const { similarTickets } = deps;
  return similarTickets === undefined ? [] : [similarRoute(deps, similarTickets)];
}

function similarRoute(deps: HttpDeps, similar: NonNullable<HttpDeps['similarTickets']>): Route {
  return route(
    {
      method: 'get',
      path: '/api/tickets/:id/similar',
      access: 'tickets.read',
      summary: 'Open tickets of the same organisation that may be about the same thing, most alike first',
      params: ticketParams,
      query: similarQuery,
      response: similarBody,
    },
    async ({ params, query, principal }) => {
      const { ticket } = await visibleTicket(deps, principal, params.id);
      const found = await similar.of(ticket, query);
      return {
        items: found.map(({ ticket: other, score, words, facts, asker }) => ({
          ...{ id: other.id, folio: other.folio, subject: other.subject, agentLabel: other.agentLabel },
          ...{ company: other.company, openedAt: other.openedAt.toISOString() },
          ...{ score, words: [...words], facts: [...facts], asker },
        })),
      };
    },
  );
}
