import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { reviewFactsOf } from '../../src/compose/review-facts.ts';
import { reviewPopulation } from '../../src/compose/review-population.ts';
import type { QualityReviewDoc } from '../../src/storage/models/quality.ts';
import type { AgentRepository } from '../../src/storage/repositories/agents.ts';
import { buildWorld, removeWorld, type World } from '../builders/pipeline.ts';

const agent = (id: string) => ({ role: 'agent', id, name: id }) as const;
let world: World;
let id: string;
beforeEach(async () => {
  world = await buildWorld();
});
afterEach(async () => {
  await world.close();
  removeWorld(world);
});

/** The person writes, somebody answers and ends it: one episode. */
async function attend(by: string, question: string, answer: string) {
  const { conversations } = world.pipeline;
  await world.say('p1', question);
  id = (await conversations.list({ limit: 1 })).items[0]?.id ?? '';
  await conversations.act(id, { type: 'take' }, agent(by));
  world.clock.advance({ minutes: 5 });
  await conversations.act(id, { type: 'reply', id: `r-${by}`, text: answer }, agent(by));
  await conversations.act(id, { type: 'close', outcome: 'cancelled' }, agent(by));
  await world.pipeline.idle();
}

describe('what an audit is drawn from', () => {
  it('EXS-51 ICE-38 names who attended in the period, whoever has the conversation since', async () => {
    const from = world.clock.now();
    await attend('ana', 'no puedo timbrar', 'Ya quedó');
    world.clock.advance({ hours: 7 * 24 });
    const to = world.clock.now();
    await attend('luz', 'otra cosa', 'Listo');
    world.clock.advance({ hours: 7 * 24 });
    await world.say('p1', 'hola');
    const population = reviewPopulation(world.stores);
    expect(await population('exsim', 'terminal', { from, to })).toEqual([{ id, agent: 'ana' }]);
    const second = { from: to, to: new Date(to.getTime() + 86_400_000) };
    expect(await population('exsim', 'terminal', second)).toEqual([{ id, agent: 'luz' }]);
    const third = { from: world.clock.now(), to: new Date(world.clock.now().getTime() + 1) };
    expect(await population('exsim', 'terminal', third)).toEqual([{ id, agent: null }]);
  });

  it('ICE-39 ICE-40 the form is filled from the first message of the period, however long the log before it', async () => {
    await attend('ana', 'no puedo timbrar', 'Ya quedó');
    await world.store.connection.models.messages?.collection.insertMany(
      Array.from({ length: 1_000 }, (_, at) => ({
        ...{ _id: `old-${at}` as never, org: 'exsim', conversation: id, seq: 1_000 + at, direction: 'out' },
        ...{ kind: 'message', speaker: 'bot', at: world.clock.now(), text: '', removed: [], name: '' },
      })),
    );
    world.stores.log.forget(id);
    world.clock.advance({ hours: 7 * 24 });
    const from = world.clock.now();
    await attend('luz', 'se trabó la nómina', 'Listo');
    const factsOf = reviewFactsOf({
      stores: world.stores,
      tickets: { findForContact: async () => [] },
      agents: { find: async () => null } as unknown as AgentRepository,
    });
    const review = { conversation: id, org: 'exsim', agent: 'luz', from, to: new Date(from.getTime() + 86_400_000) };
    expect(await factsOf(review as QualityReviewDoc)).toMatchObject({
      ...{ request: 'se trabó la nómina', receivedAt: from.toISOString(), waitingTime: 5, within24Hours: true },
    });
  });
});
