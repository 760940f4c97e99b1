import { afterEach, describe, expect, it } from '@jest/globals';
import { buildWorld, removeWorld, type World } from '../builders/pipeline.ts';

let world: World;
afterEach(async () => {
  await world.close();
  removeWorld(world);
});

async function conversation(): Promise<string> {
  await world.say('person-1', 'hola');
  const { items } = await world.pipeline.conversations.list({ organisation: 'exsim', limit: 10 });
  return items[0]?.id as string;
}

describe('a word of the product in a requester’s conversation', () => {
  it('P3 goes through the outbox, in order, once for each key, also when it is asked for at once', async () => {
    world = await buildWorld();
    const conversationId = await conversation();
    const { requesterSpeech } = world.pipeline;
    const say = (key: string, text: string) =>
      requesterSpeech.say(key, { organisation: 'exsim', conversationId, text });
    await Promise.all([say('notice:1', 'Su caso fue solucionado'), say('notice:1', 'Su caso fue solucionado')]);
    await say('notice:1', 'Su caso fue solucionado');
    await say('notice:2', 'Su caso quedó cerrado');
    await world.pipeline.idle();
    expect(world.channel.said('person-1').slice(1)).toEqual(['Su caso fue solucionado', 'Su caso quedó cerrado']);
    await world.say('person-1', 'gracias');
    expect(world.channel.said('person-1').at(-1)).toBe('echo 2: gracias');
  });

  it('P5 after a start the same key is still said only once', async () => {
    world = await buildWorld();
    const conversationId = await conversation();
    const about = { organisation: 'exsim', conversationId, text: 'Su caso fue solucionado' };
    await world.pipeline.requesterSpeech.say('notice:1', about);
    await world.pipeline.idle();
    await world.close();
    const { dataDir } = world;
    world = await buildWorld({ dataDir });
    await world.pipeline.recover();
    await world.pipeline.requesterSpeech.say('notice:1', about);
    await world.pipeline.idle();
    expect(world.channel.sent).toEqual([]);
  });

  it('a conversation that is gone has nobody to be told', async () => {
    world = await buildWorld();
    await world.pipeline.requesterSpeech.say('k', { organisation: 'exsim', conversationId: 'gone', text: 'Hola' });
    expect(world.channel.sent).toEqual([]);
  });
});
