import type { Actor, TicketPort } from '../../contracts/ticket.ts';
import type { TicketEffect } from '../../contracts/ticket-effects.ts';

const system: Actor = { role: 'system', id: 'incidents' };

/**
 * MAS-90: what the desk tells the requester of one ticket of an incident is told to those of all its tickets. Only what a
 * person wrote goes over, so it never comes back.
 */
export function createIncidentWord(tickets: Pick<TicketPort, 'act'>): TicketEffect {
  return {
    name: 'incidentWord',
    async apply({ ticket, event }) {
      const isOfDesk = ['agent', 'lead', 'admin'].includes(event.actor.role);
      if (event.type !== 'noted' || event.internal || event.note === undefined || !isOfDesk) return;
      const same = ticket.relations.filter(({ relation }) => relation === 'sameIncident');
      for (const { ticket: other } of same) {
        const deed = { type: 'note', text: event.note, internal: false } as const;
        await tickets.act(other, deed, { actor: system, at: event.at, key: `incident:${event.id}` });
      }
    },
  };
}
