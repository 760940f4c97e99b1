import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { io } from 'socket.io-client';
import WebSocket from 'ws';
import { DEFAULT_LIMITS } from '../../channels/webchat/options.ts';
import { createTokens, newVisitor } from '../../channels/webchat/tokens.ts';
import { type Answer, type Client, expectRawRefusal, expectRefusal } from './hostile/client.ts';
import { Person } from './hostile/person.ts';
import { expectUnharmed } from './hostile/unharmed.ts';
import { type HostileWorld, startWorld } from './hostile/world.ts';

jest.setTimeout(60_000);

/** In everything that is sent: it may come back in a transcript only, never in an error, a metric or the log. */
const CANARY = 'canario-8213';
const MEGABYTES_10 = 10 * 1024 * 1024;
const message = (text: string) => JSON.stringify({ type: 'message', from: { id: 'me' }, text });

let world: HostileWorld;
let client: Client;
/** Half requests that are opened first and looked at last: the server's patience passes meanwhile. */
let halfRequests: Promise<string[]>;
let memoryBefore = 0;

beforeAll(async () => {
  world = await startWorld();
  client = world.client;
  const warm = await Person.open(client);
  await warm.say('hola');
  await warm.answered(1);
  memoryBefore = await world.metric('process_resident_memory_bytes');
  const half = [`GET /healthz HTTP/1.1\r\nHost: x\r\nX-Half: ${CANARY}`, 'GET', '\r\n\r\nPOST /api/ses'];
  halfRequests = Promise.all(Array.from({ length: 60 }, (_, index) => client.raw(half[index % 3] as string)));
});
afterAll(() => world.end());

function refusals(answers: readonly Answer[], status: number, code: string): void {
  for (const answer of answers) expectRefusal(answer, status, code);
}

describe('bodies', () => {
  it('refuses what is not JSON, whoever asks', async () => {
    const person = await Person.open(client);
    const broken = [
      `{"type":"message","text":"${CANARY}`,
      `${CANARY}`,
      '{"a":1}}',
      "{'type':'message'}",
      '\u0000',
      '[1,',
    ];
    for (const body of broken) expectRefusal(await person.post(body), 400, 'BODY_NOT_JSON');
    const token = world.secret('operator-token');
    for (const body of broken) {
      expectRefusal(await client.post('/api/conversations/x/close', body, { token }), 400, 'BODY_NOT_JSON');
    }
    const asForm = { 'content-type': 'application/x-www-form-urlencoded' };
    const form = { token, headers: asForm };
    expectRefusal(await client.post('/api/conversations/x/close', `outcome=${CANARY}`, form), 400, 'BODY_NOT_JSON');
    refusals(
      await Promise.all(
        ['[]', '{}', '{"type":7}', `{"type":"message","text":{"${CANARY}":1}}`].map((body) => person.post(body)),
      ),
      400,
      'MESSAGE_INVALID',
    );
  });

  it('refuses 10 MB, as a text, as a body, packed and in parts', async () => {
    const person = await Person.open(client);
    const huge = CANARY.repeat(MEGABYTES_10 / CANARY.length);
    const token = world.secret('operator-token');
    expectRefusal(await person.say(huge), 413, 'BODY_TOO_LARGE');
    expectRefusal(await person.say(CANARY.repeat(6_000)), 413, 'TEXT_TOO_LONG');
    expectRefusal(await client.post('/api/conversations/x/reply', `"${huge}"`, { token }), 413, 'BODY_TOO_LARGE');
    expectRefusal(await client.post('/api/webchat/session', message(huge)), 413, 'BODY_TOO_LARGE');
    const packed = {
      body: gzipSync(message(huge)),
      headers: { 'content-encoding': 'gzip' },
    };
    expectRefusal(await person.post('', packed), 413, 'BODY_TOO_LARGE');
    const chunked = { headers: { 'transfer-encoding': 'chunked' } };
    expectRefusal(await person.post(message(huge), chunked), 413, 'BODY_TOO_LARGE');
    const oddly = (headers: Record<string, string>) => person.post(message(CANARY), { headers });
    expectRefusal(await oddly({ 'content-encoding': 'evil' }), 400, 'INPUT_INVALID');
    expectRefusal(await oddly({ 'content-type': 'application/json; charset=evil' }), 400, 'INPUT_INVALID');
    expect(
      (await person.post(`{"type":"message","text":"hola","value":${'['.repeat(60_000)}${']'.repeat(60_000)}}`)).status,
    ).toBe(200);
  });

  it('survives bodies and forms that are cut off in the middle', async () => {
    const person = await Person.open(client);
    const head = (path: string, more: string) =>
      `POST ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${person.token}\r\n${more}\r\n\r\n`;
    const json = `${head(person.activities, 'Content-Type: application/json\r\nContent-Length: 900')}{"type":"message","text":"${CANARY}`;
    const chunks = `${head(person.activities, 'Content-Type: application/json\r\nTransfer-Encoding: chunked')}20\r\n{"type":`;
    const form = `${head(person.activities.replace('activities', 'upload'), 'Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 9000')}--b\r\nContent-Disposition: form-data; name="file"; filename="${CANARY}.png"\r\n\r\n`;
    for (let round = 0; round < 12; round++) await Promise.all([json, chunks, form].map((bytes) => client.cut(bytes)));
    await client.raw(json, { thenEnd: true });
    await client.raw(form, { thenEnd: true });
    expectRawRefusal(await client.raw(chunks.replace('20\r\n', 'zz\r\n')), 400, 'REQUEST_MALFORMED');
    // None of the cut forms holds a place among the uploads at once.
    expectRefusal(await person.upload('x.png', Buffer.alloc(0)), 415, 'FILE_TYPE_REFUSED');
    expect((await person.read()).filter((line) => line.isMine)).toEqual([]);
  });
});

