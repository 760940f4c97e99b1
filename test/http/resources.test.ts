import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { loadPolicy } from '../../src/policy/load.ts';
import { redacted } from './world/redacted.ts';
import { type Console, createWorld, operatorToken, signIn, type World } from './world/world.ts';

let world: World;
let lola: Console;
beforeEach(async () => {
  world = await createWorld();
  world.desk.add({ id: 'ana' });
  world.desk.add({ id: 'lola', roles: ['lead'] });
  lola = await signIn(world, 'lola');
});
afterEach(() => world.close());

const get = (path: string) => request(world.url).get(path).set(lola.headers);
const post = (path: string, body: object = {}) => request(world.url).post(path).set(lola.headers).send(body);

describe('tickets', () => {
  it('are listed as {items, next}', async () => {
    world.tickets.add({ id: 't1' });
    world.tickets.add({ id: 't2', organisation: 'icetex' });
    const { body } = await get('/api/tickets');
    expect(Object.keys(body).sort()).toEqual(['items', 'next']);
    expect(body.items.map((ticket: { id: string }) => ticket.id)).toEqual(['t1']);
    expect(body.next).toBeNull();
    const all = await request(world.url).get('/api/tickets').set('Authorization', `Bearer ${operatorToken}`);
    expect(all.body.items).toHaveLength(2);
  });

  it('open with their history and exactly the moves that the policy allows to the role', async () => {
    const { states } = loadPolicy('exsim').tickets;
    const state = states.find((one) => one.next.some((next) => next.by.includes('lead')));
    world.tickets.add({ id: 't1', state: state?.code ?? '' });
    const { body } = await get('/api/tickets/t1');
    expect((await get(`/api/tickets?folio=${body.ticket.folio}`)).body.items).toMatchObject([{ id: 't1' }]);
    expect((await get('/api/tickets?folio=EXS-999999')).body).toEqual({ items: [], next: null });
    const allowed = state?.next.filter((next) => next.by.includes('lead')).map((next) => next.to);
    expect(body.moves.map((move: { to: string }) => move.to)).toEqual(allowed);
    expect(body.events[0]).toMatchObject({ type: 'opened', actor: { role: 'bot' } });
  });

  it('P4 are moved with a note that goes through the redactor', async () => {
    world.tickets.add({ id: 't1' });
    const moved = await post('/api/tickets/t1/move', { to: 'en_proceso', note: 'su clave Canela2023 no sirve' });
    expect(moved.status).toBe(200);
    expect(JSON.stringify([...world.tickets.events])).not.toContain('Canela2023');
    expect((await post('/api/tickets/t1/move', { to: 'forbidden' })).body.error.code).toBe('TICKET_MOVE_REFUSED');
  });

  it('are assigned to people who exist', async () => {
    world.tickets.add({ id: 't1' });
    expect((await post('/api/tickets/t1/assign', { assignee: 'ana' })).body.assignee).toBe('ana');
    expect((await post('/api/tickets/t1/assign', { assignee: null })).body.assignee).toBeNull();
    expect((await post('/api/tickets/t1/assign', { assignee: 'nobody' })).body.error.code).toBe('AGENT_NOT_FOUND');
  });

  it('of another organisation do not exist', async () => {
    world.tickets.add({ id: 't2', organisation: 'icetex' });
    expect((await get('/api/tickets/t2')).status).toBe(404);
    expect((await post('/api/tickets/t2/move', { to: 'cerrado' })).status).toBe(404);
    expect((await post('/api/tickets/t2/assign', { assignee: null })).status).toBe(404);
  });
});

describe('dead letters', () => {
  it('P3 are seen, and sent again once', async () => {
    const failedAt = world.time.now();
    const letter = { id: 'd1', conversationId: 'c1', channel: 'webchat', attempts: 8, code: 'DELIVERY_FAILED' };
    world.letters.set('d1', { ...letter, text: redacted('Hola'), failedAt });
    expect((await get('/api/dead-letters')).body.items).toEqual([
      { ...letter, text: 'Hola', failedAt: failedAt.toISOString() },
    ]);
    expect((await post('/api/dead-letters/d1/replay')).status).toBe(204);
    expect((await post('/api/dead-letters/d1/replay')).body.error.code).toBe('DEAD_LETTER_NOT_FOUND');
  });
});

describe('agents', () => {
  it('EXS-04 show whether each is online, and set their own presence', async () => {
    const put = request(world.url).put('/api/me/presence').set(lola.headers).send({ presence: 'meal' });
    expect((await put).body.presence).toBe('meal');
    const { body } = await get('/api/agents');
    expect(body.items.map((one: { id: string; presence: string }) => [one.id, one.presence])).toEqual([
      ['ana', 'offline'],
      ['lola', 'meal'],
    ]);
    expect(world.desk.presences).toEqual([{ id: 'lola', presence: 'meal', cause: 'person' }]);
  });
});

describe('policy and knowledge', () => {
  it('show the rules that run now', async () => {
    const { body } = await get('/api/policy');
    expect(body.organisation.code).toBe('exsim');
    expect(body.ticketRule.limitMinutes).toBe(30);
    expect(body.states.length).toBeGreaterThan(1);
  });

  it('EXS-26 name each value once that a diagnosis may be corrected to, in the order of the policy', async () => {
    const { diagnosisChoices } = (await get('/api/policy')).body;
    const of = (field: string) => diagnosisChoices.find((one: { field: string }) => one.field === field)?.choices;
    expect(of('length')).toEqual([
      { value: 'short', label: 'Con un solo documento o registro' },
      { value: 'long', label: 'Con varios' },
    ]);
    expect(of('kind').map(({ value }: { value: string }) => value)).toEqual(['soporte', 'bug', 'mejora']);
  });

  it('EXS-42 list the questions that had no link', async () => {
    expect((await get('/api/knowledge/unanswered')).body.items[0]).toMatchObject({
      question: '¿Cómo exporto a Marte?',
      times: 3,
    });
    expect((await get('/api/knowledge')).body.items[0].url).toBe('https://kb.example/k1');
  });
});

describe('operating', () => {
  it('answers health, readiness and metrics without a token', async () => {
    expect((await request(world.url).get('/healthz')).body).toEqual({ ok: true });
    expect((await request(world.url).get('/readyz')).status).toBe(200);
    world.state.readiness = { ok: false, checks: { store: 'closed' } };
    const down = await request(world.url).get('/readyz');
    expect([down.status, down.body]).toEqual([503, { ok: false, checks: { store: 'closed' } }]);
    const metrics = await request(world.url).get('/metrics');
    expect(metrics.headers['content-type']).toMatch(/^text\/plain/);
    expect(metrics.text).toContain(
      'ventanilla_http_request_seconds_count{method="GET",route="/readyz",status="503"} 1',
    );
  });

  it('documents every route, with its inputs', async () => {
    const { body } = await request(world.url).get('/openapi.json');
    expect(body.openapi).toBe('3.1.0');
    for (const route of world.http.routes) {
      const operation = body.paths[route.path.replace(/:(\w+)/g, '{$1}')]?.[route.method];
      expect(operation?.summary).toBe(route.summary);
      expect(Boolean(operation.requestBody)).toBe(route.body !== undefined);
    }
    expect(body.paths['/api/conversations'].get.parameters.map((one: { name: string }) => one.name)).toContain('mine');
    expect(body.paths['/api/tickets'].get.responses[200].content['application/json'].schema.required).toEqual([
      'items',
      'next',
    ]);
  });
});
