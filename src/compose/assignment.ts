import type { Clock } from '../contracts/clock.ts';
import type { LiveBus } from '../contracts/conversation.ts';
import type { Logger } from '../contracts/logger.ts';
import type { Policies } from '../contracts/policies.ts';
import type { Holds } from '../contracts/sharing.ts';
import type { TicketPort } from '../contracts/ticket.ts';
import { type Assignment, createAssignment } from '../desk/assignment/assignment.ts';
import type { Desk } from '../desk/desk.ts';
import { createNotices } from '../desk/notices.ts';
import { AgentRepository } from '../storage/repositories/agents.ts';
import { TicketRepository } from '../storage/repositories/tickets.ts';
import type { PipelineStores } from './pipeline.ts';
import type { ServiceModels } from './stores.ts';

/** What assignment is joined from. */
export interface AssignmentJoin {
  readonly models: ServiceModels;
  readonly stores: Pick<PipelineStores, 'conversations'>;
  readonly policies: Pick<Policies, 'codes' | 'policyOf' | 'calendarsOf'>;
  readonly tickets: TicketPort;
  readonly desk: Desk;
  readonly live: LiveBus;
  readonly holds: Holds;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Assignment, joined. */
export interface JoinedAssignment extends Assignment {
  /** Gives out what waits in every organisation; never throws. */
  distributeAll(): Promise<void>;
  /** The same again and again: attention hours begin without anybody doing anything. Returns what ends it. */
  watch(): () => void;
}

const EVERY_MS = 60_000;

/** Joins assignment to tickets, chats and presence: whoever comes online gets what waits. */
export function joinAssignment({ models, stores, policies, desk, live, ...given }: AssignmentJoin): JoinedAssignment {
  const { tickets, holds, clock, logger } = given;
  const assignment = createAssignment({
    ...{ tickets, holds, clock, logger, policyOf: policies.policyOf },
    agents: new AgentRepository(models.agents),
    stored: new TicketRepository(models),
    conversations: stores.conversations,
    calendarOf: (code) => policies.calendarsOf(code).get('default'),
    notifications: createNotices({ models, clock, live }),
  });
  const give = async (organisation: string) => {
    try {
      await assignment.distribute(organisation);
    } catch (err) {
      logger.error({ organisation, err }, 'what waits could not be given out; it is tried again');
    }
  };
  desk.onArrival((organisation) => void give(organisation));
  const distributeAll = async () => {
    for (const code of policies.codes) await give(code);
  };
  return {
    ...assignment,
    distributeAll,
    watch() {
      const timer = setInterval(() => void distributeAll(), EVERY_MS).unref();
      return () => clearInterval(timer);
    },
  };
}
