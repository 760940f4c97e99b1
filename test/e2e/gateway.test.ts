import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { openStore } from '../../src/storage/connection.ts';
import { defineOpportunities } from '../../src/storage/models/opportunities.ts';
import type { Page, Ticket } from '../../web/shared/wire.ts';
import { freePort, GatewayProcess } from '../crash/gateway-process.ts';
import { everyFile, holds } from './gateway/bytes.ts';
import { AgentConsole } from './gateway/console.ts';
import { Customer } from './gateway/customer.ts';

jest.setTimeout(60_000);

const program = fileURLToPath(new URL('../../dist/server/main.js', import.meta.url));

let dataDir: string;
let gateway: GatewayProcess;
let agent: AgentConsole;

beforeAll(async () => {
  if (!existsSync(program)) throw new Error('The gateway is not built: node scripts/build.mjs');
  dataDir = mkdtempSync(join(tmpdir(), 'ventanilla-e2e-'));
  const port = await freePort();
  gateway = new GatewayProcess({ program, dataDir, port, logLevel: 'trace', keepOutput: 50_000_000 });
  await gateway.start();
  const token = /\/console\/sign-in#(\S+)/.exec(gateway.output)?.[1] ?? '';
  agent = await AgentConsole.signIn(gateway.url, token);
});
afterAll(async () => {
  agent?.leave();
  await gateway.kill();
  rmSync(dataDir, { recursive: true, force: true });
});

const open = () => Customer.open(gateway.url);

