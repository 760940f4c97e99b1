import type { StoredUse } from '../policy/checks/change.ts';
import { TicketRepository } from '../storage/repositories/tickets.ts';
import type { ServiceModels } from './stores.ts';

/** What is stored under the codes of an organisation's policy. */
export function storedUseOf(models: ServiceModels): (organisation: string) => StoredUse {
  const tickets = new TicketRepository(models);
  return (organisation) => ({
    openTickets: (by) => tickets.countOpen(organisation, by),
    hasTickets: async () => (await tickets.page({ org: organisation, limit: 1 })).length > 0,
  });
}
