import type { Desk } from '../desk/desk.ts';
import type { JoinedRequesters } from './requesters.ts';
import { joinTicketNotices, type TicketNoticeJoin } from './ticket-notices.ts';
import type { JoinedTickets } from './tickets.ts';

/** What it is joined from. */
export type TicketLifeJoin = Omit<TicketNoticeJoin, 'tickets' | 'companies' | 'portalLinks'> & {
  readonly desk: Desk;
  readonly people: JoinedRequesters['parts'];
};

/** All that happens to tickets without a hand, joined. */
export interface TicketLife {
  /** P5: takes up effects, timers and notices that are owed, from the database alone. */
  recover(): Promise<void>;
}

/** Joins what follows from ticket events to the desk; call it before the start. */
export function joinTicketLife(
  { people, ...join }: TicketLifeJoin & { readonly policies: { readonly codes: readonly string[] } },
  { tickets, timers, effects }: JoinedTickets,
): TicketLife {
  const { companies, portalLinks } = people;
  const notices = joinTicketNotices({ ...join, tickets, companies, portalLinks });
  effects.push(notices.effect);
  return {
    async recover() {
      await tickets.recover();
      await timers.recover(join.policies.codes.map(join.policies.policyOf));
      await notices.recover();
    },
  };
}
