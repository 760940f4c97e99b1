import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import type { ExampleProposal, ExampleProposals } from '../../src/contracts/example-proposals.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { redacted } from '../builders/flow-context.ts';
import { createWorld, signIn, type World } from './world/world.ts';

const at = new Date('2026-11-20T16:00:00Z');
const proposal: ExampleProposal = {
  ...{ id: 'p1', entryId: 'corte', text: redacted('no me cuadra la caja'), state: 'pending', model: 'none' },
  ...{ prompt: 'feedback-solved', proposedBy: 'system', proposedAt: at, decidedBy: null, decidedAt: null },
};
const asked: unknown[][] = [];
const proposals: ExampleProposals = {
  pending: async (limit) => {
    asked.push(['pending', limit]);
    return [proposal];
  },
  list: async () => [],
  propose: async () => {
    throw new AppError('MODEL_OFF');
  },
  decide: async (id, approve, by) => {
    asked.push(['decide', id, approve, by]);
    return { ...proposal, state: approve ? 'approved' : 'rejected', decidedBy: by.agentId, decidedAt: at };
  },
};

let world: World;
let ana: Record<string, string>;
let lola: Record<string, string>;
beforeAll(async () => {
  world = await createWorld({ proposals });
  world.desk.add({ id: 'ana' });
  world.desk.add({ id: 'lola', roles: ['lead'] });
  world.desk.add({ id: 'zoe', organisation: 'confa', roles: ['lead'] });
  ana = (await signIn(world, 'ana')).headers;
  lola = (await signIn(world, 'lola')).headers;
});
afterAll(() => world.close());

describe('proposed example questions over the API', () => {
  it('lists what waits for a decision, fifty unless told', async () => {
    const answer = await request(world.url).get('/api/knowledge/proposals').set(ana);
    expect(answer.body.items).toEqual([{ ...proposal, proposedAt: at.toISOString() }]);
    await request(world.url).get('/api/knowledge/proposals?limit=7').set(ana);
    expect((await request(world.url).get('/api/knowledge/proposals?limit=0').set(ana)).status).toBe(400);
    expect(asked.splice(0)).toEqual([
      ['pending', 50],
      ['pending', 7],
    ]);
  });

  it('lets whoever may publish decide, in their own name', async () => {
    const answer = await request(world.url).post('/api/knowledge/proposals/p1').set(lola).send({ approve: true });
    expect(answer.body).toMatchObject({ state: 'approved', decidedBy: 'lola' });
    expect(asked.splice(0)).toEqual([['decide', 'p1', true, { agentId: 'lola', how: 'console' }]]);
  });

  it('shows nothing to people of another organisation', async () => {
    const zoe = (await signIn(world, 'zoe')).headers;
    const answer = await request(world.url).get('/api/knowledge/proposals').set(zoe);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(asked).toEqual([]);
  });
});
