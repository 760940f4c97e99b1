import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { io } from 'socket.io-client';
import WebSocket from 'ws';
import { createGateway } from '../../src/compose/gateway.ts';
import { startServer } from '../../src/compose/server.ts';
import { readConfig } from '../../src/config/config.ts';
import { loadSecrets } from '../../src/config/secrets.ts';
import { systemClock } from '../../src/contracts/clock.ts';
import { createLogger } from '../../src/logging/pino-logger.ts';
import { openStore } from '../../src/storage/connection.ts';
import { defineMessages, type MessageDoc } from '../../src/storage/models/messages.ts';
import { CanaryBook } from './canary/canaries.ts';
import { answered, chatAll, compact, filesWith, until } from './canary/people.ts';
import { type Find, Searcher } from './canary/searcher.ts';
import { readApi, stormApi } from './canary/storm.ts';
import { CanaryWorld } from './canary/world.ts';
import { Client } from './hostile/client.ts';
import { Person } from './hostile/person.ts';

jest.setTimeout(120_000);

/** CANARY_SEED repeats a run. */
const seed = Number(process.env.CANARY_SEED ?? Math.floor(Math.random() * 2 ** 31));
let world: CanaryWorld;
beforeAll(async () => {
  world = await CanaryWorld.open(seed);
});
afterAll(() => world.end());

/** The seed is part of what is compared, so that a failure says how to repeat it. */
const found = (finds: readonly Find[]) => ({ seed, finds });
const nothing = () => ({ seed, finds: [] });

interface Listed {
  readonly items: readonly { readonly id: string }[];
}

async function idsOf(path: string): Promise<string[]> {
  const { body } = await world.call({ path, token: world.operatorToken });
  return (JSON.parse(body) as Listed).items.map(({ id }) => id);
}

