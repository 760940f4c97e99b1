import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AppError } from '../../src/errors/app-error.ts';
import { buildWorld, removeWorld, type World } from '../builders/pipeline.ts';

const offline = () => new AppError('DELIVERY_FAILED', { channel: 'terminal' });

describe('outbox', () => {
  let world: World;
  beforeEach(async () => {
    world = await buildWorld();
  });
  afterEach(async () => {
    await world.pipeline.idle();
    await world.close();
    removeWorld(world);
  });

  async function depth(): Promise<number> {
    return world.stores.conversations.outboxDepth();
  }

  it('P3 a failed delivery is tried again with a growing wait, and later replies do not overtake it', async () => {
    world.channel.failures.push(offline(), offline());
    await world.say('ana', 'uno');
    await world.say('ana', 'dos');
    expect(world.channel.said('ana')).toEqual([]);
    world.clock.advance({ seconds: 1, ms: 1 });
    await world.jobs.runDue();
    await world.pipeline.idle();
    expect(world.channel.said('ana')).toEqual([]);
    world.clock.advance({ seconds: 1 });
    await world.jobs.runDue();
    expect(world.channel.said('ana')).toEqual([]);
    world.clock.advance({ seconds: 1, ms: 1 });
    await world.jobs.runDue();
    await world.pipeline.idle();
    expect(world.channel.said('ana')).toEqual(['echo 1: uno', 'echo 2: dos']);
    expect(await depth()).toBe(0);
  });

  it('P3 one conversation that cannot be reached does not hold up another', async () => {
    world.channel.failures.push(offline());
    await world.say('ana', 'uno');
    await world.say('eva', 'hola');
    expect(world.channel.said('eva')).toEqual(['echo 1: hola']);
  });

  it('P3 after the last try the reply waits in the dead letters, is seen as failed, and can be sent again under its id', async () => {
    world.channel.failures.push(new AppError('DELIVERY_REFUSED', { channel: 'terminal' }));
    await world.say('ana', 'uno');
    await world.say('ana', 'dos');
    expect(world.channel.said('ana')).toEqual(['echo 2: dos']);
    const [letter] = await world.pipeline.deadLetters.list(10);
    expect(letter).toMatchObject({ text: 'echo 1: uno', attempts: 1, code: 'DELIVERY_REFUSED' });
    const transcript = await world.pipeline.conversations.messagesAfter(letter?.conversationId ?? '', 0);
    expect(transcript.map((item) => item.delivery)).toEqual([undefined, 'failed', undefined, 'sent']);

    await world.pipeline.deadLetters.replay(letter?.id ?? '', async () => undefined);
    await world.pipeline.idle();
    expect(world.channel.sent.map((reply) => reply.id)).toContain(letter?.id);
    expect(await world.pipeline.deadLetters.list(10)).toEqual([]);
    const after = await world.pipeline.conversations.messagesAfter(letter?.conversationId ?? '', 0);
    expect(after.map((item) => item.delivery)).toEqual([undefined, 'sent', undefined, 'sent']);
  });

  it('P3 gives up after twelve tries, not before and not never (Rocket.Chat#12224)', async () => {
    for (let i = 0; i < 12; i++) world.channel.failures.push(offline());
    await world.say('ana', 'uno');
    for (let i = 0; i < 11; i++) {
      expect(await world.pipeline.deadLetters.list(10)).toEqual([]);
      world.clock.advance({ minutes: 6 });
      await world.jobs.runDue();
      await world.pipeline.idle();
    }
    expect(await world.pipeline.deadLetters.list(10)).toMatchObject([{ attempts: 12, code: 'DELIVERY_FAILED' }]);
    expect(world.channel.failures).toEqual([]);
  });

  it('replaying a dead letter that is gone says so', async () => {
    const recorded: string[] = [];
    const replay = world.pipeline.deadLetters.replay('nothing', async () => void recorded.push('replay'));
    await expect(replay).rejects.toMatchObject({ code: 'DEAD_LETTER_NOT_FOUND' });
    // What was not done is not recorded.
    expect(recorded).toEqual([]);
  });

  it('P3 a restart during the back-off still delivers (Evolution keeps its retries in memory)', async () => {
    world.channel.failures.push(offline());
    await world.say('ana', 'uno');
    await world.close();
    world = await buildWorld({ dataDir: world.dataDir, clock: world.clock });
    await world.pipeline.recover();
    world.clock.advance({ seconds: 2 });
    await world.jobs.runDue();
    await world.pipeline.idle();
    expect(world.channel.said('ana')).toEqual(['echo 1: uno']);
  });

  it('a reply is in the transcript before it is sent, as queued, and screens hear when it left', async () => {
    let open = () => {};
    world.channel.gate = new Promise((resolve) => {
      open = resolve;
    });
    const told: (string | undefined)[] = [];
    const first = new Promise<void>((resolve) => {
      world.live.subscribe((event) => {
        if (event.type !== 'message' || event.item.speaker !== 'bot') return;
        told.push(event.item.delivery);
        resolve();
      });
    });
    const said = world.say('ana', 'uno');
    await first;
    expect(world.channel.said('ana')).toEqual([]);
    expect(told).toEqual(['queued']);
    open();
    await said;
    expect(told).toEqual(['queued', 'sent']);
    expect(world.channel.said('ana')).toEqual(['echo 1: uno']);
  });
});
