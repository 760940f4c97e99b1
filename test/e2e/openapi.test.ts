import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createGateway, type Gateway } from '../../src/compose/gateway.ts';
import { type RunningServer, startServer } from '../../src/compose/server.ts';
import { readConfig } from '../../src/config/config.ts';
import { loadSecrets } from '../../src/config/secrets.ts';
import { contactIdOf } from '../../src/storage/ids.ts';
import { buildClock } from '../builders/clock.ts';
import { buildLogger } from '../builders/logger.ts';
import { bodiesOf, idsOf, outage, type Seeds, unmet, window } from './openapi/cases.ts';
import { type OpenApi, type Operation, operationsOf, problemOf, sampleOf } from './openapi/document.ts';

jest.setTimeout(180_000);

let dataDir: string;
let gateway: Gateway;
let server: RunningServer;
let token: string;
let operations: Operation[];
let seeds: Seeds;
/** What paths and bodies need that a schema cannot say. */
const known: Record<string, unknown> = {};

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'ventanilla-openapi-'));
  const secrets = loadSecrets(dataDir);
  const config = readConfig({ VENTANILLA_DATA: dataDir, PORT: '0' });
  gateway = await createGateway({ config, secrets, logger: buildLogger(), clock: buildClock() });
  server = await startServer(gateway, { config, secrets });
  token = secrets.operatorToken;
  operations = operationsOf((await (await fetch(`${server.url}/openapi.json`)).json()) as OpenApi);
  await seed();
});
afterAll(async () => {
  await server.close();
  await gateway.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Things to ask for: a conversation, tickets, an agent, a token, an endpoint with a delivery, an entry. */
async function seed(): Promise<void> {
  const from = { channel: 'webchat', account: 'web', address: 'openapi', sender: { id: 'openapi' } };
  for (const id of ['second', 'third'])
    await gateway.pipeline.intake.accept([
      { ...from, address: id, sender: { id }, messageId: id, sentAt: new Date(), text: 'hola' },
    ]);
  await gateway.pipeline.idle();
  await gateway.pipeline.intake.accept([
    { ...from, messageId: 'm1', sentAt: new Date(), text: '¿Cómo cancelo una factura en Marte?' },
  ]);
  await gateway.pipeline.idle();
  const { items } = await get('/api/conversations');
  const [conversation] = items as { id: string; contact: { id: string } }[];
  const made = await post('/api/integrations/tokens', { name: 'x', scopes: ['tickets.read'] });
  const webhook = await post('/api/integrations/webhooks', {
    name: 'x',
    system: 'mesa',
    url: 'https://help.invalid/hook',
  });
  const contact = conversation?.contact.id ?? '';
  const contacts = ['second', 'third'].map((id) => contactIdOf(gateway.policy.organisation.code, 'webchat', id));
  const pair = { kept: contact, joined: contacts[0], reason: 'lo dice la persona' };
  const merge = await post('/api/contact-merges', pair);
  const ticket = await openTicket('openapi-test-1');
  const other = await openTicket('openapi-test-2');
  const [delivery] = await deliveries();
  const entry = await post('/api/knowledge/entries', {
    ...{ title: 'Cómo exportar el catálogo', summary: 'Pasos', type: 'caso_de_uso', audience: 'support' },
    ...{ url: 'https://exsim.example/exportar', language: 'es' },
  });
  const everybody = { organisation: gateway.policy.organisation.code, id: 'operator', all: true };
  const runs = await gateway.routines.list(everybody, { history: false, limit: 50 });
  const [sample] = await gateway.reviews.samples(everybody.organisation, 1);
  const edition = await post('/api/reports/editions', { report: 'indicadores', kind: 'month' });
  const notice = await post('/api/maintenance', { ...window, key: 'maintenance-1' });
  const event = await post('/api/outages', { ...outage, key: 'outage-1' });
  const opportunity = await post(`/api/conversations/${conversation?.id}/opportunities`, {
    ...{ id: 'opportunity-0', category: 'modulo_adicional', description: 'Quieren ver Nómina' },
    customer: { name: 'Ana' },
  });
  const agent = await gateway.desk.ensureAdministrator(gateway.policy.organisation.code);
  const link = await post(`/api/agents/${agent?.id}/sign-in-link`, {});
  const invite = await post(`/api/agents/${agent?.id}/password-link`, {});
  const { moves } = (await get(`/api/tickets/${ticket.id}`)) as { moves: { to: string }[] };
  seeds = {
    ...{ ticket, other: other.id, to: moves[0]?.to ?? '', conversation: conversation?.id ?? '' },
    ...{ contact, contacts: contacts as [string, string], merge: String(merge.id) },
    ...{ delivery: delivery?.id ?? '', entry: String(entry.id) },
    ...{ token: (made.view as { id: string }).id, webhook: (webhook.endpoint as { id: string }).id },
    ...{ agent: agent?.id ?? '', signIn: new URL(String(link.url)).hash.slice(1) },
    ...{ routine: runs.find(({ routine }) => routine === 'videos')?.id ?? '', sample: sample?.id ?? '' },
    ...{ edition: String(edition.id), maintenance: String(notice.id), outage: String(event.id) },
    opportunity: String(opportunity.id),
    invite: new URL(String(invite.url)).hash.slice(1),
  };
  Object.assign(known, {
    ...{ ticket: other.id, folio: ticket.folio, system: 'mesa', source: 'vieja', reference: 'A-1', to: seeds.to },
    ...{ url: 'https://help.example/hook', key: 'openapi-key-1', month: '2026-11', scopes: ['tickets.read'] },
    ...{
      assignee: agent?.id,
      watcher: agent?.id,
      conversationId: seeds.conversation,
      conversation: seeds.conversation,
      area: 'soporte',
      version: 1,
    },
    ...{ entryId: seeds.entry, reason: 'lo pide la persona por escrito', from: 1, against: 1 },
  });
}

/** What follows from a ticket comes a moment later. */
async function deliveries(): Promise<{ id: string }[]> {
  for (;;) {
    const { items } = await get('/api/integrations/deliveries');
    if ((items as { id: string }[]).length > 0) return items as { id: string }[];
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function openTicket(key: string): Promise<{ id: string; folio: string }> {
  const made = await post('/api/tickets', { key, subject: 'Caso', description: 'Texto' });
  return { id: String(made.id), folio: String(made.folio) };
}

async function get(path: string): Promise<Record<string, unknown>> {
  return (await (await send('get', path)).json()) as Record<string, unknown>;
}

async function post(path: string, body: object): Promise<Record<string, unknown>> {
  const answer = await send('post', path, JSON.stringify(body));
  expect([path, answer.status]).toEqual([path, 200]);
  return (await answer.json()) as Record<string, unknown>;
}

function send(method: string, path: string, body?: string, type = 'application/json'): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': type }) };
  const init = { method: method.toUpperCase(), headers, redirect: 'manual' as const };
  return fetch(new URL(path, server.url), body === undefined ? init : { ...init, body });
}

/** What the thing of a path is called in it. */
const ownNames = new Set(['id', 'name', 'what']);

/** The address with its parameters filled in. */
function addressOf({ method, path, parameters }: Operation): string {
  const own = Object.entries(idsOf(seeds)).find(([prefix]) => path.startsWith(prefix))?.[1];
  if (path === '/api/integrations/tickets') return `${path}?folio=${seeds.ticket.folio}`;
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(own !== undefined && ownNames.has(name) ? own : (known[name] ?? 'nobody'))),
  );
  const needed = parameters.filter(({ in: place, required }) => place === 'query' && required);
  const query = new URLSearchParams(
    needed.map(({ name, schema }) => [name, String(sampleOf(schema, known, name))] as [string, string]),
  );
  if (path === '/api/outages' && method === 'get') return `${path}?from=2026-11-01T00:00:00Z&to=2026-12-01T00:00:00Z`;
  if (path.endsWith('/diff')) return `${filled}?from=1&to=1`;
  return needed.length === 0 ? filled : `${filled}?${query}`;
}

/** What is wrong with an answer by the document; null: nothing. */
async function answerProblem(operation: Operation, answer: Response): Promise<string | null> {
  const documented = operation.responses[String(answer.status)] ?? operation.responses.default;
  if (!documented) return `status ${answer.status} is not documented`;
  if (documented.media === null) return (await answer.text()) === '' ? null : 'a body where none is documented';
  const type = (answer.headers.get('content-type') ?? '').split(';')[0];
  if (type !== documented.media) return `type ${type} where ${documented.media} is documented`;
  if (documented.schema === null) return null;
  return problemOf(documented.schema, await answer.json());
}

async function codeOf(answer: Response): Promise<string> {
  const { error } = (await answer.clone().json()) as { error?: { code?: string } };
  return error?.code ?? '';
}

const isApi = ({ path }: Operation) => path.startsWith('/api/');
const name = ({ method, path }: Operation) => `${method} ${path}`;

describe('the OpenAPI document and the running server', () => {
  it('a valid request of every route gets what the document says', async () => {
    const problems: string[] = [];
    const refused: string[] = [];
    // What ends things comes last.
    const last = /merge|erase|archive|withdraw|delete /;
    const ordered = [...operations].sort((one, other) => Number(last.test(name(one))) - Number(last.test(name(other))));
    for (const operation of ordered) {
      const given = bodiesOf(seeds)[name(operation)] ?? (operation.body ? sampleOf(operation.body, known) : undefined);
      const body = given === undefined ? undefined : JSON.stringify(given);
      const answer = operation.otherBody
        ? await send(operation.method, addressOf(operation), 'id,subject\n1,Caso\n', operation.otherBody)
        : await send(operation.method, addressOf(operation), body);
      if (!answer.ok) refused.push(`${name(operation)}: ${answer.status} ${await codeOf(answer)}`);
      const problem = await answerProblem(operation, answer);
      if (problem !== null) problems.push(`${name(operation)}: ${problem}`);
    }
    expect(problems).toEqual([]);
    expect(refused.map((line) => line.split(':')[0]).sort()).toEqual(Object.keys(unmet).sort());
  });

  it('an invalid request of every route is refused with the documented error', async () => {
    const problems: string[] = [];
    for (const operation of operations.filter(isApi)) {
      const path = addressOf(operation);
      const strange = `${path}${path.includes('?') ? '&' : '?'}nonsense=1`;
      const body = operation.body ? JSON.stringify({ nonsense: { deep: true } }) : undefined;
      const answers = [
        operation.otherBody
          ? await send(operation.method, strange, 'x', operation.otherBody)
          : await send(
              operation.method,
              strange,
              operation.body ? JSON.stringify(sampleOf(operation.body, known)) : undefined,
            ),
        ...(body ? [await send(operation.method, path, body)] : []),
        ...(operation.otherBody ? [await send(operation.method, path, '{}')] : []),
      ];
      for (const answer of answers) {
        if (answer.status < 400 || answer.status >= 500) problems.push(`${name(operation)}: ${answer.status}`);
        const problem = await answerProblem(operation, answer);
        if (problem !== null) problems.push(`${name(operation)}: ${problem}`);
      }
    }
    expect(problems).toEqual([]);
  });

  it('nobody and a wrong token are refused with the documented error', async () => {
    const problems: string[] = [];
    for (const operation of operations.filter((one) => isApi(one) && one.access !== 'public')) {
      const answer = await fetch(new URL(addressOf(operation), server.url), { method: operation.method.toUpperCase() });
      const problem = answer.status === 401 ? await answerProblem(operation, answer) : `status ${answer.status}`;
      if (problem !== null) problems.push(`${name(operation)}: ${problem}`);
    }
    expect(problems).toEqual([]);
  });

  it('documents the routes of every part of the product', () => {
    const paths = operations.map(({ path }) => path);
    for (const one of ['tokens', 'webhooks', 'deliveries', 'tickets', 'ticket-import', 'ticket-export'])
      expect(paths).toContain(`/api/integrations/${one}`);
  });
});
