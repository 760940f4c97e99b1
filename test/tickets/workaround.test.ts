import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { nextBells } from '../../src/tickets/timers/bells.ts';
import { moveTo, openTicketWorld, said, type TicketWorld, who } from '../builders/ticket-world.ts';

let world: TicketWorld;
beforeAll(async () => {
  world = await openTicketWorld();
});
afterAll(() => world.close());

const { agent, system } = who;
const note = said('Se captura en la hoja de respaldo, con dos personas de apoyo, mientras se corrige el módulo');
const inDays = (days: number) => new Date(world.clock.now().getTime() + days * 86_400_000);
const solved = (until?: Date) =>
  moveTo('solucionado', { note, solutionType: 'workaround', ...(until !== undefined && { until }) });
const clockOf = async (id: string) =>
  (await world.tickets.get(id)).ticket.clocks.find(({ name }) => name === 'workaround');

describe('a workaround', () => {
  it('MAS-141 is recorded with its activities and resources and with its period, or not at all', async () => {
    const { id } = await world.open('masnegocio');
    expect(await world.refusal(id, agent, solved())).toMatch(/^TICKET_NEEDS_MISSING.*until/);
    expect(await world.refusal(id, agent, solved(inDays(-1)))).toContain('until');
    expect(
      await world.refusal(
        id,
        agent,
        moveTo('solucionado', { note: said(''), solutionType: 'workaround', until: inDays(5) }),
      ),
    ).toContain('solution');
    const until = inDays(5);
    await world.act(id, agent, solved(until));
    const { events } = await world.tickets.get(id);
    expect(events.at(-1)).toMatchObject({ note, facts: { solutionType: 'workaround', until: until.toISOString() } });
  });

  it('MAS-141 its end is warned of a working day before and told when it comes, the ticket being closed or not', async () => {
    const { id } = await world.open('masnegocio');
    const until = inDays(7);
    await world.act(id, agent, solved(until));
    await world.act(id, system, moveTo('cerrado', { closingCode: 'sin_validacion' }));
    expect(await clockOf(id)).toMatchObject({ status: 'running', dueAt: until });
    const { ticket, events } = await world.tickets.get(id);
    const bells = nextBells(ticket, events, world.rulesOf('masnegocio', null));
    expect(bells.filter(({ clock }) => clock === 'workaround').map(({ kind }) => kind)).toEqual(['warning', 'breach']);
    expect(ticket.nextAt).toEqual(bells[0]?.at);
    const rung = await world.act(id, system, { type: 'ring', clock: 'workaround', bell: 'breach', dueAt: until });
    expect(rung.version).toBe(ticket.version + 1);
  });

  it('MAS-141 a lasting solution ends it; a ticket without one has no such clock, and the requester is promised nothing by it', async () => {
    const { id, dueAt } = await world.open('masnegocio');
    expect(await clockOf(id)).toBeUndefined();
    const held = await world.act(id, agent, solved(inDays(1)), moveTo('asignado'));
    expect(held.dueAt).toEqual(dueAt);
    await world.act(id, agent, moveTo('solucionado', { note, solutionType: 'definitiva' }));
    expect(await clockOf(id)).toMatchObject({ status: 'met' });
  });
});
