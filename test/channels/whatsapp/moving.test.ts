import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createWhatsappChannel, type WhatsappChannel, whatsappTexts } from '../../../channels/whatsapp/index.ts';
import { createRedactor } from '../../../src/redaction/index.ts';
import { createFileStore } from '../../../src/storage/files/file-store.ts';
import { buildLogger } from '../../builders/logger.ts';
import { GraphStub, signed } from './graph-stub.ts';
import { ANA, ChannelWorld, LUZ, OURS } from './world.ts';

jest.setTimeout(90_000);

let world: ChannelWorld;
let graph: GraphStub;
let cloud: WhatsappChannel;
let server: Server;
let hook = '';

beforeAll(async () => {
  [world, graph] = [await ChannelWorld.open(), await GraphStub.start()];
  cloud = createWhatsappChannel({
    ...{ organisation: 'test', account: OURS, transport: 'cloud', texts: whatsappTexts.es, logger: buildLogger() },
    cloud: {
      ...{ url: graph.url, phoneId: '10001', token: 'secret-token', appSecret: 'app-secret', verifyToken: 'word' },
      ...{ mediaHosts: [], template: null },
    },
    linked: { url: '', rootKey: null, version: null, mediaHosts: [] },
    governor: { perMinute: 30, perPersonPerMinute: 15, warmUpDays: 0, pace: 'none', quiet: null, firstContact: false },
    ...{ groups: null, readMarks: false, fileBytes: 100_000, minuteOfDay: () => 600, onStatus: () => undefined },
    stores: world.stores,
    conversations: {
      ...{ reply: async () => null, delivered: async () => undefined },
      ...{ spokeFromPhone: async () => undefined, note: async () => undefined },
    },
    files: createFileStore({ directory: `${world.folder}/files`, redactor: createRedactor() }),
    clock: { now: () => new Date() },
  });
  const [mount] = cloud.mounts ?? [];
  server = createServer((request, response) => mount?.handler(request as never, response as never, () => undefined));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  hook = `http://127.0.0.1:${(server.address() as AddressInfo).port}/channels/whatsapp/webhook`;
});
afterAll(async () => {
  await cloud.stop?.();
  await graph.close();
  server.closeAllConnections();
  server.close();
  await world.close();
});

/** What Meta posts when a person writes. */
async function webhook(from: string, id: string, body: string): Promise<void> {
  const messages = [{ from, id, timestamp: '1795900000', type: 'text', text: { body } }];
  const value = { metadata: { phone_number_id: '10001' }, messages };
  const entry = [{ changes: [{ field: 'messages', value }] }];
  const answer = await fetch(hook, { method: 'POST', ...signed({ object: 'whatsapp_business_account', entry }) });
  expect(answer.status).toBe(200);
}

async function sayOverPhone(from: string, text: string): Promise<void> {
  await world.control.say({ from, to: OURS, text });
  await world.until(() => world.texts().includes(text));
}

const addressesOf = (words: RegExp) =>
  new Set(
    world.accepted.filter(({ text = '' }) => words.test(text)).map(({ account, address }) => `${account} ${address}`),
  );

describe('an open conversation whose number moves', () => {
  it('goes on from the linked device to the Cloud API and back: the same one, nothing lost, nothing doubled', async () => {
    await world.start();
    await world.pair();
    // Luz writes from a LID; her number comes along.
    world.control.person({ phone: LUZ, addressing: 'lid' });
    await sayOverPhone(ANA, 'Ana, primera');
    await sayOverPhone(LUZ, 'Luz, primera');
    const [ana = '', luz = ''] = world.accepted.map(({ address }) => address);
    await world.channel.send(world.reply('a1', ana, 'Hola, Ana'));
    // Taken by the linked device; its answer from the core comes after the move, and then once more.
    const again = world.reply('l1', luz, 'Hola, Luz');
    await world.channel.send(again);

    await world.channel.stop?.();
    await cloud.start?.(world.intake);
    await webhook(ANA, 'wamid.1', 'Ana, segunda');
    await webhook(ANA, 'wamid.1', 'Ana, segunda');
    await webhook(LUZ, 'wamid.2', 'Luz, segunda');
    await cloud.send(again);
    await cloud.send(world.reply('a2', ana, 'Sigo con usted, Ana'));
    await cloud.send(world.reply('l2', luz, 'Sigo con usted, Luz'));
    await cloud.stop?.();

    await world.restart();
    await world.until(() => world.channel.status().state === 'open');
    await sayOverPhone(ANA, 'Ana, tercera');
    await sayOverPhone(LUZ, 'Luz, tercera');
    await world.channel.send(world.reply('a2', ana, 'Sigo con usted, Ana'));
    await world.channel.send(world.reply('l3', luz, 'Otra vez aquí, Luz'));

    expect([addressesOf(/^Ana/), addressesOf(/^Luz/)]).toEqual([
      new Set([`${OURS} ${ANA}`]),
      new Set([`${OURS} ${LUZ}`]),
    ]);
    expect(world.texts()).toEqual([
      ...['Ana, primera', 'Luz, primera', 'Ana, segunda', 'Luz, segunda', 'Ana, tercera', 'Luz, tercera'],
    ]);
    expect(graph.sent.map(({ to, text }) => [to, text?.body])).toEqual([
      [ANA, 'Sigo con usted, Ana'],
      [LUZ, 'Sigo con usted, Luz'],
    ]);
    const got = (person: string) => world.control.inbox({ person }).map(({ text }) => text);
    await world.control.waitFor({ person: LUZ, count: 2 });
    expect([got(ANA), got(LUZ)]).toEqual([['Hola, Ana'], ['Hola, Luz', 'Otra vez aquí, Luz']]);
  });
});
