import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import request from 'supertest';
import { createWorld, operatorToken, signIn, type World } from '../http/world/world.ts';
import { Receiver } from '../webhooks/receiver.ts';
import { openWebhookWorld, type WebhookWorld } from '../webhooks/world.ts';

// The machine may be busy with other suites.
jest.setTimeout(60_000);

const base = '/api/integrations/webhooks';
const log = '/api/integrations/deliveries';
const asOperator = { authorization: `Bearer ${operatorToken}` };

let hooks: WebhookWorld;
let world: World;
let outside: Receiver;
beforeEach(async () => {
  hooks = await openWebhookWorld();
  outside = await Receiver.open();
  world = await createWorld({ webhooks: hooks.webhooks.admin });
});
afterEach(async () => {
  await outside.close();
  await world.close();
  await hooks.close();
});

const call = (method: 'get' | 'post' | 'put' | 'delete', path: string, body?: object) =>
  request(world.url)[method](path).set(asOperator).send(body);
async function make(more: object = {}) {
  const body = { name: 'Mesa', system: 'mesa', url: outside.url('/hook?key=abc'), ...more };
  return (await call('post', base, body)).body as { secret: string; endpoint: { id: string } };
}

describe('endpoints over HTTP', () => {
  it('P4 the secret is shown once, at making and at rotating; the trail names the host and not what stands behind it', async () => {
    const { secret, endpoint } = await make();
    expect(secret).toMatch(/^whsec_/);
    const rotated = await call('post', `${base}/${endpoint.id}/secret`, { overlapHours: 1 });
    expect([rotated.body.secret === secret, rotated.body.endpoint.oldSecretUntil === null]).toEqual([false, false]);
    const read = JSON.stringify([(await call('get', base)).body, (await call('get', `${base}/${endpoint.id}`)).body]);
    expect(read).not.toContain('whsec_');
    expect(world.audited.map(({ action }) => action)).toEqual(['webhook.create', 'webhook.rotate']);
    expect(JSON.stringify(world.audited)).not.toMatch(/key=abc|whsec_/);
  });

  it('a dead delivery is seen with its tries, and sent again on request, which the trail says first', async () => {
    const { endpoint } = await make();
    outside.answer = () => ({ status: 410 });
    await hooks.open('one');
    await hooks.settle();
    const { items } = (await call('get', `${log}?state=dead`)).body;
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ endpointId: endpoint.id, type: 'ticket.opened', tries: 1 });
    expect(items[0].log[0]).toMatchObject({ status: 410, problem: 'gone' });
    outside.answer = () => ({ status: 204 });
    await call('put', `${base}/${endpoint.id}`, { enabled: true });
    expect((await call('post', `${log}/${items[0].id}/replay`)).status).toBe(200);
    await hooks.settle();
    expect((await call('get', `${log}/${items[0].id}`)).body.state).toBe('delivered');
    expect(world.audited.at(-1)).toMatchObject({ action: 'webhook.replay', subject: { id: items[0].id } });
  });

  it('the log has pages, newest first, and filters', async () => {
    await make();
    const tickets = [await hooks.open('a'), await hooks.open('b'), await hooks.open('c')];
    await hooks.settle();
    const first = (await call('get', `${log}?limit=2`)).body;
    const rest = (await call('get', `${log}?limit=2&after=${first.next}`)).body;
    const seen = [...first.items, ...rest.items].map(({ ticketId }: { ticketId: string }) => ticketId);
    expect([seen.sort(), rest.next]).toEqual([tickets.map(({ id }) => id).sort(), null]);
    expect((await call('get', `${log}?ticketId=${tickets[0]?.id}`)).body.items).toHaveLength(1);
    expect((await call('get', `${log}?after=nothing`)).body.error.code).toBe('INPUT_INVALID');
  });

  it('ping says what came back, and one that is taken away is called no more', async () => {
    const { endpoint } = await make();
    expect((await call('post', `${base}/${endpoint.id}/ping`)).body).toMatchObject({ status: 200, problem: null });
    expect(outside.calls[0]?.payload).toMatchObject({ version: 1, type: 'ping' });
    expect((await call('delete', `${base}/${endpoint.id}`)).status).toBe(204);
    await hooks.open('one');
    await hooks.settle();
    expect([outside.calls.length, (await call('get', `${base}/${endpoint.id}`)).status]).toEqual([1, 404]);
  });

  it('an address of the own network is refused with what to do', async () => {
    const answer = await call('post', base, { name: 'x', system: 'x', url: 'https://10.0.0.7/hook' });
    expect([answer.status, answer.body.error.code]).toEqual([400, 'WEBHOOK_URL_REFUSED']);
    expect(answer.body.error.message).toContain('VENTANILLA_WEBHOOK_HOSTS');
  });

  it('what belongs to another organisation is not there', async () => {
    const { endpoint } = await make();
    world.desk.add({ id: 'otro', roles: ['admin'], organisation: 'confa' });
    const { headers } = await signIn(world, 'otro');
    expect((await request(world.url).get(base).set(headers)).body.items).toEqual([]);
    for (const path of ['', '/ping'])
      expect(
        (await request(world.url)[path ? 'post' : 'get'](`${base}/${endpoint.id}${path}`).set(headers)).status,
      ).toBe(404);
  });
});
