import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { type Console, createWorld, operatorToken, signIn, type World } from './world/world.ts';

let world: World;
let ana: Console;
beforeAll(async () => {
  world = await createWorld();
  world.desk.add({ id: 'ana' });
  world.conversations.add({ id: 'c1', mode: 'agent', assignee: 'ana' });
  ana = await signIn(world, 'ana');
});
afterAll(() => world.close());
afterEach(async () => {
  expect((await request(world.url).get('/healthz')).status).toBe(200);
});

const reply = () =>
  request(world.url).post('/api/conversations/c1/reply').set(ana.headers).set('Content-Type', 'application/json');
const codeOf = (answer: { status: number; body: { error?: { code: string } } }) => [
  answer.status,
  answer.body.error?.code,
];
const text = (value: string) => JSON.stringify({ id: 'client-id-9', text: value });

describe('bad input gets a clear, coded answer', () => {
  it.each([
    ['malformed JSON', '{"id": ', 400, 'BODY_NOT_JSON'],
    ['a bare value', '"hola"', 400, 'BODY_NOT_JSON'],
    ['an array', '[1,2]', 400, 'INPUT_INVALID'],
    ['nothing', '', 400, 'INPUT_INVALID'],
    ['an unknown key', '{"id":"client-id-9","text":"x","admin":true}', 400, 'INPUT_INVALID'],
    ['a prototype key', '{"id":"client-id-9","text":"x","__proto__":{"admin":true}}', 400, 'INPUT_INVALID'],
    [
      'a constructor key',
      '{"id":"client-id-9","text":"x","constructor":{"prototype":{"admin":1}}}',
      400,
      'INPUT_INVALID',
    ],
    ['a NUL', text('a\u0000b'), 400, 'INPUT_INVALID'],
    ['an escape sequence', text('\u001b[2J'), 400, 'INPUT_INVALID'],
    ['half a character', '{"id":"client-id-9","text":"\\ud83d"}', 400, 'INPUT_INVALID'],
    ['only spaces', text('   '), 400, 'INPUT_INVALID'],
    ['33,000 characters', text('x'.repeat(33_000)), 400, 'INPUT_INVALID'],
    ['a number as text', '{"id":"client-id-9","text":5}', 400, 'INPUT_INVALID'],
    ['an id that is a path', '{"id":"../../etc/passwd","text":"x"}', 400, 'INPUT_INVALID'],
  ])('%s', async (_name, body, status, code) => {
    expect(codeOf(await reply().send(body))).toEqual([status, code]);
  });

  it('pollutes no prototype', async () => {
    await reply().send('{"id":"client-id-9","text":"x","__proto__":{"polluted":"yes"}}');
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });

  it('P4 does not repeat what was sent', async () => {
    const answer = await reply().send('{"id":"client-id-9","text":"x","miClaveEsCanela2023":1}');
    expect(JSON.stringify(answer.body)).not.toContain('Canela2023');
  });

  it('10 MB', async () => {
    const answer = await reply().send(text('x'.repeat(10 * 1024 * 1024)));
    expect(codeOf(answer)).toEqual([413, 'BODY_TOO_LARGE']);
  });

  it('10 MB from nobody is refused before it is read', async () => {
    const answer = await request(world.url)
      .post('/api/conversations/c1/reply')
      .send({ text: 'x'.repeat(10 * 1024 * 1024) });
    expect(codeOf(answer)).toEqual([401, 'TOKEN_MISSING']);
  });

  it('a body that is no JSON', async () => {
    const xml = request(world.url).post('/api/conversations/c1/reply').set(ana.headers).set('Content-Type', 'text/xml');
    expect(codeOf(await xml.send('<a/>'))).toEqual([400, 'BODY_NOT_JSON']);
    const gzip = reply().set('Content-Encoding', 'compress').send('{}');
    expect(codeOf(await gzip)).toEqual([400, 'BODY_NOT_JSON']);
  });

  it.each(['/api/conversations/%E0%A4%A', '/api/tickets/%00', '/api/conversations/..%2f..%2fetc'])(
    'the address %s',
    async (path) => {
      const answer = await request(world.url).get(path).set(ana.headers);
      expect([400, 404]).toContain(answer.status);
      expect(answer.body.error.code).toMatch(/^(NOT_FOUND|INPUT_INVALID)$/);
    },
  );

  it.each(['?limit=0', '?limit=9999', '?limit=x', '?mode=hacked', '?x=1', '?limit=1&limit=2'])(
    'the query %s',
    async (query) => {
      expect(codeOf(await request(world.url).get(`/api/conversations${query}`).set(ana.headers))).toEqual([
        400,
        'INPUT_INVALID',
      ]);
    },
  );

  it('an unknown address is 404, a wrong method 405 with those that exist', async () => {
    expect(codeOf(await request(world.url).get('/api/nothing').set(ana.headers))).toEqual([404, 'NOT_FOUND']);
    const wrong = await request(world.url).patch('/api/tickets').set(ana.headers);
    expect(codeOf(wrong)).toEqual([405, 'METHOD_NOT_ALLOWED']);
    expect(wrong.headers.allow).toBe('GET, POST');
  });

  it('an upgrade that nobody takes is answered and closed', async () => {
    const { port } = new URL(world.url);
    const answer = await new Promise<string>((done) => {
      const socket = connect(Number(port), '127.0.0.1', () =>
        socket.write('GET /nothing HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'),
      );
      let got = '';
      socket.on('data', (chunk) => {
        got += chunk;
      });
      socket.on('close', () => done(got));
    });
    expect(answer).toMatch(/^HTTP\/1.1 404/);
  });
});

