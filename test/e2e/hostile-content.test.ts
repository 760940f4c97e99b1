import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import WebSocket from 'ws';
import { type Client, expectRawRefusal, expectRefusal } from './hostile/client.ts';
import { Person } from './hostile/person.ts';
import { expectUnharmed } from './hostile/unharmed.ts';
import { type HostileWorld, startWorld } from './hostile/world.ts';

jest.setTimeout(60_000);

/** In everything that is sent: it may come back in a transcript only, never in an error, a metric or the log. */
const CANARY = 'canario-4417';
const MEGABYTES_11 = 11 * 1024 * 1024;

let world: HostileWorld;
let client: Client;
let token: string;
let memoryBefore = 0;

beforeAll(async () => {
  world = await startWorld();
  client = world.client;
  token = world.secret('operator-token');
  await (await Person.open(client)).say('hola');
  memoryBefore = await world.metric('process_resident_memory_bytes');
});
afterAll(() => world.end());

describe('texts', () => {
  it('refuses control characters and nonsense with a code', async () => {
    const person = await Person.open(client);
    for (const control of ['\u0000', '\u0007', '\u001b[31m', '\u007f']) {
      expectRefusal(await person.say(`${CANARY}${control}`), 400, 'MESSAGE_INVALID');
    }
    expectRefusal(await person.say(' \n\t '), 400, 'MESSAGE_INVALID');
    const long = { type: 'message', text: CANARY, channelData: { clientActivityID: 'x'.repeat(5_000) } };
    expectRefusal(await person.post(long), 400, 'MESSAGE_INVALID');
    for (const type of ['invoke', '__proto__', 'constructor', `<b>${CANARY}`, CANARY, '']) {
      expectRefusal(await person.post({ type, text: CANARY }), 400, 'ACTIVITY_UNSUPPORTED');
    }
    expectRefusal(await person.post({ type: CANARY.repeat(1_000) }), 400, 'MESSAGE_INVALID');
    for (const type of ['typing', 'event']) expect((await person.post({ type, name: CANARY })).status).toBe(200);
    expect((await person.read()).filter((line) => line.isMine)).toEqual([]);
  });

  it('takes every other writing and answers it', async () => {
    const zalgo = `a${'\u0301\u0489\u0353'.repeat(400)} ${CANARY}`;
    const texts = [
      `${CANARY} \u202efdp.exe \u2066oculto\u2069 שלום مرحبا`,
      '😀'.repeat(10_000),
      '👩‍👩‍👧‍👦🏳️‍🌈'.repeat(500),
      zalgo,
      `mitad \ud83d y mitad \udc00 ${CANARY}`,
      '\u00a0\ufeff\u200b\u2028\u2029x',
      '((((((((((((((((((((a+)+)+)+)+)+)+$',
      `${'a'.repeat(31_000)}!`,
      '{{folio}} $t(desk.closed) {{7*7}} <%= 7*7 %> %s %n %x',
      `'; DROP TABLE messages; -- {"$gt": ""} ${CANARY}`,
    ];
    for (const text of texts) {
      const person = await Person.open(client);
      expect((await person.post(JSON.stringify({ type: 'message', text }))).status).toBe(200);
      const [mine] = (await person.answered(1)).filter((line) => line.isMine);
      expect(mine?.text).not.toMatch(/\p{Surrogate}/u);
    }
    const person = await Person.open(client);
    const bytes = Buffer.concat([
      Buffer.from('{"type":"message","text":"ma'),
      Buffer.from([0xff, 0xc0]),
      Buffer.from('l"}'),
    ]);
    expect((await person.post('', { body: bytes })).status).toBe(200);
    expect((await person.answered(1)).filter((line) => line.isMine).map((line) => line.text)).toEqual([
      'ma\ufffd\ufffdl',
    ]);
  });

  it('gives markup back only as data: JSON that no browser sniffs, and never in what the bot says', async () => {
    const person = await Person.open(client);
    const markup = `<img src=x onerror=alert(1)>${CANARY}<script>alert(2)</script>`;
    const link = '[pulse aquí](javascript:alert(3))';
    await person.say(`me llamo ${markup}`);
    await person.answered(1);
    await person.say(`soy ${link} ${markup}`);
    const said = (await person.answered(2)).filter((line) => !line.isMine).map((line) => line.text);
    expect(said.join('\n')).not.toMatch(/<(img|script)|javascript:/i);
    const { headers } = await client.call({ path: person.activities, token: person.token });
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    });
    const page = await client.call({
      path: `/chat?name=${encodeURIComponent(markup)}&s=${encodeURIComponent('"><script>')}`,
    });
    expect(page.body).not.toContain(CANARY);
    expect(page.headers['content-security-policy']).not.toMatch(/unsafe-(inline|eval)/);
  });

  it('lets no key of a body or of an address reach a prototype', async () => {
    const person = await Person.open(client);
    const keys = `"__proto__":{"ok":false,"kind":"start"},"constructor":{"prototype":{"ok":false}},"toString":1`;
    expect(
      (await person.post(`{${keys},"type":"message","text":"hola","channelData":{${keys}},"value":{${keys}}}`)).status,
    ).toBe(200);
    expect((await client.post('/api/webchat/session', `{${keys}}`)).status).toBe(201);
    const query = `?__proto__[ok]=${CANARY}&constructor=1&__proto__=2&limit=1`;
    expectRefusal(await client.call({ path: `/api/tickets${query}`, token }), 400, 'INPUT_INVALID');
    expectRefusal(await client.post('/api/conversations/x/close', `{${keys}}`, { token }), 400, 'INPUT_INVALID');
    expect((await client.call({ path: `${person.activities}${query}`, token: person.token })).status).toBe(200);
    expectRefusal(await client.call({ path: '/api/conversations/__proto__', token }), 404, 'CONVERSATION_NOT_FOUND');
    for (const path of ['/chat/__proto__', '/chat/constructor', '/__proto__', '/api/constructor']) {
      expectRefusal(await client.call({ path, token }), 404, 'NOT_FOUND');
    }
    expect((await client.call({ path: '/healthz' })).body).toBe('{"ok":true}');
  });
});

