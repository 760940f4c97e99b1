import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import type { WhatsappStatus } from '../../src/contracts/whatsapp.ts';
import { createMetrics } from '../../src/metrics/prometheus.ts';
import { redacted } from './world/redacted.ts';
import { type Console, createWorld, operatorToken, signIn, type World } from './world/world.ts';

let world: World;
let ana: Console;
let sockets: Socket[];
let onConsoles: (count: number) => void = () => undefined;
beforeEach(async () => {
  sockets = [];
  const metrics = { ...createMetrics({ processMetrics: false }), consoles: (count: number) => onConsoles(count) };
  world = await createWorld({ metrics });
  world.desk.add({ id: 'ana' });
  world.desk.add({ id: 'iris', organisation: 'icetex' });
  world.conversations.add({ id: 'c1' });
  ana = await signIn(world, 'ana');
});
afterEach(async () => {
  for (const socket of sockets) socket.disconnect();
  await world.close();
});

function open(options: {
  headers?: Record<string, string>;
  token?: string;
  transport?: 'polling' | 'websocket';
}): Socket {
  const socket = io(world.url, {
    transports: [options.transport ?? 'websocket'],
    extraHeaders: options.headers ?? {},
    auth: options.token ? { token: options.token } : {},
    reconnection: false,
    forceNew: true,
  });
  sockets.push(socket);
  return socket;
}
const once = <T>(socket: Socket, event: string) => new Promise<T>((done) => socket.once(event, done));
const connected = async (options: Parameters<typeof open>[0]) => {
  const socket = open(options);
  await once(socket, 'connect');
  return socket;
};
const consoleOf = (who: Console) => ({ cookie: who.cookie, origin: world.url });

describe('live updates', () => {
  it.each(['websocket', 'polling'] as const)(
    'reach a signed-in console over %s, as the REST answers look',
    async (transport) => {
      const socket = await connected({ headers: consoleOf(ana), transport });
      const message = once<{ conversationId: string; item: { text: string; seq: number } }>(socket, 'message');
      const conversation = once<{ conversation: { id: string; lastText: string } }>(socket, 'conversation');
      world.conversations.say('c1', { text: redacted('Hola') });
      expect(await message).toMatchObject({ conversationId: 'c1', item: { text: 'Hola', seq: 1 } });
      expect((await conversation).conversation).toMatchObject({ id: 'c1', lastText: 'Hola' });
    },
  );

  it('reach the operator by its token, of every organisation', async () => {
    const socket = await connected({ token: operatorToken });
    world.conversations.add({ id: 'c9', organisation: 'icetex' });
    const message = once<{ conversationId: string }>(socket, 'message');
    world.conversations.say('c9', { text: redacted('Hola') });
    expect((await message).conversationId).toBe('c9');
  });

  it('tell that an answer at the gate changed, to whoever may see those', async () => {
    const socket = await connected({ headers: consoleOf(ana) });
    const answer = once(socket, 'answer');
    const about = { conversationId: 'c1', answerId: 'a1' };
    world.live.publish({ type: 'answer', organisation: 'icetex', conversationId: 'c9', answerId: 'a9' });
    world.live.publish({ type: 'answer', organisation: 'exsim', ...about });
    expect(await answer).toEqual(about);
  });

  it('tell that an agent writes in a conversation that is theirs, and in no other', async () => {
    const socket = await connected({ headers: consoleOf(ana) });
    world.conversations.add({ id: 'mine', mode: 'agent', assignee: 'ana' });
    const typing: object[] = [];
    socket.on('typing', (body: object) => typing.push(body));
    const post = (id: string) =>
      fetch(`${world.url}/api/conversations/${id}/typing`, { method: 'POST', headers: ana.headers });
    expect((await post('c1')).status).toBe(204);
    const heard = once(socket, 'typing');
    expect((await post('mine')).status).toBe(204);
    await heard;
    expect(typing).toEqual([{ conversationId: 'mine', speaker: 'agent', name: 'Agente ana' }]);
  });

  it('stay inside their organisation', async () => {
    const iris = await connected({ headers: consoleOf(await signIn(world, 'iris')) });
    const heard: string[] = [];
    iris.onAny((event: string, body: object) => {
      if (event !== 'agent') heard.push(`${event} ${JSON.stringify(body)}`);
    });
    world.conversations.add({ id: 'c9', organisation: 'icetex' });
    const own = once(iris, 'conversation');
    world.conversations.say('c1', { text: redacted('de otra organización') });
    world.tickets.add({ id: 't1' });
    await world.tickets.assign('t1', null, { role: 'system', id: 's' }, world.time.now());
    world.conversations.say('c9', { text: redacted('propia') });
    await own;
    expect(heard).toHaveLength(2);
    for (const line of heard) expect(line).toContain('propia');
  });

  it('EXS-04 tell the colleagues who came and went', async () => {
    world.desk.add({ id: 'beto' });
    const socket = await connected({ headers: consoleOf(await signIn(world, 'beto')) });
    const seen = new Promise((done) =>
      socket.on('agent', (agent: { id: string }) => void (agent.id === 'ana' && done(agent))),
    );
    await connected({ headers: consoleOf(ana) });
    expect(await seen).toEqual({ id: 'ana', presence: 'online' });
  });

  it('tell how the number of WhatsApp stands to those who manage channels, and to nobody else', async () => {
    world.desk.add({ id: 'rosa', roles: ['admin'] });
    const [rosa, agent] = [await signIn(world, 'rosa'), await connected({ headers: consoleOf(ana) })];
    const admin = await connected({ headers: consoleOf(rosa) });
    const heard: string[] = [];
    agent.onAny((event: string) => heard.push(event));
    const told = once<object>(admin, 'whatsapp');
    const status: WhatsappStatus = {
      ...{ account: '5215550000001', transport: 'linked', state: 'pairing', since: world.time.now(), qr: 'codigo' },
      ...{ code: null, stop: null, lastCode: null, retryAt: null, alert: null },
    };
    world.live.publish({ type: 'whatsapp', organisation: 'icetex', status: { ...status, qr: 'ajeno' } });
    world.live.publish({ type: 'whatsapp', organisation: 'exsim', status });
    expect(await told).toMatchObject({ state: 'pairing', qr: 'codigo' });
    // What comes after it over the same line was behind it.
    const after = once(agent, 'message');
    world.conversations.say('c1', { text: redacted('Hola') });
    await after;
    expect(heard).not.toContain('whatsapp');
  });

  it('tell of tickets by id and folio only', async () => {
    const socket = await connected({ headers: consoleOf(ana) });
    const ticket = once<object>(socket, 'ticket');
    world.tickets.add({ id: 't1' });
    await world.tickets.assign('t1', null, { role: 'system', id: 's' }, world.time.now());
    expect(await ticket).toEqual({ ticketId: 't1', folio: 'EXS-000001' });
  });

  it('after a lost connection, nothing is missing and nothing comes twice', async () => {
    const first = await connected({ headers: consoleOf(ana) });
    const heard: number[] = [];
    first.on('message', (body: { item: { seq: number } }) => heard.push(body.item.seq));
    const seen = once(first, 'message');
    world.conversations.say('c1', { text: redacted('uno') });
    await seen;
    first.disconnect();
    world.conversations.say('c1', { text: redacted('dos') });
    const second = await connected({ headers: consoleOf(ana) });
    const after = heard.at(-1) ?? 0;
    const missed = await fetch(`${world.url}/api/conversations/c1/messages?after=${after}`, { headers: ana.headers });
    const { items } = (await missed.json()) as { items: { seq: number }[] };
    heard.push(...items.map((item) => item.seq));
    const next = once<{ item: { seq: number } }>(second, 'message');
    world.conversations.say('c1', { text: redacted('tres') });
    heard.push((await next).item.seq);
    expect(heard).toEqual([1, 2, 3]);
  });
});

