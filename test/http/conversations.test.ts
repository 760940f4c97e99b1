import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { detailBody, listBody } from '../../src/http/conversations/schema.ts';
import { redacted } from './world/redacted.ts';
import { type Console, createWorld, operatorToken, signIn, type World } from './world/world.ts';

let world: World;
let ana: Console;
beforeEach(async () => {
  world = await createWorld();
  world.desk.add({ id: 'ana', name: 'Ana' });
  world.desk.add({ id: 'beto', name: 'Beto' });
  ana = await signIn(world, 'ana');
});
afterEach(() => world.close());

const get = (path: string, who = ana) => request(world.url).get(path).set(who.headers);
const post = (path: string, body?: object, who = ana) => {
  const call = request(world.url).post(path).set(who.headers);
  return body ? call.send(body) : call;
};

describe('conversations', () => {
  it('are listed by mode, mine, and page by page', async () => {
    world.conversations.add({ id: 'c1' });
    world.conversations.add({ id: 'c2', mode: 'agent', assignee: 'ana' });
    world.conversations.add({ id: 'c3', mode: 'agent', assignee: 'beto' });
    const ids = async (query: string) =>
      (await get(`/api/conversations${query}`)).body.items.map((c: { id: string }) => c.id);
    expect(await ids('')).toEqual(['c1', 'c2', 'c3']);
    expect(await ids('?mode=waiting')).toEqual(['c1']);
    expect(await ids('?mine=true')).toEqual(['c2']);
    const page = await get('/api/conversations?limit=2');
    expect(listBody.parse(page.body).next).toBe('more');
  });

  it('EXS-27 shows the quick case before the long one that came first', async () => {
    world.conversations.add({ id: 'long', minutes: 120 });
    world.conversations.add({ id: 'quick', minutes: 10 });
    const { body } = await get('/api/conversations?mode=waiting');
    expect(body.items.map((c: { id: string }) => c.id)).toEqual(['quick', 'long']);
  });

  it('EXS-05 shows the protocol with who did each step and when', async () => {
    const at = world.time.now();
    const protocol = [{ step: 1, status: 'done', by: 'bot', at }] as const;
    world.conversations.add({ id: 'c1', protocol });
    const { body } = await get('/api/conversations/c1');
    expect(body.protocol).toEqual([{ step: 1, status: 'done', by: 'bot', at: at.toISOString() }]);
  });

  it('EXS-61 the trail says who dismissed a suspected opportunity; without the right or a suspicion there is no deed', async () => {
    const suspected = { opportunity: 'modulo_adicional', minutes: null } as never;
    const card = { summary: redacted('Quieren Nómina'), diagnosis: suspected, reasons: {}, missing: [], path: null };
    world.conversations.add({ id: 'c1', mode: 'agent', assignee: 'ana', card });
    world.conversations.add({ id: 'c2', mode: 'agent', assignee: 'beto', card });
    world.conversations.add({ id: 'c3', mode: 'agent', assignee: 'ana' });
    const dismissal = { field: 'opportunity', value: null };
    for (const id of ['c1', 'c2', 'c3'])
      await request(world.url).post(`/api/conversations/${id}/diagnosis`).set(ana.headers).send(dismissal);
    const deeds = world.audited.filter(({ action }) => action.startsWith('opportunity'));
    expect(deeds.map(({ action, actor, subject, facts }) => [action, actor.id, subject.id, facts])).toEqual([
      ['opportunity.dismiss', 'ana', 'c1', { category: 'modulo_adicional' }],
    ]);
  });

  it('open with transcript, redaction marks, delivery and the DRS card', async () => {
    world.conversations.add({
      id: 'c1',
      card: {
        summary: redacted('No timbra'),
        diagnosis: { kind: 'bug', minutes: 45, wantsHuman: false, module: null } as never,
        reasons: { minutes: 'folio mal configurado' },
        missing: ['impact'],
        path: 'ticket',
      },
    });
    world.conversations.say('c1', { text: redacted('mi clave es [contraseña eliminada]'), removed: ['password'] });
    world.conversations.say('c1', { text: redacted('Hola'), speaker: 'agent', delivery: 'failed' });
    const { body } = await get('/api/conversations/c1');
    const detail = detailBody.parse(body);
    expect(detail.transcript.map((item) => [item.seq, item.removed, item.delivery])).toEqual([
      [1, ['password'], null],
      [2, [], 'failed'],
    ]);
    expect(detail.card).toEqual({
      summary: 'No timbra',
      found: [
        { field: 'kind', value: 'bug', reason: null },
        { field: 'minutes', value: '45', reason: 'folio mal configurado' },
      ],
      missing: ['impact'],
      minutes: 45,
      path: 'ticket',
    });
  });

  it('EXS-32 show the elapsed attention time, its limit and when it was read', async () => {
    world.conversations.add({ id: 'c1', work: { elapsedMs: 60_000, running: true, limitMs: 1_800_000, folio: null } });
    const { body } = await get('/api/conversations/c1');
    expect(body.work).toEqual({
      elapsedMs: 60_000,
      running: true,
      limitMs: 1_800_000,
      folio: null,
      readAt: world.time.now().toISOString(),
    });
  });

  it('give a client that lost its connection what it missed, in order', async () => {
    world.conversations.add({ id: 'c1' });
    for (const text of ['uno', 'dos', 'tres']) world.conversations.say('c1', { text: redacted(text) });
    const { body } = await get('/api/conversations/c1/messages?after=1');
    expect(body.items.map((item: { text: string }) => item.text)).toEqual(['dos', 'tres']);
  });

  it('are taken, answered once per id, given back and closed', async () => {
    world.conversations.add({ id: 'c1' });
    expect((await post('/api/conversations/c1/take')).body).toMatchObject({ mode: 'agent', assignee: 'ana' });
    const reply = { id: 'client-id-1', text: 'Con gusto' };
    await post('/api/conversations/c1/reply', reply);
    await post('/api/conversations/c1/reply', reply);
    const { body } = await get('/api/conversations/c1');
    expect(body.transcript.filter((item: { clientId: string }) => item.clientId === 'client-id-1')).toHaveLength(1);
    expect((await post('/api/conversations/c1/ticket')).body.tickets).toEqual(['EXS-000001']);
    expect((await post('/api/conversations/c1/return')).body.mode).toBe('bot');
    await post('/api/conversations/c1/take');
    expect((await post('/api/conversations/c1/close', { outcome: 'answered' })).body.mode).toBe('closed');
    expect(world.conversations.actions.at(-1)).toEqual({ id: 'c1', type: 'close', actor: 'agent:ana' });
  });

  it('have one owner: the second agent is told', async () => {
    world.conversations.add({ id: 'c1' });
    const beto = await signIn(world, 'beto');
    const answers = await Promise.all([
      post('/api/conversations/c1/take'),
      post('/api/conversations/c1/take', undefined, beto),
    ]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    const loser = answers.find((answer) => answer.status === 409);
    expect(loser?.body.error.code).toBe('CONVERSATION_TAKEN');
  });

  it('refuse what their mode does not allow', async () => {
    world.conversations.add({ id: 'c1', mode: 'bot' });
    const answer = await post('/api/conversations/c1/close');
    expect([answer.status, answer.body.error.code]).toEqual([409, 'CONVERSATION_MOVE_REFUSED']);
  });

  it('of another organisation do not exist, on every route', async () => {
    world.conversations.add({ id: 'other', organisation: 'icetex' });
    const paths = ['', '/messages', `/files/${'a'.repeat(64)}`];
    for (const path of paths) expect((await get(`/api/conversations/other${path}`)).status).toBe(404);
    for (const action of ['take', 'return', 'close', 'ticket']) {
      expect((await post(`/api/conversations/other/${action}`)).status).toBe(404);
    }
    expect((await post('/api/conversations/other/reply', { id: 'client-id-1', text: 'x' })).status).toBe(404);
    expect(world.conversations.actions).toEqual([]);
    const operator = await request(world.url)
      .get('/api/conversations/other')
      .set('Authorization', `Bearer ${operatorToken}`);
    expect(operator.status).toBe(200);
  });
});

describe('attachments', () => {
  const fileId = 'b'.repeat(64);
  it('are downloads that cannot run in the desk, for their own conversation only', async () => {
    await world.close();
    world = await createWorld({
      files: { put: async () => ({}) as never, get: async () => new TextEncoder().encode('<script>') },
    });
    world.desk.add({ id: 'ana' });
    ana = await signIn(world, 'ana');
    world.conversations.add({ id: 'c1' });
    world.conversations.add({ id: 'c2' });
    const attachments = [{ fileId, name: 'factura".html', mediaType: 'text/html', size: 8 }];
    world.conversations.say('c1', { text: redacted('va'), attachments });
    const file = await get(`/api/conversations/c1/files/${fileId}`);
    expect(file.status).toBe(200);
    expect(file.headers['content-type']).toBe('application/octet-stream');
    expect(file.headers['content-disposition']).toMatch(/^attachment/);
    expect(file.headers['content-security-policy']).toContain('sandbox');
    expect(file.headers['x-content-type-options']).toBe('nosniff');
    expect((await get(`/api/conversations/c2/files/${fileId}`)).body.error.code).toBe('FILE_NOT_FOUND');
  });
});

describe('deeds on several conversations at once', () => {
  it('are done one by one: a refusal of one stops no other, and says which and why', async () => {
    await world.close();
    world = await createWorld({ inbox: {} as never });
    world.desk.add({ id: 'ana', name: 'Ana' });
    world.desk.add({ id: 'beto', name: 'Beto' });
    const console = await signIn(world, 'ana');
    world.conversations.add({ id: 'c1' });
    world.conversations.add({ id: 'c2', mode: 'agent', assignee: 'beto' });
    world.conversations.add({ id: 'c3', organisation: 'otra' });
    const body = { id: 'bulk-0001', conversations: ['c1', 'c2', 'c3', 'c1'], action: { type: 'take' } };
    const answer = await post('/api/inbox/bulk', body, console);
    expect(answer.body.items).toEqual([
      { id: 'c1', ok: true, problem: null },
      {
        ...{ id: 'c2', ok: false },
        problem: {
          code: 'CONVERSATION_TAKEN',
          message: 'Beto has this conversation. Ask them or a lead for a transfer.',
          details: { who: 'Beto' },
        },
      },
      { id: 'c3', ok: false, problem: { code: 'CONVERSATION_NOT_FOUND', message: 'There is no such conversation.' } },
    ]);
  });
});
