import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { webhookPayloadSchema } from '../../src/contracts/webhook-payload.ts';
import { webhookEventTypes } from '../../src/contracts/webhooks.ts';
import { MAX_TRIES } from '../../src/webhooks/backoff.ts';
import { Receiver } from './receiver.ts';
import { openWebhookWorld, type WebhookWorld } from './world.ts';

// The machine may be busy with other suites.
jest.setTimeout(60_000);

let world: WebhookWorld;
let outside: Receiver;
beforeEach(async () => {
  world = await openWebhookWorld();
  outside = await Receiver.open();
});
afterEach(async () => {
  await outside.close();
  await world.close();
});

const headersOf = ({ headers }: { headers: object }) => headers as Record<string, string>;
const typesOf = (calls: Receiver['calls']) => calls.map(({ payload }) => payload.type);

describe('a webhook', () => {
  it('is signed as Standard Webhooks 1 says, and its body is the documented one', async () => {
    const { secret } = await world.endpoint(outside.url());
    await world.open('one');
    await world.settle();
    const [call] = outside.calls;
    if (!call) throw new Error('nothing came');
    expect(new Webhook(secret).verify(call.raw, headersOf(call))).toEqual(webhookPayloadSchema.parse(call.payload));
    expect(call.payload.data.ticket).toMatchObject({
      folio: 'EXS-000001',
      description: expect.stringContaining('timbrar'),
    });
    expect(() => new Webhook(secret).verify(`${call.raw} `, headersOf(call))).toThrow();
  });

  it('P2 fast events are neither doubled nor mixed up: twenty notes at once, each effect twice, in order', async () => {
    await world.endpoint(outside.url());
    const { id } = await world.open('one');
    await Promise.all(Array.from({ length: 20 }, (_, at) => world.note(id, `nota ${at}`)));
    const { ticket, events } = await world.tickets.get(id);
    await Promise.all(events.map((event) => world.webhooks.effect.apply({ ticket, event })));
    await world.settle();
    expect(outside.calls.map(({ payload }) => payload.data.event.seq)).toEqual(events.map(({ seq }) => seq));
    expect(new Set(outside.calls.map((call) => headersOf(call)['webhook-id'])).size).toBe(21);
  });

  it('keeps the order of a ticket while its first call fails, and lets other tickets pass', async () => {
    await world.endpoint(outside.url());
    let down = true;
    outside.answer = ({ payload }) => ({ status: down && payload.data.ticket.folio === 'EXS-000001' ? 503 : 200 });
    const one = await world.open('one');
    await world.note(one.id, 'primera');
    const two = await world.open('two');
    await world.settle();
    expect(typesOf(outside.calls.filter(({ payload }) => payload.data.ticket.id === two.id))).toEqual([
      'ticket.opened',
    ]);
    expect(typesOf(outside.calls.filter(({ payload }) => payload.data.ticket.id === one.id))).toEqual([
      'ticket.opened',
    ]);
    down = false;
    await world.later({ minutes: 1 });
    const ids = outside.calls.filter(({ payload }) => payload.data.ticket.id === one.id);
    expect(typesOf(ids)).toEqual(['ticket.opened', 'ticket.opened', 'ticket.noted']);
    expect(headersOf(ids[0] ?? { headers: {} })['webhook-id']).toBe(headersOf(ids[1] ?? { headers: {} })['webhook-id']);
  });

  it('is neither tried for ever nor given up at once: eleven tries in about a day, then dead, then sent again by a person', async () => {
    const { endpoint } = await world.endpoint(outside.url());
    outside.answer = () => ({ status: 500 });
    const begin = world.clock.now().getTime();
    await world.open('one');
    await world.settle();
    const tries: number[] = [];
    for (let left = 40; left > 0; left--) {
      const [waiting] = (await world.webhooks.admin.deliveries({ endpointId: endpoint.id, limit: 1 })).items;
      if (!waiting?.nextAt) break;
      tries.push(waiting.nextAt.getTime());
      await world.later({ ms: waiting.nextAt.getTime() - world.clock.now().getTime() });
    }
    expect(outside.calls).toHaveLength(MAX_TRIES);
    await world.later({ hours: 48 });
    expect(outside.calls).toHaveLength(MAX_TRIES);
    const hours = ((tries.at(-1) ?? 0) - begin) / 3_600_000;
    expect([hours > 18, hours < 26]).toEqual([true, true]);
    const [dead] = (await world.webhooks.admin.deliveries({ endpointId: endpoint.id, limit: 10 })).items;
    expect(dead).toMatchObject({ state: 'dead', tries: MAX_TRIES, nextAt: null });
    expect(dead?.log.at(-1)).toMatchObject({ status: 500, problem: 'status' });
    outside.answer = () => ({ status: 200 });
    await world.webhooks.admin.replay(dead?.id ?? '');
    await world.settle();
    expect(await world.webhooks.admin.delivery(dead?.id ?? '')).toMatchObject({ state: 'delivered' });
    expect(new Set(outside.calls.map((call) => headersOf(call)['webhook-id']))).toEqual(new Set([dead?.id]));
  });

  it('a dead letter does not stop what comes after it', async () => {
    const { endpoint } = await world.endpoint(outside.url());
    outside.answer = ({ payload }) => ({ status: payload.type === 'ticket.opened' ? 400 : 200 });
    const { id } = await world.open('one');
    await world.note(id, 'después');
    await world.settle();
    for (let hour = 0; hour < 30; hour++) await world.later({ hours: 1 });
    expect(typesOf(outside.calls).at(-1)).toBe('ticket.noted');
    expect(await world.webhooks.admin.get(endpoint.id)).toMatchObject({ waiting: 0, dead: 1 });
  });

  it('an endpoint that hangs holds up neither another endpoint nor the job queue', async () => {
    await world.endpoint(outside.url('/dead'));
    await world.endpoint(outside.url('/alive'));
    outside.answer = ({ path }) => (path === '/dead' ? 'hang' : { status: 200 });
    for (let at = 0; at < 12; at++) await world.open(`t${at}`);
    await world.tickets.idle();
    while (outside.at('/alive').length < 12) await outside.next();
    // Four calls hang; the queue has nothing of theirs to wait for.
    expect(outside.at('/dead').length).toBeLessThanOrEqual(4);
    const ran: string[] = [];
    world.jobs.handle('other', async () => void ran.push('other'));
    await world.jobs.schedule({ key: 'o', type: 'other', runAt: world.clock.now(), data: {} });
    await world.jobs.runDue();
    expect(ran).toEqual(['other']);
  });

  it('410 turns its endpoint off, says so in the trail, and what waits is sent once somebody turns it on', async () => {
    const { endpoint } = await world.endpoint(outside.url());
    outside.answer = () => ({ status: 410 });
    const { id } = await world.open('one');
    await world.note(id, 'después');
    await world.settle();
    expect(outside.calls).toHaveLength(1);
    expect(await world.webhooks.admin.get(endpoint.id)).toMatchObject({ off: 'gone', waiting: 1, dead: 1 });
    expect(world.audited.map(({ action, facts }) => [action, facts])).toEqual([['webhook.off', { cause: 'gone' }]]);
    await world.later({ hours: 2 });
    expect(outside.calls).toHaveLength(1);
    outside.answer = () => ({ status: 200 });
    await world.webhooks.admin.update(endpoint.id, { enabled: true });
    await world.settle();
    expect(typesOf(outside.calls)).toEqual(['ticket.opened', 'ticket.noted']);
  });

  it('waits as long as the other side asks', async () => {
    await world.endpoint(outside.url());
    outside.answer = () => ({ status: 429, headers: { 'retry-after': '3600' } });
    await world.open('one');
    await world.settle();
    await world.later({ minutes: 59 });
    expect(outside.calls).toHaveLength(1);
    await world.later({ minutes: 2 });
    expect(outside.calls).toHaveLength(2);
  });

  it('does not follow redirects, and takes them for a failure', async () => {
    const { endpoint } = await world.endpoint(outside.url('/from'));
    outside.answer = ({ path }) =>
      path === '/from' ? { status: 302, headers: { location: outside.url('/to') } } : { status: 200 };
    await world.open('one');
    await world.settle();
    const { items } = await world.webhooks.admin.deliveries({ endpointId: endpoint.id, limit: 1 });
    expect([outside.at('/to').length, items[0]?.log[0]?.problem]).toEqual([0, 'redirect']);
  });
});

