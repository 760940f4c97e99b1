import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { TicketChange, TicketEffect } from '../../src/contracts/ticket-effects.ts';
import { ruleFacts } from '../../src/tickets/facts.ts';
import { replayTicket } from '../../src/tickets/replay.ts';
import { moveTo, openTicketWorld, said, type TicketWorld, who } from '../builders/ticket-world.ts';

let world: TicketWorld;
let seen: string[];
let fails: number;
const effect: TicketEffect = {
  name: 'test',
  async apply({ event }: TicketChange) {
    if (fails > 0) {
      fails -= 1;
      throw new Error('out of order');
    }
    seen.push(event.id);
  },
};
beforeEach(async () => {
  [seen, fails] = [[], 0];
  world = await openTicketWorld([effect]);
});
afterEach(() => world.close());

const { agent, requester } = who;

describe('what follows from events', () => {
  it('P5 every event has its effects, in order', async () => {
    const { id } = await world.open('masnegocio');
    await world.act(id, agent, moveTo('asignado'), moveTo('en_proceso'), { type: 'mark', mark: 'reaccion' });
    await world.tickets.idle();
    expect(seen).toEqual([1, 2, 3, 4].map((seq) => `${id}:${seq}`));
  });

  it('P5 an effect that fails is owed until it is done, by another process as well, and none comes before it', async () => {
    fails = 2;
    const { id } = await world.open('masnegocio');
    await world.tickets.idle();
    await world.act(id, agent, moveTo('asignado'));
    await world.tickets.idle();
    expect(seen).toEqual([]);
    const restarted = world.make();
    expect(await restarted.recover()).toBe(1);
    await restarted.idle();
    expect(seen).toEqual([`${id}:1`, `${id}:2`]);
    expect(await world.make().recover()).toBe(0);
  });
});

describe('tickets that belong together', () => {
  it('writes both sides of a relation, once', async () => {
    const [one, two] = [await world.open('masnegocio'), await world.open('masnegocio')];
    const relate = { type: 'relate', relation: 'parent', ticket: two.id } as const;
    await world.act(one.id, agent, relate, relate);
    await world.tickets.idle();
    const { ticket } = await world.tickets.get(two.id);
    expect(ticket.relations).toEqual([{ relation: 'child', ticket: one.id, folio: one.folio }]);
  });

  it('a duplicate ends in the other one, which keeps its watchers', async () => {
    const [stays, goes] = [await world.open('masnegocio'), await world.open('masnegocio')];
    await world.act(goes.id, agent, { type: 'watch', watcher: 'luz', on: true });
    const merged = await world.act(goes.id, agent, { type: 'merge', into: stays.id });
    expect([merged.phase, merged.closingCode]).toEqual(['cancelled', 'cancelado']);
    await world.tickets.idle();
    const { ticket } = await world.tickets.get(stays.id);
    expect([ticket.watchers, ticket.relations[0]?.relation]).toEqual([['luz'], 'duplicates']);
  });

  it('never joins tickets of two organisations, nor one with itself', async () => {
    const [ours, theirs] = [await world.open('masnegocio'), await world.open('alianza')];
    expect(await world.refusal(ours.id, agent, { type: 'merge', into: theirs.id })).toContain('TICKET_NOT_FOUND');
    expect(await world.refusal(ours.id, agent, { type: 'merge', into: ours.id })).toContain('TICKET_RELATION_REFUSED');
  });
});

describe('the log is the truth', () => {
  it('P2 a deed with a key is done once, also when others changed the ticket since', async () => {
    const { id } = await world.open('masnegocio');
    const note = { type: 'note', text: said('Se llamó al cliente'), internal: true } as const;
    const doing = { actor: agent, at: world.clock.now(), key: 'retry-me' };
    await world.tickets.act(id, note, doing);
    await world.act(id, agent, moveTo('asignado'));
    await world.tickets.act(id, note, doing);
    const { events } = await world.tickets.get(id);
    expect(events.map(({ type }) => type)).toEqual(['opened', 'noted', 'moved']);
  });

  it('P5 what is stored of a ticket is what its log says, whatever was done to it', async () => {
    const { id } = await world.open('masnegocio', { facts: { urgency: 'baja', impact: 'usuario' }, area: 'mesa' });
    await world.act(
      id,
      agent,
      { type: 'setFacts', facts: { urgency: 'critica', relevant: 'yes' } },
      { type: 'assign', assignee: 'ana' },
      { type: 'route', area: 'tecnologico' },
      { type: 'prioritise', priority: 'media', reason: said('Hay alternativa') },
      moveTo('pendiente_usuario'),
    );
    const ticket = await world.act(id, requester, { type: 'requesterReply', text: said('Ya está') });
    const { events } = await world.tickets.get(id);
    const { facts, ...log } = replayTicket(events);
    const { state, priority, area, subarea, agreedAt, assignee } = ticket;
    expect(log).toEqual({ state, priority, area, subarea, agreedAt, assignee: assignee });
    expect(facts).toMatchObject(ruleFacts({ ...ticket, facts: ticket.facts }));
    const clocks = world.rulesOf('masnegocio', null).clocks.clocksOf(events, facts, world.clock.now());
    expect(clocks).toEqual(ticket.clocks);
  });
});