describe('canaries let out', () => {
  it('P4 MAS-132, MAS-133, MAS-134, MAS-135 in every form by people on the web chat', async () => {
    await chatAll(world, world.book.every('a message'));
    expect(await world.client.call({ path: '/metrics' })).toMatchObject({ status: 200 });
  });

  it('P4 split over messages: a label and its value, a correction, an answer to the desk, an echo by the desk', async () => {
    const person = await Person.open(world.client);
    const [first, corrected, given] = ['split', 'corrected', 'answered'].map((place) => world.book.bare(place).said);
    const texts = [
      'tengo un problema con mi acceso',
      'la contraseña es',
      `${first}`,
      `perdón, es ${corrected}`,
      'quiero hablar con un agente',
    ];
    for (const [index, text] of texts.entries()) {
      await person.say(text);
      await answered(world, person, index + 1);
    }
    await until(
      'the person waits for an agent',
      async () => (await idsOf('/api/conversations?mode=waiting')).length > 0,
    );
    const [id = ''] = await idsOf('/api/conversations?mode=waiting');
    await world.agent.act(id, 'take');
    await world.agent.act(id, 'reply', { id: 'canario-desk-01', text: '¿Cuál es su contraseña?' });
    await person.say(`${given}`);
    await world.agent.act(id, 'reply', { id: 'canario-desk-02', text: `¿Seguro que es ${given}?` });
    for (const [index, { said }] of world.book.every('a reply of the desk').entries()) {
      await world.agent.act(id, 'reply', { id: `canario-desk-1${index}`.padEnd(17, '0'), text: said });
    }
    await world.agent.act(id, 'ticket');
    await answered(world, person, texts.length + 1);
  });

  it('P4 in every other field of an activity, and in ids that the client chooses', async () => {
    const person = await Person.open(world.client);
    const say = (place: string): string => world.book.next(`activity ${place}`).said;
    const id = compact(world, 'client activity id').said;
    const activity = {
      ...{ type: 'message', text: 'listo', name: say('name'), summary: say('summary'), speak: say('speak') },
      ...{ locale: say('locale'), replyToId: say('replyToId'), inputHint: say('inputHint') },
      from: { id: say('from.id'), name: say('from.name'), role: say('from.role') },
      value: { choice: say('choice').slice(0, 200), more: say('value') },
      entities: [{ type: say('entity') }],
      channelData: { clientActivityID: id, extra: say('channelData') },
    };
    const refusal = await person.post(activity);
    expect(refusal.status).toBe(400);
    world.saw('a refusal', refusal.body);
    const { channelData: _refused, ...rest } = activity;
    expect((await person.post({ ...rest, channelData: { extra: say('channelData') } })).status).toBe(200);
    await answered(world, person, 1);
    for (const body of [
      { ...activity, type: say('type') },
      { type: 'event', name: say('event'), value: say('event value') },
      { type: 'message', text: `${say('controls')}\u0000` },
      { type: 'message', text: `${say('too long')}${'a'.repeat(40_000)}` },
      { type: 'message', text: 'x', attachments: [{ content: say('attachment'), contentUrl: say('attachment URL') }] },
    ]) {
      const answer = await person.post(body);
      world.saw('a refusal', answer.body);
      if (body.type !== 'event') expect(answer.status).toBeGreaterThanOrEqual(400);
    }
  });

  it('P4 in files of every kind and in their names', async () => {
    const person = await Person.open(world.client);
    const statuses: number[] = [];
    for (const { name, content } of filesWith(world)) {
      const { status, body } = await person.upload(name, content, { type: 'application/octet-stream' });
      world.saw(`upload of ${name.split('.').at(-1)}`, body);
      statuses.push(status);
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(12);
    expect(statuses.filter((status) => status === 415)).toHaveLength(2);
    const cut = `POST /v3/directline/conversations/${person.conversation}/upload HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${person.token}\r\nContent-Type: multipart/form-data; boundary=B\r\nContent-Length: 90000\r\n\r\n--B\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n${world.book.next('a cut upload').said}`;
    await world.client.cut(cut);
    await answered(world, person, 12);
  });

  it('P4 by the one-time form: sealed in the vault, in clear nowhere, and its link in no log', async () => {
    const person = await Person.open(world.client);
    const handedOver = world.book.bare('the vault').said;
    await person.say(world.book.next('before the form').said);
    await answered(world, person, 1);
    const { body: screen } = await world.client.call({ path: person.activities, token: person.token });
    const link = /\/entrega\/([\w-]{20,})/.exec(screen)?.[1] ?? '';
    const path = `/entrega/${link}`;
    expect((await world.call({ path })).status).toBe(200);
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: world.gateway.url };
    const sent = await world.call({ method: 'POST', path, headers, body: `value=${encodeURIComponent(handedOver)}` });
    expect(sent.status).toBe(303);
    expect((await world.call({ method: 'POST', path, headers, body: 'value=otra' })).status).toBe(404);
    expect(world.gateway.output).not.toContain(link);
    const [conversation = ''] = await idsOf('/api/conversations');
    const { body } = await world.call({ path: `/api/vault?conversation=${conversation}`, token: world.operatorToken });
    expect(body).toContain('"state":"received"');
  });

  it('P4 in every route of the API: address, query, headers, body, broken and too large bodies', async () => {
    const [conversation = ''] = await idsOf('/api/conversations');
    const [ticket = ''] = await idsOf('/api/tickets');
    const [agent = ''] = await idsOf('/api/agents');
    const [entry = ''] = await idsOf('/api/knowledge');
    const ids = { conversations: conversation, tickets: ticket, agents: agent, knowledge: entry };
    expect(Object.values(ids)).not.toContain('');
    expect(await stormApi(world, ids)).toBeGreaterThan(100);
  });

  it('P4 where nothing is expected: unknown addresses, wrong tokens, broken lines, sockets', async () => {
    const say = (place: string): string => world.book.next(place).said;
    const person = await Person.open(world.client);
    const { conversation } = person;
    const base = `/v3/directline/conversations/${conversation}`;
    for (const path of [
      '/',
      '/api/',
      '/console/',
      '/v3/directline/conversations/',
      '/api/webchat/files/',
      '/entrega/',
    ]) {
      await world.call({ path: `${path}${encodeURIComponent(say(`address ${path}`))}` });
      await world.call({
        path: `${path}?q=${encodeURIComponent(say(`query ${path}`))}`,
        method: 'POST',
        body: say(`body ${path}`),
      });
    }
    for (const path of [
      `${base}/activities`,
      `${base}/upload`,
      '/v3/directline/tokens/generate',
      '/v3/directline/tokens/refresh',
      '/api/webchat/session',
      '/api/session/redeem',
    ]) {
      await world.call({ path, method: 'POST', body: `{"text":"${say(`broken ${path}`)}`, token: person.token });
      await world.call({
        path,
        method: 'POST',
        body: JSON.stringify({ token: say(`token ${path}`), text: say(`text ${path}`) }),
      });
      await world.call({ path, method: 'POST', body: '{}', token: compact(world, `bearer ${path}`).said });
    }
    world.saw('raw', await world.client.raw(`${say('no HTTP').replaceAll('\n', ' ')}\r\n\r\n`));
    world.saw(
      'raw',
      await world.client.raw(
        `GET / HTTP/1.1\r\nHost: x\r\nX-A: ${'a'.repeat(20_000)}${say('headers too large').replaceAll('\n', ' ')}\r\n\r\n`,
      ),
    );
    const socket = new WebSocket(person.streamUrl);
    socket.on('error', () => undefined);
    socket.on('message', (data) => world.saw('stream', data.toString()));
    await once(socket, 'open');
    socket.send(say('a WebSocket frame'));
    await once(socket, 'close');
    const live = io(world.gateway.url, {
      transports: ['websocket'],
      reconnection: false,
      auth: { token: say('socket auth') },
      query: { q: say('socket query') },
    });
    const refusal = await new Promise<Error>((resolve) => live.once('connect_error', resolve));
    world.saw('socket refusal', refusal.message);
    live.close();
  });

  it('P4 by the command line', async () => {
    const every = world.book.every('redact, standard input');
    expect((await world.command(['redact'], every.map(({ said }) => said).join('\n'))).code).toBe(0);
    const jsonl = world.book
      .every('redact --jsonl')
      .map(({ said }, id) => JSON.stringify({ id: `${id}`, channel: 'x', text: said }));
    expect((await world.command(['redact', '--jsonl'], jsonl.join('\n'))).code).toBe(0);
    expect((await world.command(['redact', world.book.next('redact, argument').said])).code).toBe(0);
    const chat = await world.command(['chat'], `Hola\n${world.book.next('terminal chat').said}\n`);
    expect([chat.code, chat.stdout]).toEqual([0, expect.stringContaining('Por su seguridad')]);
    const lines = world.book
      .every('replay')
      .slice(0, 6)
      .map(({ said }) => JSON.stringify({ text: said, expect: 'lo que nadie dice' }));
    const file = join(world.folder, '..', `canary-replay-${process.pid}.jsonl`);
    writeFileSync(file, lines.join('\n'));
    expect((await world.command(['replay', file])).code).toBe(1);
    rmSync(file);
    await world.command(['kb', 'search', world.book.next('kb search').said]);
    await world.command(['drs', '--json', world.book.next('drs').said]);
  });

  it('P4 before a crash: killed while it works, and by a defect that quotes what was written', async () => {
    const person = await Person.open(world.client);
    const words = world.book.every('before SIGKILL').slice(0, 6);
    const sent = words.map(({ said }) => person.say(said));
    await Promise.race(sent);
    await world.gateway.kill();
    await Promise.all(sent);
    world.keepLog();
    await world.gateway.start();
    const other = await Person.open(world.client);
    await other.say(world.book.next('before a defect').said);
    await answered(world, other, 1);
    expect(await world.gateway.endBy('SIGUSR2')).toBe(1);
    expect(world.gateway.output).toContain('a defect that nobody caught');
    world.keepLog();
    const backup = join(world.folder, 'backup.sqlite');
    expect(await world.command(['backup', backup])).toMatchObject({ code: 0, stderr: '' });
    await world.gateway.start();
    await world.command(['doctor']);
    await world.command(['doctor', '--json']);
  });
});

