import type { TicketView } from '../../contracts/ticket.ts';
import { AppError } from '../../errors/app-error.ts';
import { auditActorOf, type Principal } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';

/** Written before it is done: who gives tickets to others has a right that an auditor asks about. */
export function recordAssignment(deps: HttpDeps, principal: Principal, ticket: TicketView, assignee: string | null) {
  return deps.audit.record({
    organisation: ticket.organisation,
    at: deps.clock.now(),
    actor: auditActorOf(principal),
    action: 'ticket.assign',
    subject: { kind: 'ticket', id: ticket.id },
    facts: { from: ticket.assignee ?? '', to: assignee ?? '' },
  });
}

/** Throws AGENT_NOT_FOUND unless somebody of the organisation has this id. */
export async function requireAgent({ desk }: HttpDeps, organisation: string, id: string): Promise<void> {
  const agents = await desk.listAgents(organisation);
  if (!agents.some((agent) => agent.id === id)) throw new AppError('AGENT_NOT_FOUND');
}
