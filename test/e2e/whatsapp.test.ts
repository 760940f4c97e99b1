import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { quietLibsignal } from '../../channels/whatsapp/quiet.ts';
import { freePort, GatewayProcess } from '../crash/gateway-process.ts';
import { type Loopback, startLoopback } from '../whatsapp/loopback/index.ts';

jest.setTimeout(120_000);
quietLibsignal();

const OURS = '5215550000001';
const TOKEN = 'a-token-of-the-e2e-suite';
let loopback: Loopback;
let gateway: GatewayProcess;
let folder: string;

beforeAll(async () => {
  loopback = await startLoopback();
  folder = mkdtempSync(join(tmpdir(), 'ventanilla-e2e-whatsapp-'));
  gateway = new GatewayProcess({
    program: resolve('dist/server/main.js'),
    dataDir: folder,
    port: await freePort(),
    env: {
      VENTANILLA_TOKEN: TOKEN,
      VENTANILLA_WHATSAPP: 'linked',
      VENTANILLA_WHATSAPP_NUMBER: OURS,
      VENTANILLA_WHATSAPP_URL: loopback.url,
      VENTANILLA_WHATSAPP_ROOT_KEY: Buffer.from(loopback.root).toString('hex'),
      VENTANILLA_WHATSAPP_MEDIA_HOSTS: loopback.media.host,
      VENTANILLA_WHATSAPP_PACE: 'none',
      VENTANILLA_WHATSAPP_WARM_UP_DAYS: '0',
      VENTANILLA_WHATSAPP_PER_MINUTE: '600',
      VENTANILLA_WHATSAPP_PER_PERSON: '120',
    },
  });
  await gateway.start();
  await pair();
});

afterAll(async () => {
  await gateway.stop();
  await loopback.close();
  rmSync(folder, { recursive: true, force: true });
});

