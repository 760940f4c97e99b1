import type { Policies } from '../contracts/policies.ts';
import type { Redactor } from '../contracts/redacted.ts';
import { createIncidentWord } from '../tickets/following/incidents.ts';
import { createLadders } from '../tickets/following/ladders.ts';
import { createLetterLateness } from '../tickets/following/letters.ts';
import { createKindWords } from '../tickets/kinds/words.ts';
import { type AssignmentJoin, joinAssignment } from './assignment.ts';
import type { JoinedRequesters } from './requesters.ts';
import { joinTicketNotices, type TicketNoticeJoin } from './ticket-notices.ts';
import type { JoinedTickets } from './tickets.ts';

type Joined = 'tickets' | 'companies' | 'portalLinks';

/** What it is joined from. */
export type TicketLifeJoin = Omit<TicketNoticeJoin & AssignmentJoin, Joined | 'policies'> & {
  readonly policies: Policies;
  readonly people: JoinedRequesters['parts'];
  readonly redactor: Redactor;
};

/** All that happens to tickets without a hand, joined. */
export interface TicketLife {
  /** P5: takes up effects, timers, notices and what waits for somebody, from the database alone. */
  recover(): Promise<void>;
  /** Looks again and again for what was lost and for what waits; returns what ends it. */
  watch(): () => void;
}

/** Joins what follows from ticket events to the desk, in this order; call it before the start. */
export function joinTicketLife({ people, ...join }: TicketLifeJoin, desked: JoinedTickets): TicketLife {
  const { tickets, timers, effects, rulesOf } = desked;
  const { companies, portalLinks } = people;
  const notices = joinTicketNotices({ ...join, tickets, companies, portalLinks });
  const assignment = joinAssignment({ ...join, tickets });
  effects.push(createKindWords(tickets, rulesOf, join.redactor));
  effects.push(createLadders(tickets, rulesOf), createIncidentWord(tickets), createLetterLateness(tickets, rulesOf));
  effects.push(assignment.effect, notices.effect);
  return {
    async recover() {
      await tickets.recover();
      await timers.recover(join.policies.codes.map(join.policies.policyOf));
      await notices.recover();
      await assignment.distributeAll();
    },
    watch() {
      const ends = [timers.watch(), assignment.watch()];
      return () => {
        for (const end of ends) end();
      };
    },
  };
}
