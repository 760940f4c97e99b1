import type { Actor, TicketPort } from '../../contracts/ticket.ts';
import type { TicketEffect } from '../../contracts/ticket-effects.ts';
import type { TicketRulesOf } from '../rules.ts';

const system: Actor = { role: 'system', id: 'letters' };
const day = /^\d{4}-\d{2}-\d{2}$/;

/**
 * ALI-30: a letter is to come complete on the day it was received or on the next working day; how many working days it took
 * is kept with the ticket (`letterDays`, `letterLate`). Read when the first step of its protocol is marked.
 */
export function createLetterLateness(tickets: Pick<TicketPort, 'act'>, rulesOf: TicketRulesOf): TicketEffect {
  return {
    name: 'letters',
    async apply({ ticket, event }) {
      const received = String(ticket.facts.letterReceived ?? '');
      if (event.type !== 'marked' || !day.test(received)) return;
      const { policy, calendars } = rulesOf(ticket.organisation, ticket.company);
      const protocol = policy.protocols.find(({ firstInFirstOut }) => firstInFirstOut);
      if (protocol?.steps[0]?.mark !== event.mark) return;
      // Noon in the organisation's part of the world lies on the same date everywhere that matters.
      const from = new Date(`${received}T18:00:00Z`);
      const letterDays = calendars.get('default').workingDaysBetween(from, event.at);
      const facts = { letterDays, letterLate: letterDays > 1 ? 'yes' : 'no' };
      await tickets.act(
        ticket.id,
        { type: 'setFacts', facts },
        { actor: system, at: event.at, key: `letter:${event.id}` },
      );
    },
  };
}
