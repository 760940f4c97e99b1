import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import request from 'supertest';
import { permissionsOf } from '../../src/desk/api-scopes.ts';
import { createApiTokens } from '../../src/desk/api-tokens.ts';
import { createRepeatGuard } from '../../src/desk/repeats.ts';
import type { OrganisationServices } from '../../src/http/deps.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { ApiRepeatRepository } from '../../src/storage/repositories/api-repeats.ts';
import { ApiTokenRepository } from '../../src/storage/repositories/api-tokens.ts';
import { createWorld, operatorToken, type World } from '../http/world/world.ts';
import { openWebhookWorld, type WebhookWorld } from '../webhooks/world.ts';

// The machine may be busy with other suites.
jest.setTimeout(60_000);

const base = '/api/integrations/tickets';
let desk: WebhookWorld;
let world: World;
let bearer: Record<string, string>;
beforeEach(async () => {
  desk = await openWebhookWorld({ policy: loadPolicy('confa') });
  const { clock, logger, data } = desk;
  const tokens = createApiTokens({ tokens: new ApiTokenRepository(data.models.apiTokens), clock, logger });
  const services = { policy: desk.policy } as OrganisationServices;
  const repeats = new ApiRepeatRepository(data.models.apiRepeats);
  world = await createWorld({
    ...{ tickets: desk.tickets, references: desk.references, clock },
    organisations: { codes: ['confa'], of: (code) => (code === 'confa' ? services : null) },
    repeats: createRepeatGuard({ repeats, key: Buffer.alloc(32, 1), clock }),
    apiTokens: { ...tokens, permissionsOf },
  });
  const draft = { id: 't1', organisation: 'confa', name: 'Registro', createdBy: 'operator', expiresAt: null };
  const { token } = await tokens.create({ ...draft, scopes: ['tickets.read', 'tickets.write'] });
  bearer = { authorization: `Bearer ${token}` };
});
afterEach(async () => {
  await world.close();
  await desk.close();
});

const post = (path: string, body: object, headers: object = {}) =>
  request(world.url)
    .post(`${base}/${path}`)
    .set({ ...bearer, ...headers })
    .send(body);
/** As a person of the desk confirms it before a case goes on (CON-06). */
const classified = async (id: string) => {
  const classes = { service: 'salud', attribute: 'trato', authorityType: 'peticion' };
  const doing = { actor: { role: 'agent', id: 'ana' }, at: desk.clock.now() } as const;
  await desk.tickets.act(id, { type: 'classify', classes }, doing);
};
const key = (value: string) => ({ 'idempotency-key': value });