describe('tokens', () => {
  it('refuses wrong, foreign, expired and misplaced tokens on every kind of route', async () => {
    const person = await Person.open(client);
    const secret = Buffer.from(world.secret('direct-line-key'), 'hex');
    const long = { now: () => new Date(Date.now() - 7_200_000) };
    const now = { now: () => new Date() };
    const visitor = newVisitor('web', now);
    const [header = '', claims = ''] = person.token.split('.');
    const bad = [
      CANARY,
      'a.b.c',
      `${header}.${claims}.`,
      `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`,
      await createTokens(secret, long, DEFAULT_LIMITS).conversation(visitor),
      await createTokens(Buffer.alloc(32, 7), now, DEFAULT_LIMITS).conversation(visitor),
      await createTokens(secret, now, DEFAULT_LIMITS).resume(visitor),
      world.secret('operator-token'),
    ];
    for (const token of bad) {
      expectRefusal(await person.post(message('hola'), { token }), 403, 'TOKEN_INVALID');
      expectRefusal(await client.post('/v3/directline/tokens/refresh', {}, { token }), 403, 'TOKEN_INVALID');
    }
    expectRefusal(await client.post(person.activities, {}), 401, 'TOKEN_MISSING');
    const from = '127.0.0.4';
    for (const token of [CANARY, person.token, ...bad.slice(2, 5)]) {
      expectRefusal(await client.call({ path: '/api/tickets', token, from }), 403, 'TOKEN_INVALID');
    }
    expectRefusal(await client.call({ path: '/api/tickets', from }), 401, 'TOKEN_MISSING');
    const cookie = { cookie: `ventanilla_session=${CANARY}-${CANARY}` };
    expectRefusal(await client.call({ path: '/api/me', headers: cookie, from }), 401, 'SESSION_ENDED');
    expectRefusal(await client.post('/api/session/redeem', { token: CANARY }, { from }), 403, 'SIGN_IN_LINK_INVALID');
  });

  it('slows down who guesses, at that address only', async () => {
    const guess = () => client.call({ path: '/api/me', token: CANARY, from: '127.0.0.5' });
    const answers: Answer[] = [];
    for (let time = 0; time < 12; time++) answers.push(await guess());
    refusals(answers.slice(0, 10), 403, 'TOKEN_INVALID');
    refusals(answers.slice(10), 429, 'RATE_LIMITED');
    expect(Number(answers.at(-1)?.headers['retry-after'])).toBeGreaterThan(0);
    expect((await client.call({ path: '/api/me', token: world.secret('operator-token') })).status).toBe(200);
  });

  it('lets nobody into the conversation of another', async () => {
    const [ana, eva] = [await Person.open(client), await Person.open(client)];
    const token = ana.token;
    for (const id of [eva.conversation, 'A'.repeat(22)]) {
      const base = `/v3/directline/conversations/${id}`;
      expectRefusal(await client.call({ path: base, token }), 403, 'CONVERSATION_NOT_YOURS');
      expectRefusal(await client.call({ path: `${base}/activities`, token }), 403, 'CONVERSATION_NOT_YOURS');
      expectRefusal(await client.post(`${base}/activities`, message(CANARY), { token }), 403, 'CONVERSATION_NOT_YOURS');
      expectRefusal(await client.post(`${base}/upload`, '', { token }), 403, 'CONVERSATION_NOT_YOURS');
    }
    const odd = `/v3/directline/conversations/${CANARY}/activities`;
    expectRefusal(await client.call({ path: odd, token }), 404, 'CONVERSATION_NOT_FOUND');
    // The sender is the token's, whatever the activity says.
    await ana.post({
      type: 'message',
      from: { id: 'dl_eva', role: 'bot' },
      text: 'soy otra',
      conversation: { id: eva.conversation },
    });
    expect((await ana.answered(1)).filter((line) => line.isMine)).toHaveLength(1);
    expect((await eva.read()).filter((line) => line.isMine)).toHaveLength(0);
  });

  it('admits to sockets only who may', async () => {
    const person = await Person.open(client);
    const status = (url: string) =>
      new Promise<number>((resolve) => {
        const socket = new WebSocket(url);
        socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
        socket.on('open', () => resolve(101));
        socket.on('error', () => undefined);
      });
    const stream = person.streamUrl;
    expect(await status(stream.replace(/t=.*/, `t=${CANARY}`))).toBe(403);
    expect(await status(stream.replace(/t=.*/, `t=${person.token}`))).toBe(403);
    expect(await status(stream.replace(/&t=.*/, ''))).toBe(403);
    expect(await status(stream.replace(person.conversation, 'A'.repeat(22)))).toBe(403);
    expect(await status(stream)).toBe(101);
    expect(await status(stream)).toBe(403);
    const refused = (auth: object) =>
      new Promise<string>((resolve) => {
        const socket = io(`http://127.0.0.1:${world.port}`, { transports: ['websocket'], reconnection: false, auth });
        socket.on('connect_error', ({ message }) => resolve(message));
        socket.on('connect', () => resolve('connected'));
      });
    expect(await refused({ token: CANARY })).toBe('TOKEN_INVALID');
    expect(await refused({ token: person.token })).toBe('TOKEN_INVALID');
    expect(await refused({ token: { $ne: '' } })).toBe('TOKEN_MISSING');
  });
});

