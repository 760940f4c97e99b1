import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { errorOf } from '../../../channels/whatsapp/cloud/graph.ts';
import { createWhatsappChannel, type WhatsappChannel, whatsappTexts } from '../../../channels/whatsapp/index.ts';
import type { EnvelopeInput, Reply } from '../../../src/contracts/envelope.ts';
import { createRedactor } from '../../../src/redaction/index.ts';
import { openStore, type StoreHandle } from '../../../src/storage/connection.ts';
import { createFileStore } from '../../../src/storage/files/file-store.ts';
import { defineWhatsapp } from '../../../src/storage/models/whatsapp.ts';
import { createWhatsappStores } from '../../../src/storage/repositories/whatsapp.ts';
import { createSealingBox } from '../../../src/vault/box.ts';
import { buildClock, type FakeClock } from '../../builders/clock.ts';
import { memoryLogger } from '../webchat/gateway.ts';
import { GraphStub, signed } from './graph-stub.ts';

const OURS = '5215550000001';
const ANA = '5215550000100';
const fixtures = new Map(
  readFileSync('test/channels/whatsapp/fixtures/cloud-webhooks.jsonl', 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { name: string; body: object })
    .map(({ name, body }) => [name, body]),
);
const fixture = (name: string): object => fixtures.get(name) ?? {};

let graph: GraphStub;
let channel: WhatsappChannel;
let server: Server;
let store: StoreHandle;
let folder: string;
let clock: FakeClock;
let accepted: EnvelopeInput[];
let fates: string[];
let notes: object[];
let failing = 0;

