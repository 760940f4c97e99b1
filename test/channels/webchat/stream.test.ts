import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { WebSocket } from 'ws';
import type { TranscriptLine } from '../../../channels/webchat/index.ts';
import { StreamPump } from '../../../channels/webchat/stream-pump.ts';
import { EchoCore } from './echo-core.ts';
import { call, openConversation, startGateway, type TestGateway } from './gateway.ts';

interface ActivitySet {
  activities: { id: string; text: string }[];
  watermark: string;
}

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({ limits: { streams: 2, page: 3, heartbeatMs: 25 } });
});
afterAll(() => gateway.stop());

/** A stream that collects what it is told. */
class Listener {
  readonly texts: string[] = [];
  watermark = '';
  readonly socket: WebSocket;
  readonly closed: Promise<number>;
  #waiting: (() => void) | undefined;

  constructor(url: string, headers: Record<string, string> = {}) {
    this.socket = new WebSocket(url, { headers, autoPong: headers['x-silent'] === undefined });
    this.socket.on('error', () => undefined);
    this.socket.on('message', (data) => {
      const set = JSON.parse(String(data)) as ActivitySet;
      this.texts.push(...set.activities.map(({ text }) => text));
      this.watermark = set.watermark;
      this.#waiting?.();
    });
    this.closed = new Promise((resolve) => this.socket.on('close', resolve));
  }

  async until(count: number): Promise<string[]> {
    while (this.texts.length < count) {
      await new Promise<void>((resolve) => {
        this.#waiting = resolve;
      });
    }
    return this.texts;
  }
}

/** How a handshake was refused. */
function refusal(url: string, headers: Record<string, string> = {}): Promise<{ status: number; code: string }> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { headers });
    socket.on('open', () => reject(new Error('it was let in')));
    socket.on('error', () => undefined);
    socket.on('unexpected-response', (_request, response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, code: JSON.parse(text).error.code }));
    });
  });
}

describe('the stream', () => {
  it('replays what there is and goes on live, also over many pages', async () => {
    const { conversationId, streamUrl } = await openConversation(gateway);
    for (let n = 1; n <= 10; n += 1) gateway.core.say(conversationId, { text: `antes ${n}` });
    const listener = new Listener(streamUrl);
    await listener.until(11);
    gateway.core.say(conversationId, { text: 'en vivo' });
    expect((await listener.until(12)).at(-1)).toBe('en vivo');
    expect(listener.watermark).toBe('12');
    listener.socket.close();
  });

  it('shows that an agent writes, to that conversation alone, and keeps its place', async () => {
    const [mine, yours] = [await openConversation(gateway), await openConversation(gateway)];
    const listener = new Listener(mine.streamUrl);
    const other = new Listener(yours.streamUrl);
    await Promise.all([listener.until(1), other.until(1)]);
    const sets: { activities: object[]; watermark?: string }[] = [];
    listener.socket.on('message', (data) => sets.push(JSON.parse(String(data))));
    gateway.channel.showTyping?.(
      { id: 'c', channel: 'webchat', account: 'x', address: mine.conversationId },
      'Ana Agente',
    );
    await listener.until(2);
    expect(sets).toMatchObject([{ activities: [{ type: 'typing', from: { role: 'bot', name: 'Ana Agente' } }] }]);
    expect(sets[0]?.watermark).toBeUndefined();
    expect(other.texts).toHaveLength(1);
    for (const { socket } of [listener, other]) socket.close();
  });

  it('begins after the watermark that the client has seen', async () => {
    const { conversationId, url, token } = await openConversation(gateway);
    gateway.core.say(conversationId, { text: 'visto' });
    gateway.core.say(conversationId, { text: 'no visto' });
    const { body } = await call<{ streamUrl: string; conversationId: string }>(`${url}?watermark=2`, { token });
    const listener = new Listener(body.streamUrl);
    expect(await listener.until(1)).toEqual(['no visto']);
    listener.socket.close();
  });

  it('tolerates empty pings, and closes on anything else that a client sends', async () => {
    const { conversationId, streamUrl } = await openConversation(gateway);
    const listener = new Listener(streamUrl);
    await listener.until(1);
    listener.socket.send('');
    gateway.core.say(conversationId, { text: 'sigue' });
    await listener.until(2);
    listener.socket.send('{"type":"message"}');
    expect(await listener.closed).toBe(1008);
  });

  it('opens once for each address, only for its own conversation, and never with another token', async () => {
    const mine = await openConversation(gateway);
    const yours = await openConversation(gateway);
    const listener = new Listener(mine.streamUrl);
    await listener.until(1);
    expect(await refusal(mine.streamUrl)).toEqual({ status: 403, code: 'TOKEN_INVALID' });
    const ticket = new URL(yours.streamUrl).searchParams.get('t');
    const crossed = mine.streamUrl.replace(/t=.*/, `t=${ticket}`);
    expect(await refusal(crossed)).toEqual({ status: 403, code: 'CONVERSATION_NOT_YOURS' });
    const forged = yours.streamUrl.replace(/t=.*/, `t=${yours.token}`);
    expect(await refusal(forged)).toEqual({ status: 403, code: 'TOKEN_INVALID' });
    gateway.clock.forward(61);
    expect(await refusal(yours.streamUrl)).toEqual({ status: 403, code: 'TOKEN_INVALID' });
    listener.socket.close();
  });

  it('refuses the newest of too many streams and leaves the others alone', async () => {
    const { url, token, streamUrl, conversationId } = await openConversation(gateway);
    const next = async (): Promise<string> => (await call<{ streamUrl: string }>(url, { token })).body.streamUrl;
    const listeners = [new Listener(streamUrl), new Listener(await next())];
    await Promise.all(listeners.map((listener) => listener.until(1)));
    expect(await refusal(await next())).toEqual({ status: 429, code: 'RATE_LIMITED' });
    gateway.core.say(conversationId, { text: 'a los dos' });
    await Promise.all(listeners.map((listener) => listener.until(2)));
    for (const { socket } of listeners) socket.close();
  });

  it('drops a stream that no longer answers, and forgets it', async () => {
    const { streamUrl, conversationId } = await openConversation(gateway);
    const listener = new Listener(streamUrl, { 'x-silent': 'yes' });
    await listener.until(1);
    expect(gateway.core.listeners(conversationId)).toBe(1);
    expect(await listener.closed).toBe(1006);
    while (gateway.core.listeners(conversationId) > 0) await new Promise(setImmediate);
  });

  it('refuses a page of another origin when the site lists its origins', async () => {
    const own = await startGateway({ sites: [{ id: 's', title: 'S', origins: ['https://bueno.example.org'] }] });
    const { streamUrl } = await openConversation(own);
    expect(await refusal(streamUrl, { origin: 'https://malo.example.org' })).toEqual({
      status: 403,
      code: 'ORIGIN_REFUSED',
    });
    const listener = new Listener(streamUrl, { origin: 'https://bueno.example.org' });
    await listener.until(1);
    await own.stop();
    expect([1001, 1006]).toContain(await listener.closed);
  });

  it('leaves upgrades of other addresses to others', () => {
    const upgrade = gateway.channel.mounts?.[0]?.upgrade;
    const destroy = jest.fn();
    expect(upgrade?.({ url: '/socket.io/?EIO=4' } as never, { destroy } as never, Buffer.alloc(0))).toBe(false);
    expect(destroy).not.toHaveBeenCalled();
  });
});

