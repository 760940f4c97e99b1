import { afterEach, beforeEach, expect, it } from '@jest/globals';
import request from 'supertest';
import type { FirstStepMark, FirstStepsStore } from '../../src/contracts/first-steps.ts';
import { createWorld, signIn, type World } from './world/world.ts';

let world: World;
beforeEach(async () => {
  const marks: Record<string, FirstStepMark> = {};
  const state = { closed: false };
  const firstSteps: FirstStepsStore = {
    find: async () => ({ marks, closed: state.closed }),
    async mark(_organisation, step, mark) {
      if (mark === null) delete marks[step];
      else marks[step] = mark;
    },
    async close(_organisation, closed) {
      state.closed = closed;
    },
  };
  world = await createWorld({ firstSteps });
  world.desk.add({ id: 'ada', roles: ['admin'] });
});
afterEach(() => world.close());

it('the first hour knows what has happened, remembers what was skipped, and can be put away and taken up again', async () => {
  const { headers } = await signIn(world, 'ada');
  const read = async () => (await request(world.url).get('/api/setup').set(headers)).body;
  const put = async (body: object) => (await request(world.url).put('/api/setup').set(headers).send(body)).body;
  const statesOf = ({ steps }: { steps: { step: string; state: string }[] }) =>
    Object.fromEntries(steps.map(({ step, state }) => [step, state]));
  expect(statesOf(await read())).toEqual({
    ...{ administrator: 'done', chat: 'open', invite: 'open', whatsapp: 'open', knowledge: 'open' },
  });
  world.conversations.add({ id: 'c1' });
  world.desk.add({ id: 'luz' });
  expect(statesOf(await put({ step: 'whatsapp', state: 'skipped' }))).toEqual({
    ...{ administrator: 'done', chat: 'done', invite: 'done', whatsapp: 'skipped', knowledge: 'open' },
  });
  expect((await put({ closed: true })).closed).toBe(true);
  expect(statesOf(await put({ step: 'whatsapp', state: 'open', closed: false })).whatsapp).toBe('open');
  expect((await read()).closed).toBe(false);
});
