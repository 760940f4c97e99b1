import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { createWorld, operatorToken, signIn, type World } from './world/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
  world.desk.add({ id: 'ana' });
  world.desk.add({ id: 'lola', roles: ['lead'] });
  world.desk.add({ id: 'ada', roles: ['admin'] });
  world.desk.add({ id: 'otro', organisation: 'elsewhere' });
});
afterAll(() => world.close());

const ask = (id: string, headers: Record<string, string>) =>
  request(world.url).post(`/api/agents/${id}/sign-in-link`).set(headers);

describe('a new sign-in link', () => {
  it('EXS-78 is made by administrators alone', async () => {
    for (const id of ['ana', 'lola']) {
      const answer = await ask('ana', (await signIn(world, id)).headers);
      expect([answer.status, answer.body.error.code]).toEqual([403, 'FORBIDDEN']);
    }
    expect((await ask('ana', (await signIn(world, 'ada')).headers)).status).toBe(200);
  });

  it('opens the console once and is kept by no cache', async () => {
    const answer = await ask('ana', { authorization: `Bearer ${operatorToken}` });
    expect(answer.headers['cache-control']).toBe('no-store');
    const token = new URL(answer.body.url).hash.slice(1);
    const redeem = () => request(world.url).post('/api/session/redeem').set('Origin', world.url).send({ token });
    expect((await redeem()).body.agent.id).toBe('ana');
    expect((await redeem()).status).toBe(403);
  });

  it('is made for nobody of another organisation', async () => {
    const answer = await ask('otro', (await signIn(world, 'ada')).headers);
    expect([answer.status, answer.body.error.code]).toEqual([404, 'AGENT_NOT_FOUND']);
  });
});