describe('the pump', () => {
  it('P3 shows every line once and in order while lines are written during the replay, told late and told twice', async () => {
    const core = new EchoCore();
    const seen: number[] = [];
    let told: ((line: TranscriptLine) => void) | undefined;
    for (let n = 0; n < 7; n += 1) core.say('c', { text: String(n) });
    let writes = 0;
    let finish = (): void => undefined;
    const done = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const pump = new StreamPump({
      source: {
        after: async (address, seq, limit) => {
          const found = await core.after(address, seq, limit);
          // Between the read and the send somebody writes: the classic gap.
          if (writes < 20) core.say('c', { text: `w${++writes}` });
          return found;
        },
        subscribe: (address, listener) => {
          told = listener;
          return core.subscribe(address, (line) => {
            listener(line);
            listener(line);
          });
        },
      },
      address: 'c',
      position: 0,
      page: 2,
      sink: async (lines) => {
        for (const { seq } of lines) seen.push(seq);
        await Promise.resolve();
        const [old] = await core.after('c', 0, 1);
        if (old !== undefined) told?.(old);
        if (seen.length === 27) finish();
      },
      onError: (error) => {
        throw error;
      },
    });
    pump.start();
    await done;
    pump.end();
    expect(seen).toEqual(Array.from({ length: 27 }, (_, index) => index + 1));
  });

  it('keeps one page in memory while the reader is slow, and reads on when it is ready', async () => {
    const core = new EchoCore();
    for (let n = 0; n < 50; n += 1) core.say('c', { text: String(n) });
    const waiting: (() => void)[] = [];
    let sent = 0;
    const pump = new StreamPump({
      source: core,
      address: 'c',
      position: 0,
      page: 5,
      sink: (lines) => {
        sent += lines.length;
        return new Promise((resolve) => waiting.push(resolve));
      },
      onError: () => undefined,
    });
    pump.start();
    await new Promise(setImmediate);
    for (let n = 0; n < 500; n += 1) core.say('c', { text: 'más' });
    await new Promise(setImmediate);
    expect([sent, core.reads]).toEqual([5, 1]);
    waiting.shift()?.();
    await new Promise(setImmediate);
    expect([sent, core.reads]).toEqual([10, 2]);
    pump.end();
  });
});
