import type { Clock } from '../contracts/clock.ts';
import type { Policies } from '../contracts/policies.ts';
import type { Redactor } from '../contracts/redacted.ts';
import type { TicketForesight } from '../contracts/ticket.ts';
import type { TicketKindsPort } from '../contracts/ticket-kinds.ts';
import type { TicketLadders } from '../contracts/ticket-ladders.ts';
import type { TicketSearch } from '../contracts/ticket-search.ts';
import type { TicketViews } from '../contracts/ticket-views.ts';
import { createTicketLadders } from '../notices/ladders.ts';
import { AgentRepository } from '../storage/repositories/agents.ts';
import { TicketSearchRepository } from '../storage/repositories/ticket-search.ts';
import { TicketViewRepository } from '../storage/repositories/ticket-views.ts';
import { TicketRepository } from '../storage/repositories/tickets.ts';
import { createTicketSearch } from '../tickets/search/search.ts';
import { createTicketViews } from '../tickets/search/views.ts';
import type { PipelineStores } from './pipeline.ts';
import type { ServiceModels } from './stores.ts';
import { personOf } from './ticket-notices.ts';
import type { JoinedTickets } from './tickets.ts';

/** What agents have around their tickets. */
export interface TicketDeskParts {
  readonly ticketSearch: TicketSearch;
  readonly ticketViews: TicketViews;
  readonly ticketForesight: TicketForesight;
  readonly ticketKinds: TicketKindsPort;
  readonly ticketLadders: TicketLadders;
}

/** What it is joined from. */
export interface TicketDeskJoin {
  readonly models: ServiceModels;
  readonly stores: Pick<PipelineStores, 'contacts'>;
  readonly policies: Pick<Policies, 'rulesOf'>;
  readonly redactor: Redactor;
  readonly clock: Clock;
}

/** Joins the search of tickets and the lists that people keep of it. */
export function joinTicketDesk(
  { models, stores, policies, redactor, clock }: TicketDeskJoin,
  { tickets, rulesOf, kinds }: JoinedTickets,
): TicketDeskParts {
  const agents = new AgentRepository(models.agents);
  return {
    ticketSearch: createTicketSearch({
      ...{ rulesOf, clock, contacts: stores.contacts, tickets: new TicketRepository(models) },
      walks: new TicketSearchRepository(models.tickets),
    }),
    ticketForesight: tickets,
    ticketKinds: kinds,
    ticketLadders: createTicketLadders({
      policyOf: (organisation, company) => policies.rulesOf(organisation, company).policy,
      people: async (organisation) => (await agents.list(organisation)).map(personOf),
    }),
    ticketViews: createTicketViews({ views: new TicketViewRepository(models.ticketViews), redactor, clock }),
  };
}