describe('a flood', () => {
  it('P1 is refused beyond the limit, what was accepted is stored once and in order, and the others are served', async () => {
    const [flood, other] = [await Person.open(client), await Person.open(client)];
    const stored = await world.metric('ventanilla_messages_received_total', 'status="stored"');
    const thousand = Promise.all(
      Array.from({ length: 1_000 }, (_, index) => flood.say(`hola ${index} ${CANARY}`, `flood-${index}`)),
    );
    await other.say('¿cómo cancelo un CFDI?');
    expect((await other.answered(1)).length).toBeGreaterThan(1);
    const answers = await thousand;
    const accepted = answers.filter(({ status }) => status === 200).length;
    expect(accepted).toBeGreaterThanOrEqual(30);
    expect(accepted).toBeLessThan(200);
    const refused = answers.filter(({ status }) => status !== 200);
    refusals(refused, 429, 'RATE_LIMITED');
    for (const { headers } of refused) expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    const mine = (await flood.answered(accepted)).filter((line) => line.isMine).map((line) => line.clientId);
    const ids = answers.flatMap(({ status }, index) => (status === 200 ? [`flood-${index}`] : []));
    expect([...mine].sort()).toEqual(ids.sort());
    expect(await world.metric('ventanilla_messages_received_total', 'status="stored"')).toBe(stored + accepted + 1);
  });

  it('of sessions from one address is refused, and other addresses go on', async () => {
    const from = '127.0.0.3';
    const answers: Answer[] = [];
    for (let time = 0; time < 130; time++) answers.push(await client.post('/api/webchat/session', {}, { from }));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(120);
    refusals(answers.slice(120), 429, 'RATE_LIMITED');
    expect((await client.post('/api/webchat/session', {})).status).toBe(201);
  });
});

describe('afterwards', () => {
  it('half requests were answered with a code and cut, while everybody else was served', async () => {
    for (const answer of await halfRequests) expectRawRefusal(answer, 408, 'REQUEST_TIMEOUT');
  });

  it('P4 the process is healthy, everything accepted is answered, and no line of the log holds what was sent', async () => {
    await expectUnharmed(world, CANARY, memoryBefore);
  });
});
