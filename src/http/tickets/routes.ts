import type { TicketDraft } from '../../contracts/ticket.ts';
import { organisationOf, servicesOf } from '../auth/organisation.ts';
import { actorOf } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import { recordAssignment, requireAgent } from './assigning.ts';
import { bulkRoute } from './bulk-route.ts';
import { workOf } from './case-work.ts';
import { codesOf, conditionsOf, deedRoutes } from './deed-routes.ts';
import { assignBody, createBody } from './deed-schema.ts';
import { uploadRoutes } from './file-routes.ts';
import { kindRoutes } from './kind-routes.ts';
import { ladderRoutes } from './ladder-routes.ts';
import { lookRoutes } from './look-routes.ts';
import { presentEvent, presentMoves, presentTicket } from './presenter.ts';
import * as schema from './schema.ts';
import { searchRoutes } from './search-routes.ts';
import { similarRoutes } from './similar-route.ts';
import { visibleTicket } from './visible-ticket.ts';

const base = '/api/tickets';

/** Reading tickets, opening them by hand, and doing to them what the policy allows. */
export function ticketRoutes(deps: HttpDeps): Route[] {
  return [
    listRoute(deps),
    createRoute(deps),
    openRoute(deps),
    assignRoute(deps),
    ...searchRoutes(deps),
    ...lookRoutes(deps),
    bulkRoute(deps),
    ...similarRoutes(deps),
    ...deedRoutes(deps),
    ...uploadRoutes(deps),
    ...kindRoutes(deps),
    ...ladderRoutes(deps),
  ];
}

function listRoute(deps: HttpDeps): Route {
  const { tickets } = deps;
  return route(
    {
      method: 'get',
      path: base,
      access: 'tickets.read',
      summary: 'List tickets, newest first',
      query: schema.listQuery,
      response: schema.listBody,
    },
    async ({ query, principal }) => {
      const { limit, folio, ...wanted } = query;
      if (folio !== undefined) {
        const found = await tickets.byFolio(organisationOf(deps, principal), folio);
        return { items: found ? [presentTicket(found)] : [], next: null };
      }
      const given = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
      const own = principal.organisation === null ? {} : { organisation: principal.organisation };
      const page = await tickets.list({ ...given, ...own, limit });
      return { items: page.items.map(presentTicket), next: page.next };
    },
  );
}

function openRoute(deps: HttpDeps): Route {
  return route(
    {
      method: 'get',
      path: `${base}/:id`,
      access: 'tickets.read',
      summary: 'Open a ticket with its history and the moves that you may make',
      params: schema.ticketParams,
      response: schema.detailBody,
    },
    async ({ params, principal }) => {
      const { ticket, events } = await visibleTicket(deps, principal, params.id);
      const moves = presentMoves(servicesOf(deps, ticket.organisation).policy, ticket.state, actorOf(principal).role);
      const work = await workOf(deps, ticket, events);
      return { ticket: presentTicket(ticket), events: events.map(presentEvent), moves, ...work };
    },
  );
}

function createRoute(deps: HttpDeps): Route {
  return route(
    {
      method: 'post',
      path: base,
      access: 'tickets.move',
      summary: 'Open a ticket by hand, such as for a case that came by phone; the same key again finds it',
      body: createBody,
      response: schema.ticketBody,
    },
    async ({ body, principal }) => {
      const organisation = organisationOf(deps, principal);
      const { role, id } = actorOf(principal);
      const redact = (text: string) => deps.redactor.redact(text, { speaker: 'agent' }).text;
      const fields = Object.entries(body.fields).map(([field, text]) => [field, redact(text)]);
      const draft: TicketDraft = {
        ...{ subject: redact(body.subject), description: redact(body.description), reason: 'manual' },
        ...{ diagnosis: {}, complexity: null, facts: codesOf(body.facts, redact), fields: Object.fromEntries(fields) },
        // Without an area the rules of the policy find one.
        ...{
          area: body.area ?? '',
          subarea: body.subarea ?? null,
          company: body.company === undefined ? null : redact(body.company),
        },
      };
      const ticket = await deps.tickets.open(`manual:${id}:${body.key}`, draft, {
        ...{ organisation, conversationId: body.conversationId ?? null, contactId: body.contactId ?? null },
        ...{ actor: { role, id }, at: deps.clock.now() },
      });
      return presentTicket(ticket);
    },
  );
}

function assignRoute(deps: HttpDeps): Route {
  return route(
    {
      method: 'post',
      path: `${base}/:id/assign`,
      access: 'tickets.assign',
      summary: 'Give a ticket to an agent, or to nobody',
      params: schema.ticketParams,
      body: assignBody,
      response: schema.ticketBody,
    },
    async ({ params, body, principal }) => {
      const { ticket } = await visibleTicket(deps, principal, params.id);
      if (body.assignee !== null) await requireAgent(deps, ticket.organisation, body.assignee);
      const { role, id } = actorOf(principal);
      // Agents help themselves to tickets; who gives them to others has a right that an auditor asks about.
      if (role !== 'agent') await recordAssignment(deps, principal, ticket, body.assignee);
      const reason =
        body.reason === undefined ? {} : { reason: deps.redactor.redact(body.reason, { speaker: 'agent' }).text };
      const doing = { actor: { role, id }, at: deps.clock.now(), ...conditionsOf(body) };
      const deed = { type: 'assign', assignee: body.assignee, ...reason } as const;
      return presentTicket(await deps.tickets.act(params.id, deed, doing));
    },
  );
}