async function api(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
  const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
  const answer = await fetch(`${gateway.url}${path}`, {
    method,
    headers,
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await answer.text();
  return text === '' ? {} : JSON.parse(text);
}

const stateOf = () => api('GET', '/api/channels/whatsapp');

/** Asks until something holds: the gateway is another process. */
async function until<T>(ask: () => Promise<T>, holds: (answer: T) => boolean): Promise<T> {
  for (const over = Date.now() + 40_000; ; ) {
    const answer = await ask();
    if (holds(answer)) return answer;
    if (Date.now() > over) throw new Error(`It did not come to that: ${JSON.stringify(answer)}\n${gateway.output}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

async function pair(): Promise<void> {
  await api('POST', '/api/channels/whatsapp/pair', {});
  const { qr } = await until(stateOf, (status) => typeof status.qr === 'string');
  loopback.control.scan({ qr: String(qr), phone: OURS });
  await until(stateOf, ({ state }) => state === 'open');
}

/** One person at their telephone: says something and reads what comes. */
function telephone(phone: string) {
  const transcript: string[] = [];
  let read = 0;
  const say = async (text: string): Promise<string> => {
    transcript.push(`> ${text}`);
    await loopback.control.say({ from: phone, to: OURS, text });
    await loopback.control.waitFor({ person: phone, count: read + 1, ms: 40_000 });
    // What belongs to one turn leaves together.
    await new Promise((done) => setTimeout(done, 250));
    const fresh = loopback.control.inbox({ person: phone }).slice(read);
    read += fresh.length;
    for (const message of fresh) transcript.push(message.text.replace(/^/gm, '  '));
    return fresh.map(({ text }) => text).join('\n');
  };
  return { say, transcript };
}

const show = (transcript: readonly string[]) => {
  if (process.env.SHOW_TRANSCRIPTS) process.stderr.write(`\n${transcript.join('\n')}\n`);
};

describe('a gateway with WhatsApp', () => {
  it('EXS-01 ends a conversation on WhatsApp with a link', async () => {
    const { say, transcript } = telephone('5215550000101');
    await say('Hola');
    await say('Ana Torres');
    const answer = await say('¿cómo hago el corte de caja?');
    await say('1');
    show(transcript);
    expect(answer).toMatch(/https?:\/\//);
  });

  it('EXS-01 ends a conversation on WhatsApp with an agent, who answers on it', async () => {
    const { say, transcript } = telephone('5215550000102');
    await say('Hola, soy Luz Pérez');
    const handed = await say('quiero hablar con una persona');
    show(transcript);
    expect(handed).toMatch(/persona|asesor|agente|turno|atenderá/i);
    const { items } = (await api('GET', '/api/conversations?limit=50')) as {
      items: { channel: string; mode: string }[];
    };
    expect(items.some(({ channel, mode }) => channel === 'whatsapp' && mode !== 'closed')).toBe(true);
  });

  it('EXS-01 ends a conversation on WhatsApp with a ticket', async () => {
    const { say, transcript } = telephone('5215550000103');
    await say('Hola, soy Sol Vega');
    const said: string[] = [];
    said.push(await say('el sistema no abre desde ayer en todas las sucursales, va a tardar más de dos horas'));
    const answers = [/partner o usuario/, '2', /A quién afecta/, '4', /./, '1'] as const;
    for (let turn = 0; turn < 10 && !/EXS-\d+/.test(said.at(-1) ?? ''); turn++) {
      const asked = said.at(-1) ?? '';
      const answer = answers[0].test(asked) ? answers[1] : answers[2].test(asked) ? answers[3] : answers[5];
      said.push(await say(answer));
    }
    show(transcript);
    expect(said.at(-1)).toMatch(/EXS-\d+/);
  });

  it('P7 is silent from when somebody answers on the telephone itself', async () => {
    const phone = '5215550000105';
    const { say } = telephone(phone);
    await say('Hola, soy Mar Ruiz');
    await loopback.control.sayFromPhone({ phone: OURS, to: phone, text: 'Buenas, yo la atiendo' });
    const list = () =>
      api('GET', '/api/conversations?limit=50') as Promise<{ items: { id: string; assignee: string }[] }>;
    const { items } = await until(list, (page) => page.items.some(({ assignee }) => assignee === 'telephone'));
    const id = items.find(({ assignee }) => assignee === 'telephone')?.id;
    const before = loopback.control.inbox({ person: phone }).length;
    await loopback.control.say({ from: phone, to: OURS, text: 'Gracias, no puedo facturar' });
    // Somebody else is answered after it: by then the bot had its chance.
    await telephone('5215550000106').say('Hola');
    expect(loopback.control.inbox({ person: phone })).toHaveLength(before);
    const { transcript } = (await api('GET', `/api/conversations/${id}`)) as {
      transcript: { speaker: string; text: string }[];
    };
    expect(transcript.slice(-2)).toEqual([
      expect.objectContaining({ speaker: 'agent', text: 'Buenas, yo la atiendo' }),
      expect.objectContaining({ speaker: 'user', text: 'Gracias, no puedo facturar' }),
    ]);
  });

  it('P1 P3 answers every message once when it is killed between the receipt and the answer', async () => {
    const phone = '5215550000104';
    const ids: string[] = [];
    for (let round = 0; round < 3; round++) {
      const told = loopback.world.deliveries.receipts.length;
      const { id } = await loopback.control.say({ from: phone, to: OURS, text: `Mensaje número ${round} de prueba` });
      ids.push(id);
      while (!loopback.world.deliveries.receipts.slice(told).some((receipt) => receipt.id === id)) {
        await loopback.world.deliveries.changed();
      }
      await gateway.kill();
      await gateway.start();
      await until(stateOf, ({ state }) => state === 'open');
      await loopback.control.settled({ ms: 30_000 });
    }
    const idsOf = () => new Set(loopback.control.inbox({ person: phone }).map((message) => message.id)).size;
    await until(
      async () => idsOf(),
      (answers) => answers >= 3,
    );
    const lines = await transcriptOf(phone);
    const mine = lines.filter(({ speaker }) => speaker === 'user').map(({ text }) => text);
    expect(mine).toEqual([0, 1, 2].map((round) => `Mensaje número ${round} de prueba`));
    // Sent again after a kill means: under the same id.
    const replies = lines.filter(({ speaker }) => speaker === 'bot');
    const got = loopback.control.inbox({ person: phone });
    const distinct = new Map(got.map(({ id, text }) => [id, text]));
    expect([...new Set(got.map(({ text }) => text))].length).toBeLessThanOrEqual(distinct.size);
    expect(distinct.size).toBe(replies.length);
  });
});

async function transcriptOf(phone: string): Promise<{ speaker: string; text: string }[]> {
  const { items } = (await api('GET', '/api/conversations?limit=50')) as { items: { id: string; lastText: string }[] };
  for (const { id } of items) {
    const { transcript } = (await api('GET', `/api/conversations/${id}`)) as {
      transcript: { speaker: string; text: string }[];
    };
    const isIt = transcript.some(({ text }) => text.startsWith('Mensaje número'));
    if (isIt && phone !== '') return transcript;
  }
  return [];
}