/** Tickets as a machine reads them: with the operator's token. */
async function ticketsOf(conversationId?: string): Promise<Ticket[]> {
  const token = readFileSync(join(dataDir, 'secrets', 'operator-token'), 'utf8').trim();
  const filter = conversationId === undefined ? '' : `?conversationId=${encodeURIComponent(conversationId)}`;
  const response = await fetch(`${gateway.url}/api/tickets${filter}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(response.status).toBe(200);
  return ((await response.json()) as Page<Ticket>).items;
}

/** A customer whose case has been told and who has said who they are. */
async function identified(name: string, text: string, type = 'usuario final'): Promise<Customer> {
  const customer = await open();
  await customer.hears(/¿Con quién tengo el gusto\?/);
  await customer.say(text);
  await customer.hears(/lo anoto/);
  await customer.say(`me llamo ${name}`);
  await customer.hears(/¿Usted es partner o usuario final\?/);
  await customer.say(type);
  return customer;
}

describe('every ending on the real gateway', () => {
  it('EXS-02, EXS-06, EXS-24, EXS-35, EXS-68 a link ends it: welcomed with the knowledge base, greeted by name, given links, asked for a score', async () => {
    const customer = await open();
    expect((await customer.hears(/¡Hola!/)).text).toMatch(/\[[^\]]*ExsimBot\]\(https:\/\/exsim\.example\/exsimbot\)/);
    await customer.say('Soy Ana Prueba');
    await customer.hears(/Mucho gusto, Ana\./);
    await customer.press('Soy usuario final');
    await customer.hears(/¿En qué puedo ayudarle\?/);
    await customer.say('¿Cómo cancelo una factura?');
    const answer = await customer.hears(/¿Esto resuelve su duda\?/);
    const links = [...answer.text.matchAll(/\]\((https?:[^)]+)\)/g)].map(([, url]) => new URL(url ?? '').host);
    expect(links.length).toBeGreaterThan(0);
    for (const host of links) expect(['www.youtube.com', 'youtu.be', 'exsim.example']).toContain(host);
    await customer.press('Sí');
    await customer.hears(/¿Cómo califica la atención/);
    await customer.press('5');
    await customer.hears(/Gracias por escribirnos/);
    const ended = await agent.finds('Ana Prueba', 'closed');
    expect([ended.card?.path, ended.tickets]).toEqual(['answered', []]);
  });

  it('EXS-05, EXS-07, EXS-08, EXS-18 leaves the nine steps with who and when, and the contact with type and class', async () => {
    const { protocol, contact } = await agent.finds('Ana Prueba', 'closed');
    expect(protocol.map(({ step, status }) => [step, status])).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8, 9].map((step) => [step, step < 6 || step === 9 ? 'done' : 'notApplicable']),
    );
    for (const { by, at } of protocol) expect([by, Number.isNaN(Date.parse(at))]).toEqual(['bot', false]);
    const times = protocol.filter(({ status }) => status === 'done').map(({ at }) => at);
    expect([...times].sort()).toEqual(times);
    expect(contact).toMatchObject({ userType: 'usuario_final', customerClass: 'usuario_final' });
  });

  it('EXS-12, EXS-17, EXS-29 a long case ends with a ticket whose folio is listed, and its state is told when asked', async () => {
    const customer = await identified(
      'Eva Prueba',
      'todas las facturas del mes salen con errores contables desde ayer',
      'partner',
    );
    await customer.hears(/¿A quién afecta\?/);
    await customer.press('A mi área');
    await customer.hears(/¿Cuánto afecta su trabajo\?/);
    await customer.press('Podemos trabajar; no hay prisa');
    const folio = /EXS-\d{6}/.exec((await customer.hears(/abrí el ticket/)).text)?.[0];
    const { id, card } = await agent.finds('Eva Prueba', 'bot');
    const [ticket, ...others] = await ticketsOf(id);
    expect(others).toEqual([]);
    expect(ticket).toMatchObject({ folio, reason: 'estimate', state: 'registrado' });
    expect(ticket?.diagnosis).toMatchObject({ length: 'long', impact: 'departamento', urgency: 'baja' });
    expect([Number(ticket?.diagnosis.minutes) > 30, card?.path]).toEqual([true, 'ticket']);
    expect((await ticketsOf()).map((one) => one.folio)).toContain(folio);
    await customer.say('¿cómo va mi ticket?');
    expect((await customer.hears(/Su ticket/)).text).toContain(`${folio}: Recibido`);
    await customer.say('no, gracias');
    await customer.hears(/Gracias por escribirnos/);
    expect((await agent.finds('Eva Prueba', 'closed')).id).toBe(id);
  });

  it('EXS-13, EXS-28, EXS-30 the same opening sentence ends with an agent and no ticket when it is one document', async () => {
    const [quick, long] = await Promise.all([
      identified('Luz Breve', 'No puedo facturar'),
      identified('Sol Larga', 'No puedo facturar'),
    ]);
    const question = /¿Le sucede con uno solo o con varios/;
    await Promise.all([quick.hears(question), long.hears(question)]);
    await Promise.all([quick.press('Con un solo documento o registro'), long.press('Con todos')]);
    await long.hears(/¿A quién afecta\?/);
    await long.press('Solo a mí');
    await long.hears(/¿Cuánto afecta/);
    await long.press('Afecta algo que no es crítico');
    await long.hears(/abrí el ticket EXS-/);
    // The knowledge base may have something to offer first; it is turned down.
    const { choices } = await quick.hears(/¿Esto resuelve su duda\?|¿Se refiere a alguno|agente/);
    const refusal = choices.find(({ title }) => title === 'No' || title === 'Ninguno de estos');
    if (refusal) await quick.press(refusal.title);
    const waiting = await agent.finds('Luz Breve', 'waiting');
    expect([waiting.card?.path, await ticketsOf(waiting.id)]).toEqual(['immediate', []]);
    expect(Number(waiting.minutes)).toBeLessThanOrEqual(30);
  });

  it('EXS-22, EXS-57 a price ends with sales: no figure, a folio, and the person\u2019s own way to be reached', async () => {
    const customer = await identified('Pedro Prueba', '¿Cuánto cuesta el módulo de nómina?');
    expect((await customer.hears(/precios/)).text).toContain('¿A qué correo o teléfono');
    await customer.say('pedro@cliente.example');
    const { text } = await customer.hears(/Pasé su solicitud a ventas con el folio EXS-OP-\d{6}/);
    await customer.hears(/¿Le ayudo en algo más\?/);
    expect(
      customer.seen
        .filter(({ mine }) => !mine)
        .map((item) => item.text)
        .join(' '),
    ).not.toMatch(/\$\s?\d/);
    const { card, contact, tickets } = await agent.finds('Pedro Prueba', 'bot');
    expect([card?.path, contact.email, tickets]).toEqual(['opportunity', 'pedro@cliente.example', []]);
    expect(text).toMatch(/ellos le contactarán/);
  });

  it('a person can leave at any step, and write again later', async () => {
    const customer = await open();
    await customer.hears(/¡Hola!/);
    await customer.say('olvídelo');
    await customer.hears(/lo dejamos aquí/);
    await customer.say('hola');
    await customer.hears(/¡Hola/);
  });

  it('two misunderstandings in a row offer a person', async () => {
    const customer = await identified('Nora Prueba', 'No puedo facturar');
    await customer.hears(/¿Le sucede con uno solo/);
    await customer.say('zxcv');
    await customer.hears(/no le entendí/);
    await customer.say('qwpo');
    await customer.hears(/¿Le comunico con un agente\?/);
    await customer.press('Sí, con un agente');
    await agent.finds('Nora Prueba', 'waiting');
  });
});

describe('an agent at the console', () => {
  let customer: Customer;
  let id: string;

  it('EXS-21 finds the whole request in the queue, told live: every message, the file and the diagnosis', async () => {
    customer = await identified('Juan Fuentes', 'no me abre el punto de venta', 'partner');
    await customer.hears(/./);
    await customer.say('quiero hablar con una persona');
    const waiting = await agent.finds('Juan Fuentes', 'waiting');
    id = waiting.id;
    await agent.isTold('conversation', (body) => body.includes(id) && body.includes('"mode":"waiting"'));
    await customer.upload('error.txt', 'text/plain', 'error 42 al abrir la caja');
    await agent.isTold('message', (body) => body.includes(id) && body.includes('error.txt'));
    const { transcript, card } = await agent.open(id);
    expect(transcript.filter(({ speaker }) => speaker === 'user').map(({ text }) => text)).toEqual([
      'no me abre el punto de venta',
      'me llamo Juan Fuentes',
      'partner',
      'quiero hablar con una persona',
      '',
    ]);
    expect(transcript.flatMap(({ attachments }) => attachments.map(({ name }) => name))).toEqual(['error.txt']);
    expect(card?.summary).toContain('no me abre el punto de venta');
  });

  it('P7 takes, is heard, and the bot is silent until the conversation is given back', async () => {
    await agent.act(id, 'take');
    await customer.hears(/^Le atiende .+ a partir de ahora\.$/);
    await agent.act(id, 'reply', { id: 'respuesta-1', text: 'Buen día, Juan. ¿Qué versión usa?' });
    await agent.act(id, 'reply', { id: 'respuesta-1', text: 'Buen día, Juan. ¿Qué versión usa?' });
    await customer.hears(/^Buen día, Juan\. ¿Qué versión usa\?$/);
    await customer.say('la 2026, y todas las facturas salen mal');
    await agent.isTold('message', (body) => body.includes(id) && body.includes('la 2026'));
    await agent.act(id, 'return');
    await customer.hears(/Aquí sigo para ayudarle, Juan\./);
    const { transcript } = await agent.open(id);
    const from = transcript.findIndex(({ text }) => text.startsWith('Le atiende'));
    expect(transcript.slice(from).map(({ speaker }) => speaker)).toEqual(['system', 'agent', 'user', 'bot']);
  });

  it('opens a ticket that the customer is told of, and closes', async () => {
    await customer.say('quiero hablar con un agente');
    await agent.finds('Juan Fuentes', 'waiting');
    await agent.act(id, 'take');
    await agent.act(id, 'ticket');
    const folio = /EXS-\d{6}/.exec((await customer.hears(/Registré su caso con el folio/)).text)?.[0];
    expect(await ticketsOf(id)).toMatchObject([{ folio, reason: 'manual' }]);
    await agent.act(id, 'close', { outcome: 'agent' });
    await customer.hears(/Damos por concluida esta conversación/);
    const closed = await agent.finds('Juan Fuentes', 'closed');
    expect(closed.protocol.find(({ step }) => step === 9)).toMatchObject({ status: 'done' });
  });
});

describe('what must never be kept', () => {
  const secrets = [
    'Kq7Zafiro!93',
    '10.77.66.58',
    '00:1B:44:C1:3A:B7',
    'ghp_R8kT2vX9mQ4wZ7bN1cL6pD3sF5gH0jKaYe2u',
    'Vr5Topacio#41',
    'Bn8Granate%27',
    '10.99.88.73',
  ] as const;
  const [password, ip, mac, token, ofAgent, inFile, ipInFile] = secrets;
  let metrics = '';

  it('warns the customer, shows marks to both sides, and cleans a text file', async () => {
    const customer = await identified(
      'Rita Clave',
      `no puedo timbrar el CFDI marcador-visible-31415 en el servidor ${ip}, la MAC es ${mac} y la contraseña es ${password}`,
    );
    await customer.hears(/\?$|liga|agente/);
    expect(customer.screen()).toMatch(/Por su seguridad quité .*la contraseña.* de su mensaje/);
    await customer.say(`mi token de github es ${token}`);
    await customer.say('quiero hablar con un agente');
    const { id } = await agent.finds('Rita Clave', 'waiting');
    await customer.upload(
      'notas.txt',
      'text/plain',
      `bitácora de la caja registradora\nservidor ${ipInFile}\ncontraseña: ${inFile}`,
    );
    await agent.act(id, 'take');
    await agent.act(id, 'reply', { id: 'respuesta-2', text: `Listo. Su contraseña temporal es ${ofAgent}` });
    await customer.hears(/Su contraseña temporal es \[contraseña eliminada\]/);
    await agent.isTold('message', (body) => body.includes('notas.txt'));
    const opened = await agent.open(id);
    metrics = await (await fetch(`${gateway.url}/metrics`)).text();
    for (const view of [JSON.stringify(opened), JSON.stringify(agent.heard), customer.screen()]) {
      expect(secrets.filter((secret) => view.includes(secret))).toEqual([]);
    }
    expect(opened.transcript.flatMap(({ removed }) => removed)).toEqual(
      expect.arrayContaining(['password', 'ip', 'mac', 'secret']),
    );
  });

  it('P4 stops, and not one byte of the data folder, the log or the metrics holds any of it', async () => {
    agent.leave();
    // While it runs the write-ahead log is there; at the end it is folded into the store.
    const running = everyFile(dataDir);
    expect(await gateway.stop()).toBe(0);
    const places = [
      ...running,
      ...everyFile(dataDir),
      { path: 'output', bytes: Buffer.from(gateway.output) },
      { path: 'metrics', bytes: Buffer.from(metrics) },
    ];
    const found = places.flatMap(({ path, bytes }) =>
      secrets.filter((secret) => holds(bytes, secret)).map((secret) => [path, secret]),
    );
    expect(found).toEqual([]);
    // The search does find what was kept.
    const where = (text: string) => places.filter(({ bytes }) => holds(bytes, text)).map(({ path }) => path);
    expect(where('marcador-visible-31415').length).toBeGreaterThan(0);
    expect(where('bitácora de la caja registradora').some((path) => path.includes('files'))).toBe(true);
    expect(metrics).toMatch(/redactions?_total\{[^}]*password[^}]*\} [1-9]/);
    expect(gateway.output).toContain('"level"');
    expect(gateway.output).not.toContain('marcador-visible');
  });

  it('EXS-22, EXS-63, EXS-64 what went to sales is kept for the sales roles with the customer\u2019s data', async () => {
    const store = await openStore({ dataDir });
    try {
      const opportunities = defineOpportunities(store.connection);
      await store.ready();
      const [kept, ...others] = await opportunities.find().lean();
      expect(others).toEqual([]);
      expect(kept).toMatchObject({
        category: 'modulo_adicional',
        module: 'nomina',
        roles: ['ventas', 'closer', 'direccion'],
        customer: { name: 'Pedro Prueba', contact: 'pedro@cliente.example' },
      });
    } finally {
      await store.close();
    }
  });
});
