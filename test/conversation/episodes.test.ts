import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { conversationIdOf } from '../../src/storage/ids.ts';
import type { ConversationDoc } from '../../src/storage/models/conversations.ts';
import { buildWorld, removeWorld, type World } from '../builders/pipeline.ts';

const ana = { role: 'agent', id: 'ana', name: 'Ana' } as const;
const id = conversationIdOf('exsim', 'terminal', 'desk', 'person-1');

describe('the log of an episode', () => {
  let world: World;
  beforeEach(async () => {
    world = await buildWorld();
  });
  afterEach(async () => {
    await world.close();
    removeWorld(world);
  });

  const kept = () => world.stores.episodes.ofConversations([id]);
  const act = async (action: Parameters<World['pipeline']['conversations']['act']>[1]) => {
    world.clock.advance({ minutes: 1 });
    await world.pipeline.conversations.act(id, action, ana);
  };

  it('EXS-66 keeps who had the conversation, since when, and when they first answered', async () => {
    await world.say('person-1', 'hola');
    await act({ type: 'take' });
    await act({ type: 'reply', id: 'r1', text: 'Le ayudo' });
    await act({ type: 'reply', id: 'r2', text: 'Ya quedó' });
    await act({ type: 'close', outcome: 'agent' });
    const [episode] = await kept();
    const minutes = (at: Date) => (at.getTime() - (episode?.openedAt.getTime() ?? 0)) / 60_000;
    expect(episode?.steps.map(({ type, at, by }) => [type, minutes(at), by])).toEqual([
      ['opened', 0, null],
      ['taken', 1, 'ana'],
      ['answered', 2, 'ana'],
      ['closed', 4, 'ana'],
    ]);
    expect(episode).toMatchObject({ mode: 'closed', outcome: 'agent', agents: ['ana'], channel: 'terminal' });
  });

  it('P5 keeps an episode before the next one begins, also when a crash left it out', async () => {
    await world.say('person-1', 'hola');
    await act({ type: 'close', outcome: 'cancelled' });
    // What a crash between the commit and the copy leaves behind.
    await world.store.connection.models.episodes?.deleteMany({});
    world.clock.advance({ minutes: 5 });
    await world.say('person-1', 'otra vez');
    expect((await kept()).map(({ outcome, mode }) => [outcome, mode])).toEqual([
      ['cancelled', 'closed'],
      [null, 'bot'],
    ]);
  });

  it('writes nothing while a conversation only goes on', async () => {
    await world.say('person-1', 'hola');
    const before = (await world.stores.conversations.load(id)) as ConversationDoc;
    await world.say('person-1', 'sigo aquí');
    const after = (await world.stores.conversations.load(id)) as ConversationDoc;
    expect(after.version).toBeGreaterThan(before.version);
    expect(after.steps).toBe(before.steps);
  });
});
