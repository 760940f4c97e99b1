import type { z } from 'zod';
import type { SimilarTicket } from '../../contracts/similar-tickets.ts';
import type { TicketView } from '../../contracts/ticket.ts';
import { organisationOf } from '../auth/organisation.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import { similarBody, similarDraft, similarQuery, ticketParams } from './schema.ts';
import { visibleTicket } from './visible-ticket.ts';

/** What may be the same case, for who is about to work on a ticket or to merge it. */
export function similarRoutes(deps: HttpDeps): Route[] {
  const { similarTickets } = deps;
  return similarTickets === undefined ? [] : [similarRoute(deps, similarTickets), draftRoute(deps, similarTickets)];
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
      return presentSimilar(await similar.of(ticket, query));
    },
  );
}

/** While somebody still writes the case: nothing of it is kept. */
function draftRoute(deps: HttpDeps, similar: NonNullable<HttpDeps['similarTickets']>): Route {
  return route(
    {
      method: 'post',
      path: '/api/tickets/similar',
      access: 'tickets.read',
      summary: 'Open tickets that may be about what is being written, most alike first',
      body: similarDraft,
      response: similarBody,
    },
    async ({ body: { subject, description, contactId = null }, principal }) => {
      const redact = (text: string) => deps.redactor.redact(text, { speaker: 'agent' }).text;
      const candidate = { id: '', contactId, subject: redact(subject), description: redact(description) };
      const organisation = organisationOf(deps, principal);
      return presentSimilar(await similar.of({ ...candidate, organisation }, { days: 30, limit: 5 }));
    },
  );
}

function presentSimilar(found: readonly SimilarTicket<TicketView>[]): z.input<typeof similarBody> {
  return {
    items: found.map(({ ticket: other, score, words, facts, asker }) => ({
      ...{ id: other.id, folio: other.folio, subject: other.subject, agentLabel: other.agentLabel },
      ...{ company: other.company, openedAt: other.openedAt.toISOString() },
      ...{ score, words: [...words], facts: [...facts], asker },
    })),
  };
}
