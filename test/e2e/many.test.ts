import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import WebSocket from 'ws';
import { openStore } from '../../src/storage/connection.ts';
import { hasRedisProgram, isRedisRequired, RedisServer } from '../builders/redis-server.ts';
import { freePort, GatewayProcess } from '../crash/gateway-process.ts';
import { until } from './canary/people.ts';
import { AgentConsole } from './gateway/console.ts';

jest.setTimeout(180_000);

const server = fileURLToPath(new URL('../../dist/server/', import.meta.url));
const mongodb = process.env.MONGODB_TEST_URI;

it('loads nothing of Redis without REDIS_URL: its packages lie in a file that only many processes read', () => {
  const gateway = readdirSync(server).find((name) => /^gateway-.*\.cjs$/.test(name)) ?? '';
  // The build breaks long lines, inside of texts too.
  const textOf = (file: string) => readFileSync(join(server, file), 'utf8').replaceAll('\\\n', '');
  const isIn = (file: string) => textOf(file).includes('Error initializing Lua scripts');
  expect([isIn(gateway), isIn('redis-packages.cjs')]).toEqual([false, true]);
});

const canRun = Boolean(mongodb) && existsSync(join(server, 'main.js')) && hasRedisProgram();
if (!canRun) {
  console.warn('TWO PROCESSES NOT RUN: set MONGODB_TEST_URI (see .ci/ferretdb/start.sh), and install redis-server.');
  it('runs where a MongoDB wire server and a Redis are required', () => {
    expect(isRedisRequired && process.env.VENTANILLA_REQUIRE_MONGODB === '1').toBe(false);
  });
}
const describeMany = canRun ? describe : describe.skip;

interface Activity {
  readonly id: string;
  readonly text?: string;
  readonly from: { readonly role?: string };
}

describeMany('two processes on one database', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'ventanilla-many-'));
  const uri = new URL(mongodb ?? 'mongodb://127.0.0.1/');
  uri.pathname = `/many_${process.pid}`;
  let redis: RedisServer;
  let [one, two]: GatewayProcess[] = [];
  let agent: AgentConsole | undefined;
  beforeAll(async () => {
    redis = await RedisServer.start();
    const open = async () =>
      new GatewayProcess({
        ...{ program: join(server, 'main.js'), dataDir, port: await freePort() },
        env: { MONGODB_URI: uri.href, REDIS_URL: redis.url },
      });
    [one, two] = [await open(), await open()];
    await one.start();
    await two.start();
    const token = /\/console\/sign-in#(\S+)/.exec(one.output)?.[1] ?? '';
    agent = await AgentConsole.signIn(one.url, token);
  });
  afterAll(async () => {
    agent?.leave();
    await Promise.all([one, two].map((gateway) => gateway?.kill()));
    await redis.close();
    const store = await openStore({ uri: uri.href });
    await store.connection.dropDatabase();
    await store.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const call = async <T>(gateway: GatewayProcess | undefined, path: string, token = '', body?: object): Promise<T> => {
    const response = await fetch(`${gateway?.url}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!response.ok) throw new Error(`${path} gave ${response.status}: ${await response.text()}`);
    return (await response.json()) as T;
  };

  /** A person whose stream hangs on the first process. */
  const openPerson = async () => {
    const { token } = await call<{ token: string }>(one, '/api/webchat/session', '', {});
    const opened = await call<{ conversationId: string; streamUrl: string }>(
      one,
      '/v3/directline/conversations',
      token,
      {},
    );
    const heard: Activity[] = [];
    const stream = new WebSocket(opened.streamUrl, { origin: one?.url });
    stream.on('message', (data: Buffer) => {
      if (data.length > 0) heard.push(...(JSON.parse(data.toString()) as { activities: Activity[] }).activities);
    });
    const say = (gateway: GatewayProcess | undefined, text: string) =>
      call(gateway, `/v3/directline/conversations/${opened.conversationId}/activities`, token, {
        ...{ type: 'message', from: { id: 'me' }, text },
      });
    const replies = () => heard.filter(({ from }) => from.role !== 'user');
    await until('a greeting', async () => replies().length > 0);
    return { say, heard, replies, leave: () => stream.terminate() };
  };

  it('P2, P3 a chat stream and a console on one process see once, and in order, what the other does', async () => {
    const person = await openPerson();
    await person.say(two, 'Hola, ¿cómo cancelo un CFDI?');
    await until('an answer to the first', async () => person.replies().length > 1);
    await person.say(one, 'me llamo Ana Prueba');
    await until('an answer to the second', async () => person.replies().length > 2);
    await person.say(two, 'usuario final');
    await until('an answer to the third', async () => person.replies().length > 3);
    const ids = person.heard.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(person.heard.map(({ from }) => (from.role === 'user' ? '>' : '<')).join('')).toBe('<><><><');
    // Each message of the console: once as queued, once as sent.
    const last = person.replies().at(-1)?.id ?? '';
    await agent?.isTold('message', (body) => body.includes(last) && body.includes('"sent"'));
    const told = agent?.heard.filter(({ event, body }) => event === 'message' && JSON.stringify(body).includes(last));
    expect(told).toHaveLength(2);
    person.leave();
  });

  it('P1, P5 what a process took and could not answer is answered by the other', async () => {
    const person = await openPerson();
    // While Redis is away nobody answers: the process certainly ends before it could.
    await redis.kill();
    await person.say(two, 'Hola, ¿cómo cancelo un CFDI?');
    await two?.kill();
    expect(person.replies()).toHaveLength(1);
    await redis.start();
    await until('an answer', async () => person.replies().length > 1);
    expect(person.replies()).toHaveLength(2);
    await two?.start();
    person.leave();
  });

  it('P5 messages are taken while Redis is away, and answered when it is back, empty', async () => {
    const person = await openPerson();
    await redis.kill();
    await person.say(one, 'Hola, ¿cómo cancelo un CFDI?');
    await person.say(two, 'me llamo Ana Prueba');
    expect(await call(one, '/readyz')).toMatchObject({
      checks: { redis: expect.stringContaining('REDIS_UNAVAILABLE') },
    });
    await redis.start();
    await until('both answers', async () => person.replies().length > 2);
    expect(person.replies().at(-1)?.text).toContain('Ana');
    expect(await call(two, '/readyz')).toMatchObject({ checks: { redis: true } });
    person.leave();
  });

  it('shows the presence of an agent and the queue in both', async () => {
    const operator = readFileSync(join(dataDir, 'secrets', 'operator-token'), 'utf8').trim();
    for (const gateway of [one, two]) {
      const { items } = await call<{ items: { presence: string }[] }>(gateway, '/api/agents', operator);
      expect(items.map(({ presence }) => presence)).toEqual(['online']);
      const metrics = await (await fetch(`${gateway?.url}/metrics`)).text();
      expect(metrics).toMatch(/^ventanilla_jobs \d+$/m);
    }
  });
});
