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
    await stored.act(answered.id, who.lead, moveTo('respondido', { note: 'Gracias' as never }), moveTo('enviado'));
    await stored.open('confa', { facts });
    const list = `${world.url}/api/tickets?area=atencion&open=true`;
    expect((await fetch(list)).status).toBe(401);
    const { headers } = await signIn(world, 'ana');
    const { items } = (await (await fetch(list, { headers })).json()) as { items: { id: string }[] };
    expect(items.map(({ id }) => id)).toEqual([waiting.id]);
  });

  it('CON-52 who has the role of the owner sees the cases of every area', async () => {
    const owner = loadPolicy('confa').roles.find(({ code }) => code === 'gerente_relaciones');
    world.desk.add({ id: 'gerente', roles: [...(owner?.desk ?? [])], organisation: 'confa' });
    const areas = ['servicio_cliente', 'servicio', 'secretaria', 'relaciones'];
    for (const area of areas) await stored.open('confa', { area, facts: { type: 'queja' } });
    const { headers } = await signIn(world, 'gerente');
    const answer = await fetch(`${world.url}/api/tickets?open=true`, { headers });
    const { items } = (await answer.json()) as { items: { area: string; organisation: string }[] };
    expect([...new Set(items.map(({ area }) => area))].sort()).toEqual(areas.toSorted());
    expect(new Set(items.map(({ organisation }) => organisation))).toEqual(new Set(['confa']));
  });
});
