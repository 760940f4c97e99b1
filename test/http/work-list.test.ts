import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadPolicy } from '../../src/policy/load.ts';
import { moveTo, openTicketWorld, type TicketWorld, who } from '../builders/ticket-world.ts';
import { createWorld, signIn, type World } from './world/world.ts';

let stored: TicketWorld;
let world: World;
beforeAll(async () => {
  stored = await openTicketWorld();
  world = await createWorld({ tickets: stored.tickets });
  world.desk.add({ id: 'ana', roles: ['agent'], organisation: 'icetex' });
});
afterAll(async () => {
  await world.close();
  await stored.close();
});

describe('the list of who works', () => {
  it('ICE-24 an advisor signs in and sees the cases that wait, of this desk alone', async () => {
    const facts = { type: 'queja' };
    const waiting = await stored.open('icetex', { facts });
    const answered = await stored.open('icetex', { facts: { type: 'felicitacion' } });
    await stored.act(answered.id, who.lead, moveTo('respondido', { note: 'Gracias' as never }));
    const typed = { type: 'classify', classes: { tipificacion: 'felicitacion' } } as const;
    await stored.act(answered.id, who.lead, typed, moveTo('enviado'));
    await stored.open('confa', { facts });
    const list = `${world.url}/api/tickets?area=atencion&open=true`;
    expect((await fetch(list)).status).toBe(401);
    const { headers } = await signIn(world, 'ana');
    const { items } = (await (await fetch(list, { headers })).json()) as { items: { id: string }[] };
    expect(items.map(({ id }) => id)).toEqual([waiting.id]);
  });

  it('CON-52 the one role of the owner sees every case: of each area, of whoever has it, open and over', async () => {
    const { roles, areas } = loadPolicy('confa');
    const [owner, ...others] = roles.filter(({ code }) => code === 'gerente_relaciones');
    expect([owner?.desk, others]).toEqual([expect.arrayContaining(['lead']), []]);
    world.desk.add({ id: 'gerente', roles: [...(owner?.desk ?? [])], organisation: 'confa' });
    const facts = { type: 'felicitacion' };
    const mine: string[] = [];
    for (const { code: area } of areas) mine.push((await stored.open('confa', { area, facts })).id);
    const [first = '', second = ''] = mine;
    await stored.act(first, who.lead, { type: 'assign', assignee: 'otra-persona' });
    await stored.act(second, who.lead, moveTo('cerrado', { closingCode: 'felicitacion' }));
    const elsewhere = await stored.open('icetex', { facts });
    const { headers } = await signIn(world, 'gerente');
    const answer = await fetch(`${world.url}/api/tickets?limit=100`, { headers });
    const { items } = (await answer.json()) as { items: { id: string }[] };
    const ids = items.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(mine));
    expect(ids).not.toContain(elsewhere.id);
  });
});