describe('the search', () => {
  it('P4 finds none in any byte of files, logs, answers, live events, metrics, backups and model requests', async () => {
    const conversations = await idsOf('/api/conversations?limit=200');
    const ids = {
      conversations,
      tickets: await idsOf('/api/tickets?limit=200'),
      contacts: await contactsOf(conversations),
    };
    expect(await readApi(world, ids)).toBeGreaterThan(20);
    await world.call({ path: '/metrics' });
    const sinks = world.sinks();
    // A search proves nothing where there is nothing.
    const sizes = (name: RegExp) =>
      sinks.filter((sink) => name.test(sink.name)).reduce((sum, { bytes }) => sum + bytes.length, 0);
    for (const name of [
      /store\.sqlite$/,
      /backup/,
      /^log$/,
      /^\/data\/files\//,
      /GET \/metrics/,
      /GET \/api\/conversations\//,
      /live events/,
      /model requests/,
    ])
      expect([name, sizes(name) > 100]).toEqual([name, true]);
    expect(world.book.all.length).toBeGreaterThan(250);
    expect(found(new Searcher(world.book.all).search(sinks))).toEqual(nothing());
  });

  it('P4 would have found one in each place, and an erased row is in none', async () => {
    const planted = new CanaryBook(seed + 1);
    const [row, erased, file, kept] = ['row', 'erased row', 'file', 'command'].map((place) => planted.next(place));
    if (!row || !erased || !file || !kept) throw new Error('nothing to plant');
    await world.gateway.stop();
    await plant(row.said, erased.said);
    writeFileSync(join(world.dataDir, 'files', 'planted'), Buffer.from(file.said).toString('base64'));
    const backup = join(world.folder, 'backup-2.sqlite');
    expect((await world.command(['backup', backup])).code).toBe(0);
    world.saw('output of a command', kept.said);
    const finds = new Searcher(planted.all).search(world.sinks());
    const places = (name: RegExp) => finds.filter(({ sink }) => name.test(sink)).map(({ place }) => place);
    expect(places(/\/data\/store\.sqlite/)).toEqual(['row']);
    expect(places(/backup-2/)).toContain('row');
    expect(places(/planted/)).toEqual(['file']);
    expect(places(/^output of a command$/)).toEqual(['command']);
  });
});

