import type { Policy } from '../contracts/policy.ts';
import type { TicketView } from '../contracts/ticket.ts';
import type { TicketLadders } from '../contracts/ticket-ladders.ts';
import type { DeskPerson } from '../contracts/ticket-notices.ts';
import { whenHolds } from '../policy/routing.ts';
import { peopleOf } from './people.ts';

/** What the ladders of a ticket are read from. */
export interface TicketLadderDeps {
  readonly policyOf: (organisation: string, company: string | null) => Policy;
  readonly people: (organisation: string) => Promise<readonly DeskPerson[]>;
}

/** The ladders that fit a ticket, and who is told at each level: the same people whom the notice of the level finds. */
export function createTicketLadders({ policyOf, people }: TicketLadderDeps): TicketLadders {
  return {
    async of(ticket) {
      const desk = await people(ticket.organisation);
      const names = new Map(desk.map(({ id, name }) => [`agent:${id}`, name]));
      const told = (role: string) => peopleOf(role, ticket, desk).flatMap((key) => names.get(key) ?? []);
      const { escalations } = policyOf(ticket.organisation, ticket.company);
      return escalations
        .filter(({ name, when }) => ticket.escalation?.ladder === name || whenHolds(when, factsOf(ticket)))
        .map(({ name, label, levels }) => ({
          ...{ name, label, current: ticket.escalation?.ladder === name ? ticket.escalation.level : null },
          levels: levels.map(({ role, direction = null, area = null }, level) => {
            return { level, role, direction, area, people: told(role) };
          }),
        }));
    },
  };
}

function factsOf({ facts, priority, area, subarea }: TicketView) {
  return { ...facts, priority, area, subarea };
}