describe('an outside system', () => {
  it('CON-13 registers its number, moves the case to its end, and finds it by that number afterwards', async () => {
    const { folio, id } = await desk.open('one');
    const set = await request(world.url)
      .put(`${base}/${folio}/reference`)
      .set(bearer)
      .send({ system: 'registro', id: 'ALM-9' });
    expect(set.body.references).toEqual([{ system: 'registro', id: 'ALM-9' }]);
    expect(set.body.moves.map(({ to }: { to: string }) => to)).toContain('en_respuesta');
    await classified(id);
    await post(`${folio}/state`, { to: 'en_respuesta' });
    await post(`${folio}/state`, { to: 'respondido', note: 'Respuesta cargada' });
    const closed = await post(`${folio}/state`, { to: 'cerrado', closingCode: 'respondido' });
    expect(closed.body.ticket).toMatchObject({ id, state: 'cerrado', phase: 'closed' });
    const found = await request(world.url).get(`${base}?reference=alm-9`).set(bearer);
    expect(found.body.items.map((one: { ticket: { folio: string } }) => one.ticket.folio)).toEqual([folio]);
    expect(world.audited.map(({ action, actor }) => [action, actor.id])).toEqual([['ticket.reference', 'token:t1']]);
  });

  it('MAS-131 stops the clocks at the moment when the ticket tool says so', async () => {
    const { id } = await desk.open('one', { diagnosis: {}, facts: { type: 'peticion' } });
    await classified(id);
    desk.clock.advance({ hours: 3 });
    await post(`${id}/state`, { to: 'en_respuesta' });
    const solved = desk.clock.advance({ hours: 2 });
    const answer = await post(`${id}/state`, { to: 'respondido', note: 'Respondido' });
    const clock = answer.body.ticket.clocks.find(({ name }: { name: string }) => name === 'respuesta');
    expect([clock.status, clock.stoppedAt]).toEqual(['met', solved.toISOString()]);
  });

  it('P2 a repeat under the same key does it once, also two at the same time; another body under it is refused', async () => {
    const { id } = await desk.open('one');
    const comment = { text: 'Recibido en la otra mesa' };
    await Promise.all([1, 2, 3].map(() => post(`${id}/comments`, comment, key('comment-0001'))));
    const again = await post(`${id}/comments`, comment, key('comment-0001'));
    expect(again.body.comments).toHaveLength(1);
    const other = await post(`${id}/comments`, { text: 'otra cosa' }, key('comment-0001'));
    expect([other.status, other.body.error.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    expect((await post(`${id}/comments`, comment)).body.comments).toHaveLength(2);
    await classified(id);
    await post(`${id}/state`, { to: 'en_respuesta' }, key('state-00001'));
    await post(`${id}/state`, { to: 'respondido', note: 'x' }, key('state-00002'));
    // Late repeats: the ticket has gone on, and nothing is refused or done again.
    expect((await post(`${id}/state`, { to: 'en_respuesta' }, key('state-00001'))).body.ticket.state).toBe(
      'respondido',
    );
  });

  it('is told what is allowed, and what is missing', async () => {
    const { id } = await desk.open('one');
    const refused = await post(`${id}/state`, { to: 'respondido' });
    expect([refused.status, refused.body.error.code]).toEqual([409, 'TICKET_MOVE_REFUSED']);
    expect(refused.body.error.message).toContain('en_respuesta');
    const missing = await post(`${id}/state`, { to: 'cerrado' });
    expect([missing.status, missing.body.error.message]).toEqual([422, expect.stringContaining('closingCode')]);
    expect((await request(world.url).get(base).set(bearer)).body.error.code).toBe('INPUT_INVALID');
    expect((await post('CON-999999/comments', { text: 'hola' })).body.error.code).toBe('TICKET_NOT_FOUND');
  });

  it('P4 what it writes is redacted, and a comment is internal only when it says so', async () => {
    const { id } = await desk.open('one');
    await post(`${id}/comments`, { text: 'la clave es clave Canela2023' });
    const { body } = await post(`${id}/comments`, { text: 'solo para la mesa', internal: true });
    expect(JSON.stringify(body)).not.toContain('Canela2023');
    expect(body.comments.map(({ internal, by }: { internal: boolean; by: string }) => [internal, by])).toEqual([
      [false, 'token:t1'],
      [true, 'token:t1'],
    ]);
  });

  it('cannot give a number that another ticket has, nor reach tickets of another organisation', async () => {
    const [one, two] = [await desk.open('one'), await desk.open('two')];
    const set = (ticket: string) =>
      request(world.url).put(`${base}/${ticket}/reference`).set(bearer).send({ system: 'registro', id: 'A-1' });
    expect((await set(one.id)).status).toBe(200);
    expect([(await set(one.id)).status, (await set(two.id)).body.error.code]).toEqual([200, 'REFERENCE_TAKEN']);
    const stranger = await world.deps.apiTokens?.create({
      ...{ id: 't2', organisation: 'exsim', name: 'Otra', createdBy: 'operator', expiresAt: null },
      scopes: ['tickets.read', 'tickets.write'],
    });
    const headers = { authorization: `Bearer ${stranger?.token}` };
    expect((await post(`${one.id}/comments`, { text: 'hola' }, headers)).status).toBe(404);
    const operator = { authorization: `Bearer ${operatorToken}` };
    expect((await post(`${one.id}/comments`, { text: 'hola' }, operator)).status).toBe(200);
  });
});