describe('what an endpoint hears of', () => {
  it('only the kinds of events, and the areas, that it asked for', async () => {
    await world.endpoint(outside.url('/closed'), { events: ['ticket.closed'] });
    await world.endpoint(outside.url('/elsewhere'), { areas: ['otra'] });
    const { id } = await world.open('one');
    await world.note(id, 'hola');
    await world.settle();
    expect(outside.calls).toEqual([]);
  });

  it('P4 a note for the desk alone goes only where internal notes may', async () => {
    await world.endpoint(outside.url('/public'), { events: webhookEventTypes });
    await world.endpoint(outside.url('/trusted'), { events: webhookEventTypes, internalNotes: true });
    const { id } = await world.open('one');
    await world.note(id, 'entre nosotros', { internal: true });
    await world.settle();
    expect(JSON.stringify(outside.at('/public'))).not.toContain('entre nosotros');
    expect(typesOf(outside.at('/public'))).toEqual(['ticket.opened']);
    expect(outside.at('/trusted').map(({ payload }) => payload.data.event.note)).toEqual([null, 'entre nosotros']);
  });

  it('P7 what a system did itself is not told to it again, so that two systems never talk in circles', async () => {
    await world.endpoint(outside.url('/own'), { ownToken: 't1' });
    await world.endpoint(outside.url('/other'));
    const { id } = await world.open('one');
    await world.note(id, 'desde fuera', { actor: { role: 'agent', id: 'token:t1' } });
    await world.settle();
    expect(typesOf(outside.at('/own'))).toEqual(['ticket.opened']);
    expect(typesOf(outside.at('/other'))).toEqual(['ticket.opened', 'ticket.noted']);
  });
});

describe('secrets', () => {
  it('two sign for as long as the rotation says, then the new one alone', async () => {
    const first = await world.endpoint(outside.url());
    const second = await world.webhooks.admin.rotate(first.endpoint.id, 24);
    expect(second.secret).not.toBe(first.secret);
    const { id } = await world.open('one');
    await world.settle();
    const [call] = outside.calls;
    if (!call) throw new Error('nothing came');
    for (const { secret } of [first, second]) new Webhook(secret).verify(call.raw, headersOf(call));
    world.clock.advance({ hours: 25 });
    await world.note(id, 'hola');
    await world.settle();
    expect(headersOf(outside.calls.at(-1) ?? call)['webhook-signature']?.split(' ')).toHaveLength(1);
  });

  it('P4 lie in no byte of the store and in no log line', async () => {
    const { secret, endpoint } = await world.endpoint(outside.url());
    const { secret: next } = await world.webhooks.admin.rotate(endpoint.id, 24);
    await world.open('one');
    await world.settle();
    const bytes = await world.data.bytes();
    for (const one of [secret, next].map((value) => value.slice('whsec_'.length))) {
      expect([bytes.includes(one), bytes.includes(Buffer.from(one, 'base64'))]).toEqual([false, false]);
      expect(JSON.stringify(world.logger.lines)).not.toContain(one);
    }
  });
});
