import type { TicketLadders } from '../../contracts/ticket-ladders.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import { laddersBody } from './look-schema.ts';
import { ticketParams } from './schema.ts';
import { visibleTicket } from './visible-ticket.ts';

/** Where a ticket can be escalated to. */
export function ladderRoutes(deps: HttpDeps): Route[] {
  return deps.ticketLadders === undefined ? [] : [laddersRoute(deps, deps.ticketLadders)];
}

function laddersRoute(deps: HttpDeps, ladders: TicketLadders): Route {
  return route(
    {
      ...{ method: 'get', path: '/api/tickets/:id/ladders', access: 'tickets.read' },
      summary: 'The ladders of the policy that fit a ticket, and who would be told at each level',
      ...{ params: ticketParams, response: laddersBody },
    } as const,
    async ({ params, principal }) => {
      const { ticket } = await visibleTicket(deps, principal, params.id);
      const items = (await ladders.of(ticket)).map(({ levels, ...ladder }) => {
        return { ...ladder, levels: levels.map((step) => ({ ...step, people: [...step.people] })) };
      });
      return { items };
    },
  );
}
