import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { loadPolicy } from '../../src/policy/load.ts';
import type { Tickets } from '../../src/tickets/tickets.ts';
import { buildContactWorld, type ContactWorld } from '../builders/contacts.ts';
import { type Console, createWorld, signIn, type World } from './world/world.ts';

const agent = { role: 'agent', id: 'ana', name: 'Ana' } as const;
let gateway: ContactWorld;
let world: World;
let ana: Console;
beforeAll(async () => {
  gateway = await buildContactWorld({ policy: 'confa' });
  const services = { policy: loadPolicy('confa') } as never;
  const { tickets, verification, contactDesk } = gateway.gateway;
  world = await createWorld({
    ...{ tickets, verification, contactDesk },
    organisations: { codes: ['confa'], of: () => services },
  });
  world.desk.add({ id: 'ana', roles: ['agent'], organisation: 'confa' });
  ana = await signIn(world, 'ana');
});
afterAll(async () => {
  await world.close();
  await gateway.destroy();
});

/** A claim of somebody who is known by telephone alone, answered. */
async function answered(): Promise<string> {
  const { loggedConversations, tickets } = gateway.gateway;
  const person = { name: 'Rosa Díaz', phone: '3001234567', email: null };
  const logged = {
    channel: 'phone',
    contact: person,
    at: new Date(gateway.clock.now().getTime() - 3_600_000),
    minutes: 5,
  };
  const said = {
    asked: 'Me llamo Rosa',
    answered: 'Gracias',
    outcome: 'answered',
    area: null,
    remoteTool: null,
  } as const;
  const about = { organisation: 'confa', agent };
  const { contactId } = await loggedConversations.log('key-call-1', { ...logged, ...said }, about);
  const { id } = await gateway.ticket(contactId, null, 'key-claim');
  const doing = () => ({ actor: agent, at: gateway.clock.advance({ minutes: 1 }) });
  const words = (text: string) => gateway.clean(text);
  await tickets.act(id, { type: 'setFacts', facts: { type: 'reclamo' } }, doing());
  const classes = { service: 'salud', attribute: 'cobro', authorityType: 'reclamo' };
  await tickets.act(id, { type: 'classify', classes }, doing());
  await tickets.act(id, { type: 'move', to: 'en_respuesta' }, doing());
  for (const mark of ['documentacion', 'plan_accion'])
    await tickets.act(id, { type: 'mark', mark, note: words('Entregado') }, doing());
  await tickets.act(id, { type: 'move', to: 'respondido', note: words('Se devolvió el cobro') }, doing());
  // What follows from the answer is done when it is taken up; a check is entered once.
  await (tickets as Tickets).idle();
  return id;
}

describe('verification by call', () => {
  it('CON-35 the answered case waits with the number to call; the call records whether the user is satisfied with the answer', async () => {
    const ticket = await answered();
    const queue = async () =>
      (await request(world.url).get('/api/surveys/checks?state=open').set(ana.headers)).body.items;
    const [check] = await queue();
    expect(check).toMatchObject({ ticketId: ticket, person: { name: 'Rosa Díaz' } });
    expect(check.person.phone).toContain('3001234567');
    const call = { contacted: true, satisfied: false, observations: 'Dice que aún le cobran' };
    const done = await request(world.url).post(`/api/surveys/checks/${check.id}/calls`).set(ana.headers).send(call);
    expect(done.body).toMatchObject({ state: 'unsatisfied', calls: [{ by: 'ana', ...call }] });
    expect(await queue()).toEqual([]);
  });
});