describe('limits', () => {
  it('per session and per address', async () => {
    const minute = { seconds: 60 };
    const rateLimits = {
      address: { points: 20, ...minute },
      session: { points: 5, ...minute },
      signIn: { points: 10, ...minute },
    };
    const small = await createWorld({ rateLimits });
    small.desk.add({ id: 'ana' });
    const console = await signIn(small, 'ana');
    const asked = async (headers: Record<string, string>) =>
      (await request(small.url).get('/api/me').set(headers)).status;
    const statuses: number[] = [];
    for (let i = 0; i < 5; i += 1) statuses.push(await asked(console.headers));
    expect(statuses).toEqual([200, 200, 200, 200, 429]);
    const operator = { authorization: `Bearer ${operatorToken}` };
    expect(await asked(operator)).toBe(200);
    for (let i = 0; i < 20; i += 1) await asked({});
    expect(await asked(operator)).toBe(429);
    expect((await request(small.url).get('/healthz')).status).toBe(200);
    await small.close();
  });
});

describe('an error that nobody expected', () => {
  it('P4 is answered with an id and logged under it, without the words of the error', async () => {
    const broken = await createWorld({
      deadLetters: {
        list: async () => {
          throw new Error('E11000 duplicate key: "mi clave es Canela2023"');
        },
        replay: async () => undefined,
      },
    });
    const answer = await request(broken.url).get('/api/dead-letters').set('Authorization', `Bearer ${operatorToken}`);
    expect(codeOf(answer)).toEqual([500, 'INTERNAL']);
    expect(JSON.stringify(answer.body)).not.toContain('Canela2023');
    const line = broken.logged.find((one) => one.level === 'error');
    expect(line?.fields).toMatchObject({ id: answer.body.error.id });
    await broken.close();
  });
});

describe('headers', () => {
  it('are strict on every answer, also on errors', async () => {
    for (const path of ['/healthz', '/api/me', '/nothing']) {
      const { headers } = await request(world.url).get(path);
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['x-powered-by']).toBeUndefined();
      expect(headers['referrer-policy']).toBe('no-referrer');
    }
    expect((await request(world.url).get('/api/me')).headers['cache-control']).toBe('no-store');
  });
});
