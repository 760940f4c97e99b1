import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createWhatsappChannel, whatsappTexts } from '../../channels/whatsapp/index.ts';
import { createRedactor } from '../../src/redaction/index.ts';
import { createFileStore } from '../../src/storage/files/file-store.ts';
import { buildLogger } from '../builders/logger.ts';
import { GraphStub, signed } from '../channels/whatsapp/graph-stub.ts';
import { ChannelWorld, OURS } from '../channels/whatsapp/world.ts';
import { channelContract } from './channel-contract.ts';

const phones: Readonly<Record<string, string>> = { ana: '5215550000100', eva: '5215550000200' };
const phoneOf = (person: string) => phones[person] ?? '5215550000300';

channelContract('whatsapp, a linked device', async (intake) => {
  const world = await ChannelWorld.open();
  await world.channel.start?.(intake);
  await world.pair();
  let last = '';
  const told = async (id: string) => {
    const { deliveries } = world.loopback.world;
    for (const from = deliveries.receipts.length; ; ) {
      const receipt = deliveries.receipts.slice(Math.max(0, from - 1)).find((one) => one.id === id);
      // A person's phone is not told that the message arrived; it is asked to send it again.
      if (receipt?.type === 'retry') throw new Error('it was not taken');
      if (receipt) return;
      await deliveries.changed();
    }
  };
  const inbox = (person: string) => world.control.inbox({ person: phoneOf(person) });
  return {
    adapter: world.channel,
    async say(person, text) {
      last = (await world.control.say({ from: phoneOf(person), to: OURS, text })).id;
      await told(last);
    },
    async repeat() {
      world.control.redeliver({ id: last, phone: OURS });
      await world.control.settled();
    },
    shown: async (person) =>
      inbox(person)
        .map(({ text }) => text)
        .join('\n'),
    // Phones show two messages under one id as one.
    count: async (person) => new Set(inbox(person).map(({ id }) => id)).size,
    close: () => world.close(),
  };
});

channelContract('whatsapp, the Cloud API', async (intake) => {
  const [graph, world] = [await GraphStub.start(), await ChannelWorld.open()];
  const channel = createWhatsappChannel({
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
  await channel.start?.(intake);
  const [mount] = channel.mounts ?? [];
  const server = createServer((request, response) =>
    mount?.handler(request as never, response as never, () => undefined),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  let hook: object = {};
  let count = 0;
  const post = async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/channels/whatsapp/webhook`, {
      method: 'POST',
      ...signed(hook),
    });
    if (!answer.ok) throw new Error(`the webhook answered ${answer.status}`);
  };
  const sentTo = (person: string) => graph.sent.filter(({ to }) => to === phoneOf(person));
  return {
    adapter: channel,
    async say(person, text) {
      count += 1;
      const about = { id: `wamid.${count}`, timestamp: '1795900000', type: 'text', text: { body: text } };
      const value = { metadata: { phone_number_id: '10001' }, messages: [{ from: phoneOf(person), ...about }] };
      hook = { object: 'whatsapp_business_account', entry: [{ changes: [{ field: 'messages', value }] }] };
      await post();
    },
    repeat: post,
    shown: async (person) =>
      sentTo(person)
        .map(({ text }) => text?.body)
        .join('\n'),
    count: async (person) => sentTo(person).length,
    async close() {
      await channel.stop?.();
      await graph.close();
      server.closeAllConnections();
      server.close();
      await world.close();
    },
  };
});
