import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { redacted } from './world/redacted.ts';
import { createWorld, signIn, type World } from './world/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
  world.desk.add({ id: 'ana' });
  world.desk.add({ id: 'root', roles: ['admin'] });
  world.desk.add({ id: 'lola', roles: ['lead'] });
});
afterEach(() => world.close());

const deeds = () => world.audited.map(({ actor, action, subject }) => `${actor.id} ${action} ${subject.id}`);

describe('the audit trail over HTTP', () => {
  it('records sign-in links, sessions opened and revoked, replays, and assignments by a lead', async () => {
    const root = await signIn(world, 'root');
    await request(world.url).post('/api/agents/ana/sign-in-link').set(root.headers).expect(200);
    const ana = await signIn(world, 'ana');
    const lola = await signIn(world, 'lola');
    world.tickets.add({ id: 't1' });
    await request(world.url).post('/api/tickets/t1/assign').set(ana.headers).send({ assignee: 'ana' }).expect(200);
    await request(world.url).post('/api/tickets/t1/assign').set(lola.headers).send({ assignee: 'ana' }).expect(200);
    // A replay that is refused is no deed.
    await request(world.url).post('/api/dead-letters/d0/replay').set(lola.headers).expect(404);
    const letter = { id: 'd1', conversationId: 'c1', channel: 'webchat', attempts: 8, code: 'DELIVERY_FAILED' };
    world.letters.set('d1', { ...letter, text: redacted('Hola'), failedAt: world.time.now() });
    await request(world.url).post('/api/dead-letters/d1/replay').set(lola.headers).expect(204);
    await request(world.url).delete('/api/session').set(ana.headers).expect(204);
    expect(deeds()).toEqual([
      'root session.open s-1',
      'root signInLink.create ana',
      'ana session.open s-2',
      'lola session.open s-3',
      'lola ticket.assign t1',
      'lola deadLetter.replay d1',
      'ana session.revoke s-2',
    ]);
  });

  it('does nothing that it cannot record', async () => {
    const lola = await signIn(world, 'lola');
    world.tickets.add({ id: 't1' });
    world.deps.audit.record = () => Promise.reject(new Error('the disk is full'));
    const answer = await request(world.url).post('/api/tickets/t1/assign').set(lola.headers).send({ assignee: 'ana' });
    expect([answer.status, (await world.tickets.get('t1')).ticket.assignee]).toEqual([500, null]);
  });

  it('is read in pages by lead and administrator, not by agents', async () => {
    const lola = await signIn(world, 'lola');
    await signIn(world, 'ana');
    const first = await request(world.url).get('/api/audit?limit=1').set(lola.headers);
    expect([first.body.items[0].actor.id, first.body.next]).toEqual(['ana', '2']);
    const second = await request(world.url).get('/api/audit?limit=1&after=2').set(lola.headers);
    expect([second.body.items[0].actor.id, second.body.next]).toEqual(['lola', null]);
    const one = await request(world.url).get('/api/audit?subject=s-1').set(lola.headers);
    expect(one.body.items).toHaveLength(1);
    const report = await request(world.url).get('/api/audit/verification').set(lola.headers);
    expect(report.body).toMatchObject({ ok: true, organisation: 'exsim' });
    const ana = await signIn(world, 'ana');
    expect((await request(world.url).get('/api/audit').set(ana.headers)).status).toBe(403);
  });
});