async function contactsOf(conversations: readonly string[]): Promise<string[]> {
  const bodies = await Promise.all(
    conversations.map((id) =>
      world.call({ path: `/api/conversations/${encodeURIComponent(id)}`, token: world.operatorToken }),
    ),
  );
  return bodies.map(({ body }) => (JSON.parse(body) as { contact: { id: string } }).contact.id);
}

/** Writes past the redactor, as a defect would: one message that stays and one that is erased again. */
async function plant(text: string, erased: string): Promise<void> {
  const store = await openStore({ dataDir: world.dataDir });
  const messages = defineMessages(store.connection);
  await store.ready();
  const message = (_id: string, said: string) =>
    ({
      _id,
      org: 'x',
      conversation: _id,
      seq: 1,
      direction: 'in',
      kind: 'message',
      speaker: 'user',
      at: new Date(),
      text: said,
    }) as MessageDoc;
  await messages.create([message('planted', text), message('erased', erased)]);
  await store.flush();
  await messages.deleteOne({ _id: 'erased' });
  await store.flush();
  await store.close();
}

describe('a store that fails', () => {
  it('P4 its errors hold none, in the log and in the answers', async () => {
    const book = new CanaryBook(seed + 2);
    const dataDir = mkdtempSync(join(tmpdir(), 'ventanilla-canary-gone-'));
    const lines: string[] = [];
    const logger = createLogger({ level: 'trace', destination: { write: (line: string) => void lines.push(line) } });
    const secrets = loadSecrets(dataDir);
    const config = readConfig({ VENTANILLA_DATA: dataDir, PORT: '0' });
    const gateway = await createGateway({ config, secrets, logger, clock: systemClock });
    const server = await startServer(gateway, { config, secrets });
    const client = new Client(Number(new URL(server.url).port));
    try {
      const person = await Person.open(client);
      await gateway.pipeline.idle();
      await gateway.store.close();
      const answers: string[] = [];
      for (const { said } of book.every('a failing store')) {
        answers.push((await person.say(said)).body);
        const token = secrets.operatorToken;
        answers.push((await client.call({ path: `/api/tickets?state=${encodeURIComponent(said)}`, token })).body);
      }
      expect(answers.filter((body) => body.includes('STORE_')).length).toBeGreaterThan(20);
      expect(lines.filter((line) => line.includes('"level":"error"')).length).toBeGreaterThan(20);
      const sinks = [
        { name: 'log', bytes: Buffer.from(lines.join('')) },
        { name: 'answers', bytes: Buffer.from(answers.join('\n')) },
      ];
      expect(found(new Searcher(book.all).search(sinks))).toEqual(nothing());
    } finally {
      client.close();
      await server.close();
      await gateway.stop().catch(() => undefined);
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
});
