import type { TicketEvent, TicketView } from '../../contracts/ticket.ts';
import { AppError } from '../../errors/app-error.ts';
import { type Principal, seesOrganisation } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';

/** A ticket of the caller's organisation; another organisation's looks as if it were not there. */
export async function visibleTicket(
  { tickets }: Pick<HttpDeps, 'tickets'>,
  principal: Principal,
  id: string,
): Promise<{ ticket: TicketView; events: TicketEvent[] }> {
  const found = await tickets.get(id);
  if (!seesOrganisation(principal, found.ticket.organisation)) throw new AppError('TICKET_NOT_FOUND');
  return found;
}