beforeEach(async () => {
  graph = await GraphStub.start();
  folder = mkdtempSync(join(tmpdir(), 'ventanilla-cloud-'));
  store = await openStore({ dataDir: folder });
  const models = defineWhatsapp(store.connection);
  await store.ready();
  clock = buildClock();
  [accepted, fates, notes, failing] = [[], [], [], 0];
  channel = make({ name: 'aviso', language: 'es_MX' }, models);
  await channel.start?.({
    accept: async (batch) => {
      if (failing-- > 0) throw new Error('the store is full');
      return batch.map((envelope) => {
        const { messageId, address } = envelope;
        const isKnown = accepted.some((one) => one.messageId === messageId);
        if (!isKnown) accepted.push(envelope);
        return { status: isKnown ? 'duplicate' : 'stored', messageId, conversationId: address, id: messageId };
      });
    },
  });
  const [mount] = channel.mounts ?? [];
  server = createServer((request, response) => mount?.handler(request as never, response as never, () => undefined));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  await channel.stop?.();
  await graph.close();
  await new Promise((resolve) => server.close(resolve));
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

function make(
  template: { name: string; language: string } | null,
  models: ReturnType<typeof defineWhatsapp>,
): WhatsappChannel {
  const redactor = createRedactor({ salt: Buffer.alloc(32) });
  return createWhatsappChannel({
    ...{
      organisation: 'test',
      account: OURS,
      clock,
      logger: memoryLogger(),
      texts: whatsappTexts.es,
      transport: 'cloud',
    },
    cloud: {
      ...{ url: graph.url, phoneId: '10001', token: 'secret-token', appSecret: 'app-secret', verifyToken: 'verify-me' },
      ...{ mediaHosts: ['lookaside.fbsbx.com'], template, timeoutMs: 2_000 },
    },
    linked: { url: '', rootKey: null, version: null, mediaHosts: [] },
    governor: { perMinute: 30, perPersonPerMinute: 15, warmUpDays: 0, pace: 'none', quiet: null, firstContact: false },
    groups: null,
    stores: createWhatsappStores(models, {
      box: createSealingBox(Buffer.alloc(32, 7)),
      conversationOf: (_, address) => address,
    }),
    conversations: {
      reply: async () => null,
      delivered: async (_, state) => void fates.push(state),
      spokeFromPhone: async () => undefined,
      note: async (_, note) => void notes.push(note),
    },
    files: createFileStore({ directory: join(folder, 'files'), redactor }),
    minuteOfDay: () => 600,
    onStatus: () => undefined,
    readMarks: true,
    fileBytes: 100_000,
  });
}

const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/channels/whatsapp/webhook`;
const post = async (body: object, secret?: string) =>
  (await fetch(url(), { method: 'POST', ...signed(body, secret) })).status;

function reply(id: string, text: string): Reply {
  return {
    ...{ id, seq: 1, at: clock.now(), from: { role: 'bot', name: 'Bot' }, choices: [], links: [], attachments: [] },
    conversation: { id: ANA, channel: 'whatsapp', account: OURS, address: ANA },
    text: createRedactor({ salt: Buffer.alloc(32) }).redact(text).text,
  };
}

describe('WhatsApp over the Cloud API', () => {
  it('shakes hands with whoever knows the word, and nobody else', async () => {
    const ask = (word: string) => fetch(`${url()}?hub.mode=subscribe&hub.challenge=4711&hub.verify_token=${word}`);
    const good = await ask('verify-me');
    expect([good.status, await good.text(), (await ask('guess')).status]).toEqual([200, '4711', 403]);
  });

  it('reads nothing that is not signed with the secret of the app', async () => {
    expect(await post(fixture('text'), 'another')).toBe(401);
    const unsigned = await fetch(url(), { method: 'POST', body: JSON.stringify(fixture('text')) });
    expect([unsigned.status, accepted]).toEqual([401, []]);
  });

  it('P1 takes every entry of a batch, once, and says so when it is stored', async () => {
    failing = 1;
    expect(await post(fixture('batch'))).toBe(503);
    expect(await post(fixture('batch'))).toBe(200);
    expect(await post(fixture('batch'))).toBe(200);
    expect(accepted.map(({ text, address }) => [text, address])).toEqual([
      ['uno', ANA],
      ['dos', ANA],
      ['tres', '5215550000200'],
    ]);
  });

  it.each([
    ['text', { text: 'Hola, no puedo facturar', sender: { id: ANA, name: 'Persona 100' } }],
    ['reply', { text: 'Sí, ese', replyTo: 'wamid.before' }],
    ['location', { text: 'Ubicación: 19.4, -99.1 (Oficina)' }],
    ['contacts', { text: 'Contacto: Sol, +52 555 000 0444' }],
    ['button', { text: 'Sí', choice: 'yes' }],
    ['buttonReply', { text: 'Ventas', choice: 'v' }],
    ['listReply', { text: 'Compras', choice: 'c' }],
    ['unsupported', { text: '[Mensaje de un tipo que no se puede mostrar]' }],
  ])('EXS-01 takes the kind %s', async (name, wanted) => {
    expect(await post(fixture(name))).toBe(200);
    expect(accepted).toEqual([expect.objectContaining({ channel: 'whatsapp', account: OURS, ...wanted })]);
  });

  it.each([
    ['image', 'La pantalla', 'image.jpeg'],
    ['audio', '', 'audio.ogg'],
    ['video', '', 'video.mp4'],
    ['sticker', '', 'sticker.webp'],
  ])('keeps the file of the kind %s', async (name, text, fileName) => {
    const magic = {
      image: 'ffd8ffe000104a46',
      audio: '4f67675300020000',
      video: '0000001866747970',
      sticker: '52494646',
    };
    const id = { image: 'm-image', audio: 'm-audio', video: 'm-video', sticker: 'm-sticker' }[name] ?? '';
    graph.files.set(id, Buffer.concat([Buffer.from(magic[name as 'image'], 'hex'), Buffer.alloc(400, 0xf1)]));
    expect(await post(fixture(name))).toBe(200);
    await channel.idle();
    expect(accepted).toEqual([expect.objectContaining({ text })]);
    expect(accepted[0]?.attachments?.[0]).toMatchObject({ name: fileName });
  });

  it('sends its token to hosts of Meta only', async () => {
    graph.fileHost = 'https://evil.example';
    expect(await post(fixture('document'))).toBe(200);
    await channel.idle();
    expect(accepted).toEqual([expect.objectContaining({ text: '[Archivo que no se admite: acta.pdf]' })]);
  });

  it('notes a reaction, and passes over what nobody said', async () => {
    await post(fixture('text'));
    for (const name of ['reaction', 'system', 'other']) expect(await post(fixture(name))).toBe(200);
    expect([accepted.length, notes]).toEqual([1, [{ kind: 'reacted', text: '👍', of: 'wamid.text' }]]);
  });

  it('answers inside the 24 hours, and marks as read', async () => {
    await post(fixture('text'));
    await channel.send(reply('r1', '¿En qué módulo?'));
    expect(graph.sent).toEqual([
      expect.objectContaining({ to: ANA, type: 'text', text: { body: '¿En qué módulo?', preview_url: false } }),
    ]);
    expect(graph.posted).toContainEqual({ messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.text' });
  });

  it('outside the 24 hours sends the approved template with the text in it', async () => {
    await post(fixture('text'));
    clock.advance({ hours: 25 });
    await channel.send(reply('r2', 'Su ticket\nse cerró'));
    expect(graph.sent[0]?.template).toEqual({
      name: 'aviso',
      language: { code: 'es_MX' },
      components: [{ type: 'body', parameters: [{ type: 'text', text: 'Su ticket se cerró' }] }],
    });
  });

  it('P3 does not send again what the server took although its answer was lost, once a status tells', async () => {
    await post(fixture('text'));
    graph.failures.push({ code: 0, status: 0 });
    await expect(channel.send(reply('r3', 'Una vez'))).rejects.toMatchObject({
      code: 'WHATSAPP_OFFLINE',
      retryable: true,
    });
    const ours = graph.sent[0]?.biz_opaque_callback_data ?? '';
    const told = JSON.parse(JSON.stringify(fixture('status.delivered')).replace('OURS', ours));
    expect(await post(told)).toBe(200);
    await channel.send(reply('r3', 'Una vez'));
    expect([graph.sent.length, fates]).toEqual([1, ['delivered']]);
  });

  it('shows what became of a reply, and lets no late word undo it', async () => {
    await post(fixture('text'));
    await channel.send(reply('r4', 'Va'));
    const ours = graph.sent[0]?.biz_opaque_callback_data ?? '';
    for (const name of ['status.sent', 'status.read', 'status.delivered', 'status.failed']) {
      await post(JSON.parse(JSON.stringify(fixture(name)).replace('OURS', ours)));
    }
    // Read overtook delivered, and what was read did not fail.
    expect(fates).toEqual(['read']);
  });

  it.each([
    [130429, 400, 'DELIVERY_HELD', true],
    [131056, 400, 'DELIVERY_HELD', true],
    [131047, 400, 'WHATSAPP_WINDOW_CLOSED', false],
    [131026, 400, 'WHATSAPP_REFUSED', false],
    [190, 401, 'WHATSAPP_STOPPED', false],
    [131000, 500, 'WHATSAPP_BUSY', true],
  ])('reads the code %s as what to do', async (code, status, wanted, retryable) => {
    await post(fixture('text'));
    graph.failures.push({ code, status });
    await expect(channel.send(reply('r5', 'Va'))).rejects.toMatchObject({ code: wanted, retryable });
    expect(errorOf(code, status).code).toBe(wanted);
    expect(channel.status().state).toBe(code === 190 ? 'stopped' : 'open');
  });
});
