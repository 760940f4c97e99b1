import { afterEach, describe, expect, it } from '@jest/globals';
import { conversationCatalogue } from '../../src/conversation/catalogue.ts';
import { HELD_MARK } from '../../src/redaction/index.ts';
import { buildWorld, removeWorld, type World } from '../builders/pipeline.ts';

let world: World;
afterEach(async () => {
  await world.pipeline.idle();
  await world.close();
  removeWorld(world);
});

describe('a message that the redactor cannot scan', () => {
  it('P4 is kept as the mark alone, the person is told, and the conversation waits for an agent', async () => {
    world = await buildWorld();
    await world.say('ana', 'hola');
    await world.say('ana', 'pass Luna_22 '.repeat(1_500));
    const { items } = await world.pipeline.conversations.list({ limit: 10 });
    const [conversation] = items;
    expect({ count: items.length, mode: conversation?.mode, isWaiting: conversation?.waitingSince !== null }).toEqual({
      count: 1,
      mode: 'waiting',
      isWaiting: true,
    });
    const stored = await world.stores.log.after(conversation?.id ?? '', 0, 10);
    const held = stored.filter((message) => message.held);
    expect(held.map(({ text }) => text)).toEqual([HELD_MARK]);
    expect(JSON.stringify(stored)).not.toContain('Luna_22');
    expect(world.channel.said('ana').at(-1)).toBe(conversationCatalogue.es['desk.parked']);
  });
});
