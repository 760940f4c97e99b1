import type { Actor, TicketPort } from '../contracts/ticket.ts';
import type { TicketEffect } from '../contracts/ticket-effects.ts';
import { inverseOf } from './deeds/relate.ts';

const system: Actor = { role: 'system', id: 'relations' };

/**
 * Writes the other side of a relation: who looks at either ticket finds both. A duplicate's watchers go over to the
 * ticket that stays. Done again it changes nothing.
 */
export function createMirror(tickets: Pick<TicketPort, 'act'>): TicketEffect {
  return {
    name: 'relations',
    async apply({ ticket, event }) {
      const doing = { actor: system, at: event.at };
      if (event.type === 'opened') {
        for (const { relation, ticket: other } of ticket.relations)
          await tickets.act(other, { type: 'relate', relation: inverseOf[relation], ticket: ticket.id }, doing);
      }
      if (event.type === 'related' && event.to !== undefined) {
        const made = ticket.relations.find((one) => one.ticket === event.to && one.relation === event.facts?.relation);
        if (made)
          await tickets.act(event.to, { type: 'relate', relation: inverseOf[made.relation], ticket: ticket.id }, doing);
      }
      const into = event.type === 'merged' ? event.facts?.into : undefined;
      if (typeof into !== 'string') return;
      await tickets.act(into, { type: 'relate', relation: 'duplicates', ticket: ticket.id }, doing);
      for (const watcher of ticket.watchers) await tickets.act(into, { type: 'watch', watcher, on: true }, doing);
    },
  };
}
