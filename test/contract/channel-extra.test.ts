import { connect, createServer, type Socket } from 'node:net';
import type { ChannelAdapter } from '../../src/contracts/channel.ts';
import type { EnvelopeInput, IntakePort, Reply } from '../../src/contracts/envelope.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { channelContract } from './channel-contract.ts';

/** Reads lines of JSON: `{"id","who","text"}`. All of them; what is no line is left out. Pure. */
function readLines(chunk: string): EnvelopeInput[] {
  return chunk
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const { id, who, text } = JSON.parse(line) as { id: string; who: string; text: string };
      return {
        channel: 'lines',
        account: 'main',
        address: who,
        messageId: id,
        sender: { id: who },
        sentAt: new Date(0),
        text,
      };
    });
}

/** Draws a reply as lines of text. Pure. */
function drawReply({ text, choices, links }: Reply): string {
  const options = choices.map(({ title }, at) => `${at + 1}) ${title}`);
  return [text, ...links.map(({ title, url }) => `${title}: ${url}`), ...options].join('\n');
}

/** docs/adding-a-channel.md in its smallest form: a TCP port that takes lines of JSON. */
function createLinesChannel(): ChannelAdapter & { port(): number } {
  const people = new Map<string, Socket>();
  let intake: IntakePort | null = null;
  const server = createServer((socket) => {
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      const envelopes = readLines(chunk);
      for (const { address } of envelopes) people.set(address, socket);
      intake?.accept(envelopes).then(
        () => socket.write('ok\n'),
        () => socket.write('again\n'),
      );
    });
    socket.on('error', () => undefined);
  });
  return {
    name: 'lines',
    abilities: { buttons: false, typing: false, edits: false, questions: 'one', markdown: false, maxText: 4_000 },
    port: () => (server.address() as { port: number }).port,
    async start(port) {
      intake = port;
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    },
    async stop() {
      for (const socket of people.values()) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
    async send(reply) {
      const socket = people.get(reply.conversation.address);
      if (!socket) throw new AppError('DELIVERY_FAILED', { channel: 'lines' });
      const line = `${JSON.stringify({ id: reply.id, said: drawReply(reply) })}\n`;
      await new Promise<void>((resolve) => socket.write(line, () => resolve()));
      return { id: reply.id };
    },
  };
}

channelContract('the smallest channel (docs/adding-a-channel.md)', async (intake) => {
  const adapter = createLinesChannel();
  await adapter.start?.(intake);
  const people = new Map<string, { socket: Socket; heard: string[]; waiting: ((line: string) => void)[] }>();
  const personOf = async (who: string) => {
    const known = people.get(who);
    if (known) return known;
    const person = {
      socket: connect(adapter.port(), '127.0.0.1'),
      heard: [] as string[],
      waiting: [] as ((line: string) => void)[],
    };
    person.socket.setEncoding('utf8').on('data', (chunk: string) => {
      for (const line of chunk.split('\n').filter((one) => one !== '')) {
        if (line.startsWith('{')) person.heard.push(line);
        else person.waiting.shift()?.(line);
      }
    });
    people.set(who, person);
    return person;
  };
  let serial = 0;
  let last = { who: '', line: '' };
  const deliver = async () => {
    const person = await personOf(last.who);
    const answer = await new Promise<string>((resolve) => {
      person.waiting.push(resolve);
      person.socket.write(`${last.line}\n`);
    });
    if (answer !== 'ok') throw new Error(answer);
  };
  const linesOf = async (who: string) => {
    const { socket, heard, waiting } = await personOf(who);
    // An empty line is answered after everything that was sent before it.
    await new Promise<string>((resolve) => {
      waiting.push(resolve);
      socket.write('\n');
    });
    return heard.map((line) => JSON.parse(line) as { id: string; said: string });
  };
  return {
    adapter,
    async say(who, text) {
      serial += 1;
      last = { who, line: JSON.stringify({ id: `l${serial}`, who, text }) };
      await deliver();
    },
    repeat: deliver,
    shown: async (who) => (await linesOf(who)).map(({ said }) => said).join('\n'),
    count: async (who) => new Set((await linesOf(who)).map(({ id }) => id)).size,
    async close() {
      for (const { socket } of people.values()) socket.destroy();
      await adapter.stop?.();
    },
  };
});
