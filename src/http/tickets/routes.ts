import type { TicketEvent, TicketView } from '../../contracts/ticket.ts';
import { AppError } from '../../errors/app-error.ts';
import { servicesOf } from '../auth/organisation.ts';
import { actorOf, auditActorOf, type Principal, seesOrganisation } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import { presentEvent, presentMoves, presentTicket } from './presenter.ts';
import * as schema from './schema.ts';

const base = '/api/tickets';

/** Reading tickets and moving them along the policy's states. */
export function ticketRoutes(deps: HttpDeps): Route[] {
  return [listRoute(deps), openRoute(deps), moveRoute(deps), assignRoute(deps)];
}

async function visibleTicket(
  { tickets }: HttpDeps,
  principal: Principal,
  id: string,
): Promise<{ ticket: TicketView; events: TicketEvent[] }> {
  const found = await tickets.get(id);
  if (!seesOrganisation(principal, found.ticket.organisation)) throw new AppError('TICKET_NOT_FOUND');
  return found;
}

function listRoute({ tickets }: HttpDeps): Route {
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
      const { limit, ...wanted } = query;
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
      return { ticket: presentTicket(ticket), events: events.map(presentEvent), moves };
    },
  );
}

function moveRoute(deps: HttpDeps): Route {
  return route(
    {
      method: 'post',
      path: `${base}/:id/move`,
      access: 'tickets.move',
      summary: 'Move a ticket to another state, if the policy allows it',
      params: schema.ticketParams,
      body: schema.moveBody,
      response: schema.ticketBody,
    },
    async ({ params, body, principal }) => {
      await visibleTicket(deps, principal, params.id);
      const { role, id } = actorOf(principal);
      const note = body.note === undefined ? undefined : deps.redactor.redact(body.note, { speaker: 'agent' }).text;
      return presentTicket(await deps.tickets.move(params.id, body.to, { role, id }, deps.clock.now(), note));
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
      body: schema.assignBody,
      response: schema.ticketBody,
    },
    async ({ params, body, principal }) => {
      const { ticket } = await visibleTicket(deps, principal, params.id);
      if (body.assignee !== null) await requireAgent(deps, ticket.organisation, body.assignee);
      const { role, id } = actorOf(principal);
      // Agents help themselves to tickets; who gives them to others has a right that an auditor asks about.
      if (role !== 'agent') await recordAssignment(deps, principal, ticket, body.assignee);
      return presentTicket(await deps.tickets.assign(params.id, body.assignee, { role, id }, deps.clock.now()));
    },
  );
}

function recordAssignment(deps: HttpDeps, principal: Principal, ticket: TicketView, assignee: string | null) {
  return deps.audit.record({
    organisation: ticket.organisation,
    at: deps.clock.now(),
    actor: auditActorOf(principal),
    action: 'ticket.assign',
    subject: { kind: 'ticket', id: ticket.id },
    facts: { from: ticket.assignee ?? '', to: assignee ?? '' },
  });
}

async function requireAgent({ desk }: HttpDeps, organisation: string, id: string): Promise<void> {
  const agents = await desk.listAgents(organisation);
  if (!agents.some((agent) => agent.id === id)) throw new AppError('AGENT_NOT_FOUND');
}
