import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { defineSurveys } from '../../src/storage/models/surveys.ts';
import { buildEnvelope, buildWorld, removeWorld, type World } from '../builders/pipeline.ts';

const ana = { role: 'agent', id: 'ana', name: 'Ana' } as const;
let world: World;
beforeEach(async () => {
  world = await buildWorld();
});
afterEach(async () => {
  await world.close();
  removeWorld(world);
});

async function held(address: string): Promise<string> {
  await world.say(address, 'hola');
  const { items } = await world.pipeline.conversations.list({ limit: 10 });
  const id = items.find(({ lastText }) => lastText === 'hola')?.id ?? '';
  await world.pipeline.conversations.act(id, { type: 'take' }, ana);
  await world.pipeline.conversations.act(id, { type: 'close', outcome: 'agent' }, ana);
  await world.pipeline.idle();
  return id;
}
const stored = (conversation: string) =>
  (world.store.connection.models.surveys as ReturnType<typeof defineSurveys>).find({ conversation }).lean();
const last = (address: string) => world.channel.said(address).at(-1);

describe('a survey in a conversation', () => {
  it('EXS-68 asks when an agent ends it, takes the answer in words, and the conversation stays closed', async () => {
    const id = await held('p1');
    expect(last('p1')).toMatch(/satisfecho.*\n.*del 1 al 5/s);
    await world.say('p1', 'le doy un 4');
    expect(last('p1')).toBe('¡Gracias por su respuesta!');
    expect(await stored(id)).toEqual([
      expect.objectContaining({ name: 'satisfaccion', score: 4, agent: 'ana', state: 'answered', channel: 'terminal' }),
    ]);
    expect((await world.pipeline.conversations.get(id)).mode).toBe('closed');
    await world.say('p1', 'otra cosa');
    expect(last('p1')).toBe('echo 1: otra cosa');
  });

  it('MAS-121 asks again once after a number off the scale, then lets it be', async () => {
    const id = await held('p2');
    await world.say('p2', '11');
    expect(last('p2')).toContain('número entero del 1 al 5');
    await world.say('p2', 'ocho punto cinco');
    expect(last('p2')).toBe('echo 1: ocho punto cinco');
    expect((await stored(id))[0]).toMatchObject({ state: 'asked', score: null });
  });

  it('lets a new matter through: nobody is held up for a survey', async () => {
    const id = await held('p3');
    await world.say('p3', 'tengo 3 facturas con error');
    expect(last('p3')).toBe('echo 1: tengo 3 facturas con error');
    expect((await stored(id))[0]).toMatchObject({ state: 'asked' });
  });

  it.each([
    ['11, las facturas de hoy, no timbran', null],
    ['5. No puedo entrar al sistema', 5],
    ['No puedo entrar al sistema', null],
  ])('attends %j as a new case, and keeps what of it is an answer', async (text, score) => {
    const id = await held('p8');
    await world.say('p8', text);
    expect(last('p8')).toBe(`echo 1: ${text}`);
    expect((await world.pipeline.conversations.get(id)).mode).toBe('bot');
    expect((await stored(id))[0]).toMatchObject({ score, state: score === null ? 'asked' : 'answered' });
  });

  it('hands a file that comes with an answer to the bot, and a new matter that comes instead of a reason', async () => {
    const id = await held('p9');
    await world.pipeline.intake.accept([
      buildEnvelope({
        ...{ address: 'p9', text: '4' },
        attachments: [{ fileId: 'f'.repeat(64), name: 'error.png', mediaType: 'image/png', size: 9 }],
      }),
    ]);
    await world.pipeline.idle();
    expect(last('p9')).toBe('echo 1: 4');
    expect((await stored(id))[0]).toMatchObject({ score: 4 });
    const other = await held('p10');
    await world.say('p10', '1');
    await world.say('p10', 'no me deja facturar');
    expect(last('p10')).toBe('echo 1: no me deja facturar');
    expect((await stored(other))[0]).toMatchObject({ score: 1, comment: 'no me deja facturar' });
  });

  it('asks why after a low answer, and keeps the redacted reason', async () => {
    const id = await held('p4');
    await world.say('p4', '1');
    expect(last('p4')).toContain('mejorar');
    await world.say('p4', 'nadie contestó y mi contraseña es Canela2023');
    expect(last('p4')).toContain('¡Gracias por');
    const [doc] = await stored(id);
    expect(doc?.comment).toContain('nadie contestó');
    expect(JSON.stringify(doc)).not.toContain('Canela2023');
  });

  it('P2 an answer whose turn is repeated is thanked for, and counts once', async () => {
    const id = await held('p7');
    const { conversations } = world.stores;
    const commit = conversations.commit.bind(conversations);
    // Somebody else committed first: the turn is run again after its answer was stored.
    conversations.commit = async () => {
      conversations.commit = commit;
      conversations.forget(id);
      return null;
    };
    await world.say('p7', '2');
    expect(last('p7')).toContain('mejorar');
    expect((await stored(id)).map(({ score, state }) => [score, state])).toEqual([[2, 'answered']]);
  });

  it('never asks again whoever wants no more surveys', async () => {
    const id = await held('p5');
    await world.say('p5', 'no quiero más encuestas');
    expect(last('p5')).toContain('no le enviaremos más');
    await held('p5');
    expect(last('p5')).toContain('Damos por concluida');
    expect(await stored(id)).toHaveLength(1);
  });

  it('is no sign of life of the person, whether it is asked after a ticket or not', async () => {
    const id = await held('p11');
    const before = (await world.pipeline.conversations.get(id)).lastAt;
    world.clock.advance({ hours: 24 });
    const question = {
      ...({ id: 'question-1', survey: 'satisfaccion', kind: 'satisfaction', text: '¿Cómo estuvo?' } as const),
      ...{ scale: { min: 1, max: 5 }, expiresAt: new Date(world.clock.now().getTime() + 3_600_000) },
    };
    await world.pipeline.surveySpeech.put('ticket:t1', id, async () => null);
    await world.pipeline.surveySpeech.put('ticket:t2', id, async () => question);
    await world.pipeline.idle();
    expect(last('p11')).toContain('¿Cómo estuvo?');
    expect((await world.pipeline.conversations.get(id)).lastAt).toEqual(before);
  });

  it('is silent when the person gave up or went away', async () => {
    await world.say('p6', 'hola');
    const { items } = await world.pipeline.conversations.list({ limit: 10 });
    const id = items[0]?.id ?? '';
    await world.pipeline.conversations.act(id, { type: 'take' }, ana);
    await world.pipeline.conversations.act(id, { type: 'close', outcome: 'cancelled' }, ana);
    await world.pipeline.idle();
    expect(last('p6')).toContain('Damos por concluida');
  });
});