describe('who may connect', () => {
  const refusal = async (options: Parameters<typeof open>[0]) =>
    (await once<Error>(open(options), 'connect_error')).message;

  it('not nobody, not a wrong token, not an ended session', async () => {
    expect(await refusal({})).toBe('TOKEN_MISSING');
    expect(await refusal({ token: 'wrong' })).toBe('TOKEN_INVALID');
    expect(
      await refusal({ headers: { cookie: 'ventanilla_session=abcdefghijklmnopqrstuvwx', origin: world.url } }),
    ).toBe('SESSION_ENDED');
  });

  it('not a page of another site with our cookie', async () => {
    expect(await refusal({ headers: { cookie: ana.cookie, origin: 'https://evil.example' } })).toBeTruthy();
  });

  it('not longer than the session: signing out and its end close the socket', async () => {
    const socket = await connected({ headers: consoleOf(ana) });
    const gone = once(socket, 'disconnect');
    await fetch(`${world.url}/api/session`, { method: 'DELETE', headers: ana.headers });
    await gone;
    const again = await signIn(world, 'ana');
    const second = await connected({ headers: consoleOf(again) });
    const ended = once(second, 'disconnect');
    world.time.advance(43_200_000);
    await ended;
  });

  it('EXS-04 and whoever is connected is online', async () => {
    const socket = await connected({ headers: consoleOf(ana) });
    const left = new Promise<void>((done) => {
      onConsoles = (count) => void (count === 0 && setImmediate(done));
    });
    socket.disconnect();
    await left;
    world.time.advance(30_000);
    await new Promise((done) => setImmediate(done));
    expect(world.desk.presences).toEqual([
      { id: 'ana', presence: 'online', cause: 'connection' },
      { id: 'ana', presence: 'away', cause: 'connection' },
    ]);
  });
});