describe('addresses and headers', () => {
  it('serves nothing outside its folders, however the path is written', async () => {
    const up = ['../', '..%2f', '%2e%2e/', '%2e%2e%2f', '..\\', '..%5c', '%252e%252e%252f', '..;/', '.%00./'];
    const places = ['/chat/', '/console/assets/', '/api/webchat/files/', '/embed.js/', '/', '/v3/directline/'];
    const wanted = ['package.json', 'etc/passwd', 'secrets/operator-token'];
    for (const place of places) {
      for (const step of up) {
        const answers = await Promise.all(
          wanted.map((file) => client.call({ path: `${place}${step.repeat(6)}${file}` })),
        );
        for (const { status, headers, body } of answers) {
          expect([400, 403, 404]).toContain(status);
          expect(headers['content-type']).toMatch(/^application\/json/);
          expect(body).not.toMatch(/root:|"dependencies"|node_modules|[0-9a-f]{64}/);
        }
      }
    }
    const id = 'a'.repeat(64);
    expectRefusal(
      await client.call({ path: `/api/webchat/files/${id}?name=${CANARY}&type=text/html&expires=9&signature=x` }),
      403,
      'TOKEN_INVALID',
    );
    expectRefusal(
      await client.call({ path: `/api/conversations/${CANARY}/files/..%2f..%2f${id}`, token }),
      400,
      'INPUT_INVALID',
    );
    for (const path of ['/%', '/%ff', '/chat/%c0%ae', '/api/tickets/%E0%A4%A']) {
      const { status, headers } = await client.call({ path, token });
      expect([400, 404]).toContain(status);
      expect(headers['content-type']).toMatch(/^application\/json/);
    }
  });

  it('refuses floods of headers and endless addresses, and is not confused by doubled ones', async () => {
    const get = (more: string, path = '/healthz') =>
      client.raw(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${more}\r\n`);
    expectRawRefusal(await get(`X-A: ${CANARY.repeat(80_000)}\r\n`), 431, 'HEADERS_TOO_LARGE');
    expectRawRefusal(await get(`X-A: ${'b'.repeat(400)}\r\n`.repeat(200)), 431, 'HEADERS_TOO_LARGE');
    expectRawRefusal(await get('', `/api/tickets?after=${'x'.repeat(40_000)}`), 431, 'HEADERS_TOO_LARGE');
    expect(await get('a:1\r\n'.repeat(2_500))).toMatch(/^HTTP\/1.1 200/);
    expectRefusal(await client.call({ path: `/api/tickets?after=${CANARY.repeat(900)}`, token }), 400, 'INPUT_INVALID');
    const person = await Person.open(client);
    for (const watermark of ['-1', '1e9', '9'.repeat(30), '0x1', CANARY.repeat(500)]) {
      const path = `${person.activities}?watermark=${watermark}`;
      expectRefusal(await client.call({ path, token: person.token }), 400, 'INPUT_INVALID');
    }
    const twice = `Authorization: Bearer ${CANARY}\r\nAuthorization: Bearer ${person.token}\r\n`;
    expectRawRefusal(await get(twice, person.activities), 403, 'TOKEN_INVALID');
    const smuggled =
      'POST /api/webchat/session HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x';
    expectRawRefusal(await client.raw(smuggled), 400, 'REQUEST_MALFORMED');
    expectRawRefusal(await get('Content-Length: 1\r\nContent-Length: 2\r\n'), 400, 'REQUEST_MALFORMED');
    expectRawRefusal(await get(`X-A: a\u0000${CANARY}\r\n`), 400, 'REQUEST_MALFORMED');
    expectRawRefusal(await client.raw('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), 400, 'REQUEST_MALFORMED');
    expectRawRefusal(await client.raw(randomBytes(4_000)), 400, 'REQUEST_MALFORMED');
    expectRawRefusal(await client.raw(Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01])), 400, 'REQUEST_MALFORMED');
  });

  it('answers every method: those it takes, and a code for the others', async () => {
    const person = await Person.open(client);
    const paths = [
      person.activities,
      '/v3/directline/conversations',
      '/api/webchat/session',
      '/api/tickets',
      '/api/me',
    ];
    for (const path of paths) {
      for (const method of ['PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND', 'M-SEARCH']) {
        const answer = await client.call({ method, path, token: path.startsWith('/api/') ? token : person.token });
        expectRefusal(answer, 405, 'METHOD_NOT_ALLOWED');
      }
    }
    expect((await client.call({ method: 'HEAD', path: '/' })).status).toBe(200);
    expect((await client.call({ method: 'HEAD', path: '/healthz' })).status).toBe(200);
    expect((await client.call({ method: 'OPTIONS', path: person.activities })).status).toBe(204);
    expect((await client.call({ method: 'OPTIONS', path: '/api/tickets' })).headers.allow).toContain('GET');
    for (const path of ['/', '/healthz', '/chat', '/console', '/metrics']) {
      const { status, headers } = await client.call({ method: 'POST', path, body: CANARY });
      expect([404, 405]).toContain(status);
      expect(headers['content-type']).toMatch(/^application\/json/);
    }
    expect(await client.raw('CONNECT example.invalid:443 HTTP/1.1\r\nHost: x\r\n\r\n')).not.toMatch(/^HTTP\/1.1 2/);
  });
});

describe('files', () => {
  const zip = Buffer.concat([Buffer.from('PK\x03\x04'), deflateRawSync(Buffer.alloc(MEGABYTES_11))]);
  const refused: [string, Uint8Array, number, string][] = [
    ['cero.png', Buffer.alloc(0), 415, 'FILE_TYPE_REFUSED'],
    ['programa.png', Buffer.from('MZ\x90\x00\x03\x00\x00\x00', 'latin1'), 415, 'FILE_TYPE_REFUSED'],
    ['pagina.txt', Buffer.from(`<!doctype html><p>${CANARY}`), 415, 'FILE_TYPE_REFUSED'],
    [
      'dibujo.png',
      Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert('${CANARY}')"/>`),
      415,
      'FILE_TYPE_REFUSED',
    ],
    ['bomba.png', zip, 415, 'FILE_TYPE_REFUSED'],
    ['bomba.docx', zip, 415, 'FILE_TYPE_REFUSED'],
    ['guion.txt', Buffer.from(`#!/bin/sh\necho ${CANARY}`), 415, 'FILE_TYPE_REFUSED'],
    ['grande.png', Buffer.alloc(MEGABYTES_11, 1), 413, 'FILE_TOO_LARGE'],
  ];
  it.each(refused)('refuses %s', async (name, content, status, code) => {
    const person = await Person.open(client);
    expectRefusal(await person.upload(name, content, { type: 'image/png' }), status, code);
    expect((await person.read()).filter((line) => line.isMine)).toEqual([]);
  });

  it('refuses too many files and forms that are none; takes a small text under an evil name', async () => {
    const person = await Person.open(client);
    const path = person.activities.replace('activities', 'upload');
    expectRefusal(await person.upload('a.txt', Buffer.from('hola'), { copies: 6 }), 413, 'FILES_TOO_MANY');
    expectRefusal(await client.post(path, CANARY, { token: person.token }), 400, 'INPUT_INVALID');
    const headers = { 'content-type': 'multipart/form-data; boundary=limite' };
    for (const body of [CANARY, '--limite--\r\n', `--limite\r\n${'x: y\r\n'.repeat(3_000)}\r\n`]) {
      expectRefusal(await client.post(path, body, { token: person.token, headers }), 400, 'INPUT_INVALID');
    }
    expect((await person.upload('../../etc/..%00/\u202egpj.exe.txt', Buffer.from('hola'))).status).toBe(200);
  });
});

