import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createRedactor } from '../../../src/redaction/index.ts';
import { createFileStore } from '../../../src/storage/files/file-store.ts';
import { ANA, ChannelWorld, LUZ, OURS } from './world.ts';

jest.setTimeout(40_000);

let world: ChannelWorld;
beforeAll(async () => {
  world = await ChannelWorld.open();
  await world.start();
  await world.pair();
});
afterAll(() => world.close());
afterEach(() => world.control.settled());

const heardOf = (id: string) => world.accepted.filter(({ messageId }) => messageId.endsWith(`/${id}`));
const say = (text: string, more: object = {}) => world.control.say({ from: ANA, to: OURS, text, ...more });
const heard = async (text: string) => {
  await world.until(() => world.texts().includes(text));
  return world.accepted.filter((one) => one.text === text);
};
const inboxOf = (person: string) => world.control.inbox({ person });

describe('WhatsApp over a linked device', () => {
  it('EXS-01 takes what people say, answers them, and reads a number as the choice it stands for', async () => {
    await say('Hola, no puedo facturar');
    const [first] = await heard('Hola, no puedo facturar');
    expect(first).toMatchObject({ channel: 'whatsapp', account: OURS, address: ANA, sender: { id: ANA } });
    const choices = [
      { value: 'v', title: 'Ventas' },
      { value: 'c', title: 'Compras' },
    ];
    const { id } = await world.channel.send(world.reply('r1', ANA, '¿Qué módulo usa?', { choices }));
    const [got] = await world.control.waitFor({ person: ANA, count: 1 });
    expect(got).toMatchObject({ id, text: expect.stringContaining('2. Compras') });
    await say('2)');
    await world.until(() => world.accepted.some(({ choice, text }) => choice === 'c' && text === 'Compras'));
    await say('Prefiero compras, gracias');
    expect((await heard('Prefiero compras, gracias'))[0]).not.toHaveProperty('choice');
  });

  it('shows a person that an agent writes, and not one who wrote to another number of ours', async () => {
    await say('¿Sigue ahí?');
    await heard('¿Sigue ahí?');
    const typing = () => world.control.presences().filter(({ state }) => state === 'composing');
    const { conversation } = world.reply('r0', ANA, 'Sí');
    world.channel.showTyping?.({ ...conversation, account: '5215550000009' }, 'Luz');
    world.channel.showTyping?.(conversation, 'Luz');
    await world.until(() => typing().length > 0);
    expect(typing().map(({ to }) => to.split('@')[0])).toEqual([ANA]);
  });

  it('P3 sends a reply again under the same id, and not at all once the server has it', async () => {
    const reply = world.reply('r2', ANA, 'Con gusto');
    world.control.withhold();
    await expect(world.channel.send(reply)).rejects.toMatchObject({ code: 'WHATSAPP_UNACKNOWLEDGED', retryable: true });
    const first = inboxOf(ANA).at(-1);
    const again = await world.channel.send(reply);
    expect([again.id, inboxOf(ANA).at(-1)?.id]).toEqual([first?.id, first?.id]);
    const count = inboxOf(ANA).length;
    await world.channel.send(reply);
    expect(inboxOf(ANA)).toHaveLength(count);
  });

  it('P3 gives a phone that cannot read a message the same again, as often as phones ask', async () => {
    world.control.illegible({ count: 5 });
    const { id } = await world.channel.send(world.reply('r3', ANA, 'Léame'));
    await world.until(() => inboxOf(ANA).some(({ text }) => text === 'Léame'));
    expect(
      inboxOf(ANA)
        .filter((got) => got.text === 'Léame')
        .map((got) => got.id),
    ).toEqual([id]);
  });

  it('P1 takes a message whose ciphertext was spoiled when it comes again, once: its placeholder does not claim the id', async () => {
    world.control.corrupt();
    const { id } = await say('¿Me leen?');
    await heard('¿Me leen?');
    expect(heardOf(id)).toHaveLength(1);
  });

  it('P1 does not tell WhatsApp that it has a message which the store did not take: it comes again', async () => {
    world.refuse = 1;
    const { id } = await say('Guárdenlo bien');
    await heard('Guárdenlo bien');
    const told = world.control.receipts().filter((receipt) => receipt.id === id);
    expect(told[0]?.type).toBe('retry');
    expect(heardOf(id)).toHaveLength(1);
  });

  it('P1 has a message before it says so', async () => {
    const { id } = await say('Primero guardar');
    await world.until(() => world.control.receipts().some((receipt) => receipt.id === id));
    expect(heardOf(id)).toHaveLength(1);
  });

  it('P1 takes all of what was said while it was away, in order and once, and what is delivered twice once', async () => {
    world.control.offline({ value: true });
    await world.until(() => world.channel.status().state === 'waiting');
    const ids = [];
    for (const text of ['uno', 'dos', 'tres', 'cuatro']) ids.push((await say(text)).id);
    world.control.offline({ value: false });
    await heard('cuatro');
    await world.control.settled();
    world.control.redeliver({ id: ids[1] ?? '', phone: OURS });
    world.control.redeliver({ id: ids[3] ?? '', phone: OURS, offline: true });
    await say('y cinco');
    await heard('y cinco');
    const order = world.texts().filter((text) => ['uno', 'dos', 'tres', 'cuatro', 'y cinco'].includes(text));
    expect(order).toEqual(['uno', 'dos', 'tres', 'cuatro', 'y cinco']);
  });

  it('knows one person under a phone number and a LID, and answers where they wrote last', async () => {
    world.control.person({ phone: LUZ, addressing: 'lid' });
    await world.control.say({ from: LUZ, to: OURS, text: 'Desde el LID' });
    await heard('Desde el LID');
    world.control.person({ phone: LUZ, addressing: 'pn' });
    await world.control.say({ from: LUZ, to: OURS, text: 'Desde el número' });
    await heard('Desde el número');
    const addresses = world.accepted.filter(({ text }) => text?.startsWith('Desde')).map(({ address }) => address);
    expect(addresses).toEqual([LUZ, LUZ]);
    await world.channel.send(world.reply('luz1', LUZ, 'La leo'));
    expect((await world.control.waitFor({ person: LUZ, count: 1 }))[0]?.text).toBe('La leo');
  });

  it('leaves a person whose number nobody tells a chat of their own', async () => {
    world.control.person({ phone: '5215550000333', addressing: 'lid', hidden: true });
    await world.control.say({ from: '5215550000333', to: OURS, text: 'Sin número' });
    const [hidden] = await heard('Sin número');
    expect(hidden?.address).toBe('95215550000333@lid');
    await world.channel.send(world.reply('hid1', '95215550000333@lid', 'También la leo'));
    await world.control.waitFor({ person: '5215550000333', count: 1 });
  });

  it('notes edits, deletions and reactions, and takes none of them for a message', async () => {
    const { id } = await say('Mi folio es 12');
    await heard('Mi folio es 12');
    const key = { remoteJid: `${OURS}@s.whatsapp.net`, fromMe: true, id };
    const count = world.accepted.length;
    const edited = { protocolMessage: { key, type: 14, editedMessage: { conversation: 'Mi folio es 21' } } };
    for (const content of [edited, { reactionMessage: { key, text: '👍' } }, { protocolMessage: { key, type: 0 } }]) {
      await world.control.say({ from: ANA, to: OURS, content });
    }
    await world.until(() => world.notes.length >= 3);
    expect(world.notes.map(({ note }) => note)).toEqual([
      { kind: 'edited', text: 'Mi folio es 21', of: id },
      { kind: 'reacted', text: '👍', of: id },
      { kind: 'deleted', of: id },
    ]);
    expect(world.accepted).toHaveLength(count);
  });

  it('P7 tells of what the desk writes on the telephone itself, and not of what it sent', async () => {
    await world.control.sayFromPhone({ phone: OURS, to: ANA, text: 'Yo la atiendo' });
    await world.until(() => world.spoken.length > 0);
    expect(world.spoken).toEqual([
      { place: expect.objectContaining({ account: OURS, address: ANA }), text: 'Yo la atiendo' },
    ]);
  });

  it('reads every shape of text, and which message it answers', async () => {
    const shapes: [object, object][] = [
      [{ ephemeralMessage: { message: { conversation: 'efímero' } } }, { text: 'efímero' }],
      [{ viewOnceMessageV2: { message: { conversation: 'una vez' } } }, { text: 'una vez' }],
      [
        { buttonsResponseMessage: { selectedButtonId: 'b1', selectedDisplayText: 'Botón', type: 1 } },
        { text: 'Botón', choice: 'b1' },
      ],
      [
        { listResponseMessage: { title: 'Lista', listType: 1, singleSelectReply: { selectedRowId: 'l1' } } },
        { text: 'Lista', choice: 'l1' },
      ],
      [
        {
          interactiveResponseMessage: {
            body: { text: 'Flujo' },
            nativeFlowResponseMessage: { name: 'x', paramsJson: '{"id":"f1"}', version: 1 },
          },
        },
        { text: 'Flujo', choice: 'f1' },
      ],
      [
        {
          extendedTextMessage: {
            text: 'respondo',
            contextInfo: { stanzaId: 'OTRO', participant: `${OURS}@s.whatsapp.net` },
          },
        },
        { text: 'respondo', replyTo: 'OTRO' },
      ],
      [
        { locationMessage: { degreesLatitude: 19.4, degreesLongitude: -99.1, name: 'Oficina' } },
        { text: 'Ubicación: 19.4, -99.1 (Oficina)' },
      ],
      [
        { contactMessage: { displayName: 'Sol', vcard: 'BEGIN:VCARD\nTEL;waid=1:+52 555 000 0444\nEND:VCARD' } },
        { text: 'Contacto: Sol, +52 555 000 0444' },
      ],
    ];
    for (const [content, wanted] of shapes) {
      const { id } = await world.control.say({ from: ANA, to: OURS, content });
      await world.until(() => heardOf(id).length > 0);
      expect(heardOf(id)[0]).toMatchObject(wanted);
    }
  });

  it('keeps voice notes, pictures and documents, and what is said after them behind them', async () => {
    const base64 = Buffer.concat([Buffer.from('OggS\0'), Buffer.alloc(600, 0xf1)]).toString('base64');
    const voice = await world.control.sendFile({
      ...{ from: ANA, to: OURS, kind: 'audio', base64, mediaType: 'audio/ogg; codecs=opus', voice: true },
    });
    const after = await say('Eso fue un audio');
    await heard('Eso fue un audio');
    const [first, second] = world.accepted.slice(-2);
    expect([first?.messageId, second?.messageId]).toEqual([`${ANA}/${voice.id}`, `${ANA}/${after.id}`]);
    const [file] = first?.attachments ?? [];
    expect(file).toMatchObject({ name: 'audio.ogg', mediaType: 'audio/ogg' });
  });

  it('fetches files from the hosts of WhatsApp only, and no larger than allowed', async () => {
    const base64 = Buffer.alloc(1_200_000, 7).toString('base64');
    await world.control.sendFile({
      from: ANA,
      to: OURS,
      kind: 'document',
      base64,
      mediaType: 'application/zip',
      name: 'g.zip',
    });
    await world.until(() => world.texts().some((text) => text.includes('g.zip')));
    const big = world.accepted.at(-1);
    expect([big?.attachments, big?.text]).toEqual([undefined, '[Archivo que no se admite: g.zip]']);
  });

  it('sends files', async () => {
    const files = createFileStore({
      directory: `${world.folder}/files`,
      redactor: createRedactor({ salt: Buffer.alloc(32) }),
    });
    const bytes = Buffer.from('Manual de facturación, sin nada que ocultar.');
    const file = await files.put(bytes, { name: 'manual.txt', mediaType: 'text/plain' });
    const before = inboxOf(ANA).length;
    await world.channel.send(world.reply('file1', ANA, 'Va el manual', { attachments: [file] }));
    const got = (await world.control.waitFor({ person: ANA, count: before + 2 })).slice(before);
    expect(got[0]?.text).toBe('Va el manual');
    expect(got[1]?.content.documentMessage).toMatchObject({ fileName: 'manual.txt', mimetype: 'text/plain' });
  });

  it('never sends again what WhatsApp refused, and shows it', async () => {
    world.control.nack({ code: 463 });
    const reply = world.reply('r463', ANA, 'No llegará');
    await expect(world.channel.send(reply)).rejects.toMatchObject({
      code: 'WHATSAPP_REFUSED',
      retryable: false,
      details: { code: '463' },
    });
  });

  it('tells whether a reply was delivered and read', async () => {
    const { id = '' } = await world.channel.send(world.reply('r5', ANA, '¿Lo vio?'));
    await world.until(() => world.fates.some((fate) => fate.reply === 'r5' && fate.state === 'delivered'));
    world.control.read({ person: ANA, id });
    await world.until(() => world.fates.some((fate) => fate.reply === 'r5' && fate.state === 'read'));
  });

  it('P3 makes a message again from the log for a phone that could not read it, under its id', async () => {
    await world.control.forget({ person: ANA, phone: OURS });
    const before = inboxOf(ANA).length;
    const { id } = await world.channel.send(world.reply('r6', ANA, 'Texto que se repite'));
    const got = (await world.control.waitFor({ person: ANA, count: before + 1 })).at(-1);
    expect(got).toMatchObject({ id, text: 'Texto que se repite' });
  });

  it('shows that it read, and does not write to whoever never wrote', async () => {
    const { id } = await say('¿Hay alguien?');
    await heard('¿Hay alguien?');
    await world.until(() => world.control.receipts().some((one) => one.id === id && one.type === 'read'));
    const stranger = world.reply('cold', '5215559999999', 'Hola');
    await expect(world.channel.send(stranger)).rejects.toMatchObject({
      code: 'WHATSAPP_FIRST_CONTACT',
      retryable: false,
    });
  });
});
