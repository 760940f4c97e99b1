import type { Clock } from '../contracts/clock.ts';
import type { LiveBus } from '../contracts/conversation.ts';
import type { JobQueue } from '../contracts/jobs.ts';
import type { Logger } from '../contracts/logger.ts';
import type { TicketMetrics } from '../contracts/metrics.ts';
import type { Policy } from '../contracts/policy.ts';
import type { TicketEffect } from '../contracts/ticket-effects.ts';
import type { TicketKindsPort } from '../contracts/ticket-kinds.ts';
import { AgentRepository } from '../storage/repositories/agents.ts';
import { createTicketKinds } from '../tickets/kinds/look.ts';
import { createTicketRules, type TicketRulesOf } from '../tickets/rules.ts';
import { createTickets, type Tickets } from '../tickets/tickets.ts';
import { createTimers, type TicketTimers } from '../tickets/timers/timers.ts';
import type { ServiceModels } from './stores.ts';

/** What tickets are joined from. */
export interface TicketJoin {
  readonly models: ServiceModels;
  readonly policyOf: (organisation: string) => Policy;
  readonly live: LiveBus;
  readonly jobs: JobQueue;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: TicketMetrics;
}

/** Tickets with the rules they follow. */
export interface JoinedTickets {
  readonly tickets: Tickets;
  readonly rulesOf: TicketRulesOf;
  /** What follows from ticket events; filled while the other parts are joined, before the start. */
  readonly effects: TicketEffect[];
  /** What happens to tickets without a hand. */
  readonly timers: TicketTimers;
  /** What kinds of tickets ask for. */
  readonly kinds: TicketKindsPort;
}

/** Joins the ticket service, with its timers as the first that follows from every event. */
export function joinTickets({ models, policyOf, live, jobs, clock, logger, metrics }: TicketJoin): JoinedTickets {
  const effects: TicketEffect[] = [];
  const rulesOf = createTicketRules(policyOf);
  const agents = new AgentRepository(models.agents);
  const postsOf = async (organisation: string, id: string) => {
    const found = await agents.find(id);
    return found?.org === organisation ? (found.posts ?? []) : [];
  };
  const tickets = createTickets({ models, rulesOf, live, clock, postsOf, following: { effects, jobs, logger } });
  const timers = createTimers({ models, tickets, rulesOf, jobs, clock, logger, metrics });
  effects.push(timers.effect);
  const kinds = createTicketKinds({ rulesOf, postsOf, clock });
  return { tickets, rulesOf, effects, timers, kinds };
}