describe('sockets', () => {
  it('ends streams that send garbage or too much, and survives upgrades of every shape', async () => {
    const closes = async (send: (socket: WebSocket) => void): Promise<number> => {
      const socket = new WebSocket((await Person.open(client)).streamUrl);
      socket.on('error', () => undefined);
      await once(socket, 'open');
      send(socket);
      const [code] = (await once(socket, 'close')) as [number];
      return code;
    };
    expect(await closes((socket) => socket.send(CANARY))).toBe(1008);
    expect(await closes((socket) => socket.send(Buffer.alloc(2_000)))).toBe(1009);
    // The line may be cut before so much is sent.
    expect([1006, 1009]).toContain(await closes((socket) => socket.send(Buffer.alloc(MEGABYTES_11))));
    // The raw line beneath: bytes that are no frame.
    const bare = (socket: WebSocket) => (socket as unknown as { _socket: { write(bytes: Buffer): void } })._socket;
    expect([1002, 1006]).toContain(await closes((socket) => bare(socket).write(Buffer.alloc(64, 0xff))));
    const upgrade = (path: string, more = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n') =>
      client.raw(
        `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n${more}\r\n`,
      );
    for (const path of ['/', '//', '///', 'http://[/', '/%', `/${CANARY}`, '/v3/directline/conversations/x/stream%']) {
      expectRawRefusal(await upgrade(path), 404, 'NOT_FOUND');
    }
    expectRawRefusal(await upgrade(`/v3/directline/conversations/${CANARY}/stream?t=%E0%A4%A`), 403, 'TOKEN_INVALID');
    for (const path of [
      '/socket.io/',
      '/socket.io//',
      '/socket.io/?EIO=99&transport=websocket',
      '/socket.io/?EIO=4&transport=__proto__',
    ]) {
      expect(await upgrade(path)).toContain('HTTP/1.1 4');
    }
    const stream = new URL((await Person.open(client)).streamUrl);
    expect(await upgrade(`${stream.pathname}${stream.search}`, '')).toMatch(/^HTTP\/1.1 4\d\d/);
  });
});

describe('afterwards', () => {
  it('P4 the process is healthy, everything accepted is answered, and no line of the log holds what was sent', async () => {
    await expectUnharmed(world, CANARY, memoryBefore);
  });
});
