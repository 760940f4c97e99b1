import { afterEach, describe, expect, it } from '@jest/globals';
import type { Flow } from '../../src/contracts/flow.ts';
import { conversationCatalogue } from '../../src/conversation/catalogue.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { buildWorld, echoFlow, removeWorld, type World } from '../builders/pipeline.ts';

let world: World;
afterEach(async () => {
  await world.pipeline.idle();
  await world.close();
  removeWorld(world);
});

const CANARY = 'veneno-7731';
const parked = conversationCatalogue.es['desk.parked'];

/** Echoes, and throws on the poisonous message as long as `ills` are left. */
function poisonous(ills: { left: number; error?: Error }): Flow<never> {
  const flow: Flow<{ count: number }> = {
    ...echoFlow,
    step(state, event, context) {
      if (event.type === 'message' && event.text.includes(CANARY) && ills.left-- > 0) {
        throw ills.error ?? new TypeError(`cannot read ${event.text}`);
      }
      return echoFlow.step(state, event, context);
    },
  };
  return flow as unknown as Flow<never>;
}

/** Lets the waits pass and runs the retries that came due. */
async function retry(times: number): Promise<void> {
  for (let time = 0; time < times; time++) {
    world.clock.advance({ minutes: 2 });
    await world.jobs.runDue();
    await world.pipeline.idle();
  }
}

async function only() {
  const { items } = await world.pipeline.conversations.list({ limit: 10 });
  expect(items).toHaveLength(1);
  return items[0] as NonNullable<(typeof items)[0]>;
}

describe('a message whose turn fails', () => {
  it('P2 holds up what was written after it, so that the answers come in order', async () => {
    world = await buildWorld({ flow: poisonous({ left: 2 }) });
    await world.say('ana', 'uno');
    await world.say('ana', CANARY);
    await world.say('ana', 'tres');
    await world.say('luis', 'otro');
    expect(world.channel.said('ana')).toEqual(['echo 1: uno']);
    expect(world.channel.said('luis')).toEqual(['echo 1: otro']);
    await retry(2);
    expect(world.channel.said('ana')).toEqual(['echo 1: uno', `echo 2: ${CANARY}`, 'echo 3: tres']);
  });

  it('P1 is parked after five tries: kept, marked, the person told, an agent asked for, and the next ones answered', async () => {
    world = await buildWorld({ flow: poisonous({ left: Number.POSITIVE_INFINITY }) });
    await world.say('ana', 'uno');
    await world.say('ana', CANARY, 'poison');
    await world.say('ana', 'tres');
    await retry(4);
    expect(world.channel.said('ana')).toEqual(['echo 1: uno', parked, 'echo 2: tres']);
    const { id, mode, waitingSince } = await only();
    expect({ mode, isWaiting: waitingSince !== null }).toEqual({ mode: 'waiting', isWaiting: true });
    const log = await world.pipeline.conversations.messagesAfter(id, 0);
    expect(log.filter((item) => item.text === CANARY)).toHaveLength(1);
    const stored = await world.stores.log.after(id, 0, 10);
    const message = stored.find((item) => item.text === CANARY);
    expect(message).toMatchObject({ failed: true, tries: 5 });
    expect(message).not.toHaveProperty('pending');
    await retry(3);
    expect(await world.store.connection.model('jobs').countDocuments({ type: 'turn' })).toBe(0);
    expect(world.channel.said('ana')).toHaveLength(3);
  });

  it('P4 leaves a coded line in the log and no text of the message', async () => {
    world = await buildWorld({ flow: poisonous({ left: Number.POSITIVE_INFINITY }) });
    await world.say('ana', CANARY);
    await retry(4);
    const codes = world.logger.lines.map(({ fields }) => (fields as { err?: { code?: string } }).err?.code);
    expect(codes.filter((code) => code === 'MESSAGE_PARKED')).toHaveLength(1);
    expect(JSON.stringify(world.logger.lines)).not.toContain(CANARY);
    expect(world.channel.said('ana')).toEqual([parked]);
  });

  it('is never parked for a fault that passes by itself', async () => {
    world = await buildWorld({ flow: poisonous({ left: 9, error: new AppError('STORE_UNAVAILABLE') }) });
    await world.say('ana', CANARY);
    await retry(9);
    expect(world.channel.said('ana')).toEqual([`echo 1: ${CANARY}`]);
    expect(await only()).toMatchObject({ mode: 'bot' });
  });

  it('P5 goes on counting its tries after a restart, and keeps its place in the order', async () => {
    world = await buildWorld({ flow: poisonous({ left: Number.POSITIVE_INFINITY }) });
    await world.say('ana', CANARY);
    await world.say('ana', 'dos');
    await retry(2);
    await world.close();
    const { dataDir, clock } = world;
    world = await buildWorld({ dataDir, clock, flow: poisonous({ left: Number.POSITIVE_INFINITY }) });
    await world.pipeline.recover();
    await world.pipeline.idle();
    expect(world.channel.sent).toEqual([]);
    await retry(1);
    expect(world.channel.said('ana')).toEqual([parked, 'echo 1: dos']);
  });

  it('P7 says nothing into the conversation of an agent', async () => {
    world = await buildWorld({ flow: poisonous({ left: Number.POSITIVE_INFINITY }) });
    await world.say('ana', 'uno');
    await world.say('ana', CANARY);
    const { id } = await only();
    await world.pipeline.conversations.act(id, { type: 'take' }, { role: 'agent', id: 'luz', name: 'Luz' });
    await retry(5);
    expect(world.channel.said('ana')).not.toContain(parked);
    expect(await only()).toMatchObject({ mode: 'agent' });
  });
});
