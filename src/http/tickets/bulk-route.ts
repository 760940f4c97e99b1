import type { z } from 'zod';
import type { TicketDeed } from '../../contracts/ticket-deeds.ts';
import { isAppError } from '../../errors/app-error.ts';
import { actorOf, type Principal, requirePermission } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import { recordAssignment, requireAgent } from './assigning.ts';
import { bulkBody, bulkResult } from './deed-schema.ts';
import { visibleTicket } from './visible-ticket.ts';

type Action = z.output<typeof bulkBody>['action'];
type Result = z.input<typeof bulkResult>['items'][number];

/** One deed on several tickets: each by itself, so that one refusal stops no other. */
export function bulkRoute(deps: HttpDeps): Route {
  return route(
    {
      method: 'post',
      path: '/api/tickets/bulk',
      access: 'tickets.move',
      summary: 'Give, move, prioritise or pass on several tickets; says of each what came of it',
      body: bulkBody,
      response: bulkResult,
    },
    async ({ body: { key, action, tickets }, principal }) => {
      // What may be done to one alone may be done to many.
      if (action.type === 'assign' || action.type === 'area') requirePermission(deps.desk, principal, 'tickets.assign');
      const items: Result[] = [];
      for (const id of new Set(tickets)) items.push(await actOn(deps, { id, key, action }, principal));
      return { items };
    },
  );
}

async function actOn(
  deps: HttpDeps,
  { id, key, action }: { id: string; key: string; action: Action },
  principal: Principal,
): Promise<Result> {
  try {
    const { ticket } = await visibleTicket(deps, principal, id);
    const { role, id: actor } = actorOf(principal);
    if (action.type === 'assign') {
      if (action.assignee !== null) await requireAgent(deps, ticket.organisation, action.assignee);
      if (role !== 'agent') await recordAssignment(deps, principal, ticket, action.assignee);
    }
    const doing = { actor: { role, id: actor }, at: deps.clock.now(), key: `bulk:${key}` };
    await deps.tickets.act(id, deedOf(deps, action), doing);
    return { id, ok: true, problem: null };
  } catch (error) {
    // What is no error of the catalogue is a defect, and no answer to one line.
    if (!isAppError(error)) throw error;
    return { id, ok: false, problem: { code: error.code, message: error.message } };
  }
}

/** Texts go through the redactor (P4). */
function deedOf({ redactor }: HttpDeps, action: Action): TicketDeed {
  const redact = (text: string) => redactor.redact(text, { speaker: 'agent' }).text;
  switch (action.type) {
    case 'assign':
      return { type: 'assign', assignee: action.assignee };
    case 'area':
      return { type: 'route', area: action.area };
    case 'priority':
      return { type: 'prioritise', priority: action.priority, reason: redact(action.reason) };
    case 'move': {
      const { to, note, solutionType, closingCode } = action;
      return {
        ...{ type: 'move', to },
        ...(note !== undefined && { note: redact(note) }),
        ...(solutionType !== undefined && { solutionType }),
        ...(closingCode !== undefined && { closingCode }),
      };
    }
  }
}
