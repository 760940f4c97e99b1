import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { quietLibsignal } from '../../channels/whatsapp/quiet.ts';
import { freePort, GatewayProcess } from '../crash/gateway-process.ts';
import { type Loopback, startLoopback } from '../whatsapp/loopback/index.ts';
import { AgentConsole } from './gateway/console.ts';
import { policiesOfAnOpenDesk } from './gateway/open-desk.ts';

jest.setTimeout(120_000);
quietLibsignal();

const OURS = '5215550000001';
const TOKEN = 'a-token-of-the-e2e-suite';
let loopback: Loopback;
let gateway: GatewayProcess;
let agent: AgentConsole;
let folder: string;

beforeAll(async () => {
  loopback = await startLoopback();
  folder = mkdtempSync(join(tmpdir(), 'ventanilla-e2e-whatsapp-'));
  gateway = new GatewayProcess({
    program: resolve('dist/server/main.js'),
    dataDir: join(folder, 'data'),
    port: await freePort(),
    env: {
      VENTANILLA_TOKEN: TOKEN,
      VENTANILLA_POLICY_DIR: policiesOfAnOpenDesk(folder),
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
  const link = /\/console\/sign-in#(\S+)/.exec(gateway.output)?.[1] ?? '';
  agent = await AgentConsole.signIn(gateway.url, link);
  await pair();
});

afterAll(async () => {
  agent?.leave();
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

/** One person at their telephone: says something, and waits for what is said to them. */
function telephone(phone: string, name = 'Sin Nombre') {
  loopback.control.person({ phone, name });
  const transcript: string[] = [];
  let read = 0;
  const inbox = () => loopback.control.inbox({ person: phone });
  return {
    transcript,
    async say(text: string): Promise<void> {
      transcript.push(`> ${text}`);
      await loopback.control.say({ from: phone, to: OURS, text });
    },
    /** The first message after those already heard that says this. */
    async hears(pattern: RegExp): Promise<string> {
      for (;;) {
        const [next] = inbox().slice(read);
        if (next === undefined) {
          await loopback.control.waitFor({ person: phone, count: read + 1, ms: 40_000 }).catch(() => {
            throw new Error(`${phone} never heard ${pattern}:\n${transcript.join('\n')}`);
          });
          continue;
        }
        read += 1;
        transcript.push(next.text.replace(/^/gm, '  '));
        if (pattern.test(next.text)) return next.text;
      }
    },
  };
}

const show = (transcript: readonly string[]) => {
  if (process.env.SHOW_TRANSCRIPTS) process.stderr.write(`\n${transcript.join('\n')}\n`);
};

describe('a gateway with WhatsApp', () => {
  it('EXS-01 ends a conversation on WhatsApp with a link', async () => {
    const { say, hears, transcript } = telephone('5215550000101', 'Ana Torres');
    await say('Hola');
    await hears(/partner o usuario/);
    await say('usuario final');
    await hears(/¿En qué puedo ayudarle\?/);
    await say('¿Cómo cancelo una factura?');
    expect(await hears(/¿Esto resuelve su duda\?/)).toMatch(/https:\/\/\S+/);
    await say('sí');
    await hears(/¿Cómo califica la atención/);
    await say('5');
    await hears(/Gracias por escribirnos/);
    show(transcript);
    const { channel, card, tickets } = await agent.finds('Ana Torres', 'closed');
    expect([channel, card?.path, tickets]).toEqual(['whatsapp', 'answered', []]);
  });

  it('EXS-01 ends a conversation on WhatsApp with an agent, who answers on it', async () => {
    const { say, hears, transcript } = telephone('5215550000102', 'Luz Pérez');
    await say('Hola');
    await hears(/partner o usuario/);
    await say('quiero hablar con una persona');
    const { id, channel } = await agent.finds('Luz Pérez', 'waiting');
    expect(channel).toBe('whatsapp');
    await agent.act(id, 'take');
    await hears(/^Le atiende .+ a partir de ahora\.$/);
    await agent.act(id, 'reply', { id: 'respuesta-1', text: 'Buen día, Luz. ¿Qué versión usa?' });
    await hears(/^Buen día, Luz\. ¿Qué versión usa\?$/);
    await say('la 2026');
    await agent.isTold('message', (body) => body.includes(id) && body.includes('la 2026'));
    await agent.act(id, 'close', { outcome: 'agent' });
    await hears(/Damos por concluida esta conversación/);
    show(transcript);
    const { tickets, transcript: kept } = await agent.finds('Luz Pérez', 'closed');
    expect(tickets).toEqual([]);
    const from = kept.findIndex(({ text }) => text.startsWith('Le atiende'));
    expect(kept.slice(from, from + 3).map(({ speaker }) => speaker)).toEqual(['system', 'agent', 'user']);
  });

  it('EXS-01 ends a conversation on WhatsApp with a ticket', async () => {
    const { say, hears, transcript } = telephone('5215550000103', 'Sol Vega');
    await say('todas las facturas del mes salen con errores contables desde ayer');
    await hears(/partner o usuario/);
    await say('partner');
    await hears(/¿A quién afecta\?/);
    await say('A mi área');
    await hears(/¿Cuánto afecta su trabajo\?/);
    await say('Podemos trabajar; no hay prisa');
    const folio = /EXS-\d{6}/.exec(await hears(/abrí el ticket/))?.[0];
    show(transcript);
    const { channel, card, tickets } = await agent.finds('Sol Vega', 'bot');
    expect([channel, card?.path, tickets]).toEqual(['whatsapp', 'ticket', [folio]]);
  });

  it('P7 is silent from when somebody answers on the telephone itself', async () => {
    const phone = '5215550000105';
    const { say, hears } = telephone(phone);
    await say('Hola, soy Mar Ruiz');
    await hears(/partner o usuario/);
    await loopback.control.sayFromPhone({ phone: OURS, to: phone, text: 'Buenas, yo la atiendo' });
    const list = () =>
      api('GET', '/api/conversations?limit=50') as Promise<{ items: { id: string; assignee: string }[] }>;
    const { items } = await until(list, (page) => page.items.some(({ assignee }) => assignee === 'telephone'));
    const id = items.find(({ assignee }) => assignee === 'telephone')?.id;
    const before = loopback.control.inbox({ person: phone }).length;
    await loopback.control.say({ from: phone, to: OURS, text: 'Gracias, no puedo facturar' });
    // Somebody else is answered after it: by then the bot had its chance.
    const other = telephone('5215550000106');
    await other.say('Hola');
    await other.hears(/./);
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
    for (let round = 0; round < 3; round++) {
      const told = loopback.world.deliveries.receipts.length;
      const { id } = await loopback.control.say({ from: phone, to: OURS, text: `Mensaje número ${round} de prueba` });
      while (!loopback.world.deliveries.receipts.slice(told).some((receipt) => receipt.id === id)) {
        await loopback.world.deliveries.changed();
      }
      await gateway.kill();
      await gateway.start();
      await until(stateOf, ({ state }) => state === 'open');
      await loopback.control.settled({ ms: 30_000 });
    }
    // Each is answered, and what is to be sent has been sent.
    const transcript = () => transcriptOf('Mensaje número 0 de prueba');
    const lines = await until(transcript, (all) => {
      const answers = all.filter(({ speaker }) => speaker === 'bot');
      return all.at(-1)?.speaker === 'bot' && answers.every(({ delivery }) => delivery !== 'queued');
    });
    const mine = lines.filter(({ speaker }) => speaker === 'user').map(({ text }) => text);
    expect(mine).toEqual([0, 1, 2].map((round) => `Mensaje número ${round} de prueba`));
    const turns = lines.map(({ speaker }) => (speaker === 'user' ? 'u' : 'b')).join('');
    expect(turns).toMatch(/^(ub+){3}$/);
    // Sent again after a kill means: under the same id, which the telephone shows once.
    const replies = lines.filter(({ speaker }) => speaker === 'bot').map(({ text }) => text);
    const shown = new Map(loopback.control.inbox({ person: phone }).map(({ id, text }) => [id, text]));
    expect(shown.size).toBe(replies.length);
    // WhatsApp has no buttons: under the text come the links and the choices.
    for (const [at, text] of [...shown.values()].entries()) expect(text.split('\n\n')[0]).toBe(replies[at]);
  });
});

interface Line {
  readonly speaker: string;
  readonly text: string;
  readonly delivery?: string;
}

/** The conversation that holds this text, as the desk reads it; empty when there is none. */
async function transcriptOf(text: string): Promise<Line[]> {
  const { items } = (await api('GET', '/api/conversations?limit=50')) as { items: { id: string }[] };
  for (const { id } of items) {
    const { transcript } = (await api('GET', `/api/conversations/${id}`)) as { transcript: Line[] };
    if (transcript.some((line) => line.text === text)) return transcript;
  }
  return [];
}
