import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { serveControl } from './loopback/http.ts';
import { type Loopback, startLoopback } from './loopback/index.ts';
import { RawClient } from './raw-client.ts';

const OURS = '5215550000001';
const ANA = '5215550000100';
const LUZ = '5215550000200';

jest.setTimeout(30_000);

let loopback: Loopback;
let client: RawClient;

beforeAll(async () => {
  loopback = await startLoopback();
  client = new RawClient(loopback.url);
  await client.pair((qr) => loopback.control.scan({ qr, phone: OURS }));
});

afterAll(async () => {
  await client.close();
  await loopback.close();
});

const heard = (id: string) => client.upserts.filter(({ message }) => message.key.id === id);
const textsOf = (id: string) =>
  heard(id).flatMap(({ message }) => message.message?.conversation ?? message.message?.extendedTextMessage?.text ?? []);

describe('the loopback WhatsApp with the library as it comes', () => {
  it('links by QR and takes the keys', () => {
    expect(client.closes).toEqual([515]);
    const [device] = loopback.world.devices(OURS);
    expect(device?.once.length).toBeGreaterThan(700);
  });

  it('links by the code of eight characters', async () => {
    const other = new RawClient(loopback.url);
    other.connect();
    await other.until(() => other.qr !== null);
    const code = await other.socket?.requestPairingCode('5215550000002');
    expect(code).toHaveLength(8);
    await other.until(() => loopback.world.candidates.some(({ hello }) => hello !== undefined));
    await loopback.control.enterCode({ code: code ?? '', phone: '5215550000002' });
    await other.until(() => other.closes.includes(515));
    other.connect();
    await other.until(() => other.isOpen);
    await other.close();
  });

  it('brings what people say, from a phone number and from a LID, and answers them', async () => {
    loopback.control.person({ phone: LUZ, addressing: 'lid' });
    const first = await loopback.control.say({ from: ANA, to: OURS, text: 'Hola' });
    const second = await loopback.control.say({ from: LUZ, to: OURS, text: 'Buenas' });
    await client.until(() => textsOf(first.id).length > 0 && textsOf(second.id).length > 0);
    expect([textsOf(first.id), textsOf(second.id)]).toEqual([['Hola'], ['Buenas']]);
    const [fromLuz] = heard(second.id);
    expect(fromLuz?.message.key).toMatchObject({ remoteJid: `9${LUZ}@lid`, remoteJidAlt: `${LUZ}@s.whatsapp.net` });
    for (const jid of [`${ANA}@s.whatsapp.net`, `9${LUZ}@lid`]) {
      await client.socket?.sendMessage(jid, { text: 'Claro' }, { messageId: `OUT${jid.slice(0, 8)}` });
    }
    const [toAna] = await loopback.control.waitFor({ person: ANA, count: 1 });
    const [toLuz] = await loopback.control.waitFor({ person: LUZ, count: 1 });
    expect([toAna?.text, toLuz?.text]).toEqual(['Claro', 'Claro']);
    await loopback.control.say({ from: ANA, to: OURS, text: 'Gracias', id: 'THANKS1' });
    await client.until(() => textsOf('THANKS1').length > 0);
  });

  it('sends a message again under its id when its ciphertext was spoiled', async () => {
    loopback.control.corrupt();
    const { id } = await loopback.control.say({ from: ANA, to: OURS, text: '¿Me lee?' });
    await client.until(() => textsOf(id).length > 0);
    expect(heard(id)[0]?.message.messageStubType).toBe(2);
    expect(textsOf(id)).toEqual(['¿Me lee?']);
  });

  it('keeps what is said while the client is away, and brings it as append', async () => {
    const before = client.closes.length;
    loopback.control.offline({ value: true });
    await client.until(() => client.closes.length > before);
    const { id } = await loopback.control.say({ from: ANA, to: OURS, text: 'Mientras tanto' });
    loopback.control.offline({ value: false });
    client.connect();
    await client.until(() => textsOf(id).length > 0);
    expect(heard(id)[0]?.type).toBe('append');
    await loopback.control.settled();
  });

  it('ends connections with every code', async () => {
    for (const code of [503, 440, 403]) {
      const before = client.closes.length;
      loopback.control.disconnect({ phone: OURS, code });
      await client.until(() => client.closes.length > before);
      expect(client.closes.at(-1)).toBe(code);
      client.connect();
      await client.until(() => client.isOpen);
    }
    for (const [how, code] of [
      ['cut', 428],
      ['silence', 408],
    ] as const) {
      const before = client.closes.length;
      loopback.control.disconnect({ phone: OURS, how });
      await client.until(() => client.closes.length > before);
      expect(client.closes.at(-1)).toBe(code);
      client.connect();
      await client.until(() => client.isOpen);
    }
  });

  it('carries groups with sender keys, both ways', async () => {
    const { jid } = loopback.control.group({ subject: 'MN Prueba', members: [OURS, ANA, LUZ] });
    const { id } = await loopback.control.say({ from: ANA, to: OURS, group: jid, text: 'Al grupo' });
    await client.until(() => textsOf(id).length > 0);
    expect(heard(id).at(-1)?.message.key).toMatchObject({ remoteJid: jid, participant: `${ANA}@s.whatsapp.net` });
    const again = await loopback.control.say({ from: ANA, to: OURS, group: jid, text: 'Otra vez' });
    await client.until(() => textsOf(again.id).length > 0);
    const known = loopback.control.inbox({ person: LUZ }).length;
    await client.socket?.sendMessage(jid, { text: 'A todos' });
    const got = await loopback.control.waitFor({ person: LUZ, count: known + 1 });
    expect(got.at(-1)?.text).toBe('A todos');
    const metadata = await client.socket?.groupMetadata(jid);
    expect(metadata?.subject).toBe('MN Prueba');
  });

  it('copies what our own telephone writes', async () => {
    const { id } = await loopback.control.sayFromPhone({ phone: OURS, to: ANA, text: 'Yo sigo' });
    await client.until(() => textsOf(id).length > 0);
    expect(heard(id)[0]?.message.key).toMatchObject({ fromMe: true, remoteJid: `${ANA}@s.whatsapp.net` });
  });

  it('is driven over HTTP', async () => {
    const control = await serveControl(loopback.control);
    const call = async (verb: string, body: object) =>
      (await fetch(`${control.url}/${verb}`, { method: 'POST', body: JSON.stringify(body) })).json();
    const said = (await call('say', { from: ANA, to: OURS, text: 'Por HTTP' })) as { id: string };
    await client.until(() => textsOf(said.id).length > 0);
    expect(await call('inbox', { person: ANA })).toEqual(expect.arrayContaining([]));
    expect(await call('nothing', {})).toMatchObject({ error: expect.stringContaining('Known') });
    control.server.close();
  });
});
