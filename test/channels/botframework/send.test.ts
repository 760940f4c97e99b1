import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Reply } from '../../../src/contracts/envelope.ts';
import { createRedactor } from '../../../src/redaction/index.ts';
import { APP_ID } from './bot-service.ts';
import { DoorWorld } from './world.ts';

let world: DoorWorld;
let count = 0;
const chats = { facebook: 'psid-100-page-1', teams: 'a:chat-100' } as const;
const yesNo = [
  { value: 'yes', title: 'Sí, gracias' },
  { value: 'no', title: 'No, aún no' },
];

beforeAll(async () => {
  world = await DoorWorld.open();
  await world.post(world.fixture('facebook.text'));
  await world.post(world.fixture('teams.text'));
});

afterAll(() => world.close());

beforeEach(() => {
  world.service.sent.length = 0;
  world.service.failures.length = 0;
});

function reply(channel: keyof typeof chats, more: Partial<Omit<Reply, 'text'>> & { text?: string } = {}): Reply {
  count += 1;
  return {
    ...{ id: `r${count}`, seq: 1, at: world.clock.now(), from: { role: 'bot', name: 'Bot' } },
    ...{ choices: [], links: [], attachments: [] },
    conversation: { id: 'c', channel, account: APP_ID, address: chats[channel] },
    ...more,
    text: createRedactor({ salt: Buffer.alloc(32) }).redact(more.text ?? '¿En qué módulo?').text,
  };
}
const send = (one: Reply) => world.adapter(one.conversation.channel).send(one);

describe('what leaves through the Bot Service door', () => {
  it('EXS-01 answers in the conversation that the person wrote in, with our token', async () => {
    expect(await send(reply('facebook'))).toEqual({ id: 'out-1' });
    expect(world.service.sent).toEqual([
      {
        conversation: 'psid-100-page-1',
        authorization: expect.stringMatching(/^Bearer ours-\d+$/),
        activity: expect.objectContaining({
          ...{ type: 'message', text: '¿En qué módulo?', textFormat: 'plain', channelId: 'facebook' },
          ...{
            from: expect.objectContaining({ id: 'page-1' }),
            recipient: expect.objectContaining({ id: 'psid-100' }),
          },
        }),
      },
    ]);
  });

  it('P5 answers after a new start, from what is stored', async () => {
    await world.reopen();
    await send(reply('teams'));
    expect(world.service.sent[0]?.conversation).toBe('a:chat-100');
  });

  it('shows choices as buttons, and knows the button that is pressed', async () => {
    await send(reply('facebook', { choices: yesNo }));
    expect(world.service.sent[0]?.activity.suggestedActions).toEqual({
      to: ['psid-100'],
      actions: yesNo.map(({ title }) => ({ type: 'imBack', title, value: title })),
    });
    await world.post({ ...world.fixture('facebook.quickReply'), id: 'm_20', text: 'Sí, gracias' });
    expect(world.accepted.at(-1)).toMatchObject({ text: 'Sí, gracias', choice: 'yes' });
  });

  it('cuts a title to what Messenger shows, and knows it by that', async () => {
    const long = [{ value: 'a', title: 'Quiero hablar con una persona' }, ...yesNo];
    await send(reply('facebook', { choices: long }));
    const suggested = world.service.sent[0]?.activity.suggestedActions as { actions: { title: string }[] } | undefined;
    const first = suggested?.actions[0];
    expect(first?.title).toBe('Quiero hablar con u…');
    await world.post({ ...world.fixture('facebook.quickReply'), id: 'm_21', text: first?.title ?? '' });
    expect(world.accepted.at(-1)).toMatchObject({ choice: 'a' });
  });

  it('writes more choices than a channel has buttons for as numbered lines', async () => {
    const many = Array.from({ length: 7 }, (_, at) => ({ value: `v${at}`, title: `Módulo ${at}` }));
    await send(reply('teams', { choices: many }));
    expect(world.service.sent[0]?.activity.suggestedActions).toBeUndefined();
    expect(world.service.sent[0]?.activity.text).toContain('7. Módulo 6');
    await world.post({ ...world.fixture('teams.text'), id: '1700000000020', text: '7' });
    expect(world.accepted.at(-1)).toMatchObject({ text: 'Módulo 6', choice: 'v6' });
  });

  it('P8 writes links as each channel reads them', async () => {
    const links = [{ entryId: 'e', title: 'Timbrado (1)', url: 'https://ayuda.example.org/a?b=(1)' }];
    await send(reply('facebook', { links }));
    await send(reply('teams', { links }));
    expect(world.service.sent.map(({ activity }) => activity.text)).toEqual([
      '¿En qué módulo?\n\nTimbrado (1)\nhttps://ayuda.example.org/a?b=(1)',
      '¿En qué módulo?\n\n[Timbrado (1)](https://ayuda.example.org/a?b=%281%29)',
    ]);
  });

  it('sends a long text in parts of what Messenger takes, and a file by its address', async () => {
    const file = { fileId: 'a'.repeat(64), name: 'guia.pdf', mediaType: 'application/pdf', size: 9 };
    await send(reply('facebook', { text: 'palabra '.repeat(400), attachments: [file] }));
    const texts = world.service.sent.map(({ activity }) => activity.text?.length ?? 0);
    expect([texts.length, Math.max(...texts) <= 2_000]).toEqual([3, true]);
    expect(world.service.sent[2]?.activity.attachments).toEqual([
      expect.objectContaining({ name: 'guia.pdf', contentUrl: 'https://mesa.example.org/files/aaaaaaaa/guia.pdf' }),
    ]);
  });

  it('P3 sends only what is left of a reply whose second part failed', async () => {
    const one = reply('facebook', { text: 'palabra '.repeat(400) });
    world.service.failures.push({ status: 200 }, { status: 503 });
    await expect(send(one)).rejects.toMatchObject({ code: 'DELIVERY_FAILED', retryable: true });
    expect(world.service.sent).toHaveLength(1);
    const first = await send(one);
    const again = await send(one);
    expect([world.service.sent.length, again]).toEqual([2, first]);
  });

  it.each([
    [429, '7', 'DELIVERY_HELD', true],
    [429, undefined, 'DELIVERY_HELD', true],
    [502, undefined, 'DELIVERY_FAILED', true],
    [412, undefined, 'DELIVERY_FAILED', true],
    [403, undefined, 'DELIVERY_REFUSED', false],
    [400, undefined, 'DELIVERY_REFUSED', false],
    [404, undefined, 'DELIVERY_REFUSED', false],
  ])('P3 leaves trying again after %s to the outbox', async (status, retryAfter, code, retryable) => {
    world.service.failures.push({ status, ...(retryAfter ? { retryAfter } : {}) });
    const one = reply('facebook');
    await expect(send(one)).rejects.toMatchObject({ code, retryable });
    expect(world.service.sent).toEqual([]);
    await send(one);
    expect(world.service.sent).toHaveLength(1);
  });

  it('asks for a new token when the connector does not take the old one, and for none while one holds', async () => {
    await send(reply('facebook'));
    const before = world.service.tokens;
    await send(reply('facebook'));
    expect(world.service.tokens).toBe(before);
    world.service.failures.push({ status: 401 });
    const one = reply('facebook');
    await expect(send(one)).rejects.toMatchObject({ code: 'DELIVERY_FAILED' });
    await send(one);
    expect(world.service.tokens).toBe(before + 1);
  });

  it('says for good that the application is refused, or that nobody is there to write to', async () => {
    const shut = await DoorWorld.open({ password: 'wrong-secret' });
    await shut.post(shut.fixture('facebook.text'));
    await expect(shut.adapter('facebook').send(reply('facebook'))).rejects.toMatchObject({
      ...{ code: 'BOT_SIGN_IN_REFUSED', retryable: false },
    });
    const stranger = reply('facebook');
    const unknown = { ...stranger, conversation: { ...stranger.conversation, address: 'nobody' } };
    await expect(shut.adapter('facebook').send(unknown)).rejects.toMatchObject({ code: 'DELIVERY_REFUSED' });
    await shut.close();
  });
});
