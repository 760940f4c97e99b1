import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import request from 'supertest';
import type { NoticeView } from '../../src/contracts/notifications.ts';
import { buildClock } from '../builders/clock.ts';
import { EntryLog } from '../builders/entry-log.ts';
import { openQuota, type QuotaWorld } from '../builders/quota.ts';
import { createWorld, operatorToken, signIn, type World } from './world/world.ts';

// A store opens and closes for each; the machine may be busy.
jest.setTimeout(30_000);

const noon = new Date('2026-11-03T18:00:00Z');
const log = new EntryLog();
log.add({ at: new Date('2026-11-03T16:00:00Z'), entryId: 'corte', deed: 'publish', agentId: 'ana' });
const since = new Date('2026-01-05T15:00:00Z');
const member = (id: string, name: string) => ({
  id,
  name,
  since,
  roles: ['agent' as const],
  presence: 'online' as const,
});
const members = () => [member('ana', 'Ana'), member('beto', '=cmd|"/c calc"')];

let quota: QuotaWorld;
let world: World;
let ana: Record<string, string>;
let lola: Record<string, string>;
beforeAll(async () => {
  quota = await openQuota({ clock: buildClock(noon), events: log, members });
  world = await createWorld({ quota: quota.quota, notices: quota.notices });
  world.desk.add({ id: 'ana' });
  world.desk.add({ id: 'lola', roles: ['lead'] });
  ana = (await signIn(world, 'ana')).headers;
  lola = (await signIn(world, 'lola')).headers;
});
afterAll(async () => {
  await world.close();
  await quota.destroy();
});

const base = '/api/knowledge/quota';
const get = (path: string, headers: Record<string, string>) => request(world.url).get(path).set(headers);
const post = (path: string, body: object, headers: Record<string, string>) =>
  request(world.url).post(path).set(headers).send(body);

describe('quota figures over the API', () => {
  it('EXS-39 agents see their own, leads see all', async () => {
    const own = await get(`${base}?month=2026-11`, ana);
    expect(own.body.agents.map((agent: { agentId: string }) => agent.agentId)).toEqual(['ana']);
    expect(own.body.agents[0]).toMatchObject({
      month: { target: 20, total: 1, shortfall: 19, met: false },
      verdicts: [{ seq: 1, entryId: 'corte', title: 'El corte de caja', reason: 'counted' }],
    });
    const all = await get(base, lola);
    expect(all.body.agents.map((agent: { agentId: string }) => agent.agentId)).toEqual(['ana', 'beto']);
  });

  it('EXS-70 gives the month as CSV, and no name becomes a formula', async () => {
    const answer = await get(`${base}.csv?month=2026-11`, lola);
    expect(answer.headers['content-type']).toMatch(/^text\/csv/);
    expect(answer.headers['content-disposition']).toBe('attachment; filename="quota-2026-11.csv"');
    const [head, first, second] = answer.text.split('\r\n');
    expect(head?.split(',').slice(0, 6)).toEqual(['month', 'agent', 'name', 'working_days', 'present_days', 'target']);
    expect(first).toBe('2026-11,ana,Ana,20,20,20,1,0,1,19,false,1,1,0,0,0');
    expect(second).toContain(`"'=cmd|""/c calc"""`);
  });

  it('EXS-52 the weekly list is for leads', async () => {
    expect((await get(`${base}/week`, ana)).status).toBe(403);
    const list = await get(`${base}/week?week=2026-W45`, lola);
    expect(list.body).toMatchObject({ week: '2026-W45', pending: 1, dueAt: '2026-11-10T00:00:00.000Z' });
  });

  it.each(['month=2026-13', 'month=26-11', 'month=2026-11&month=2026-12'])('refuses %s', async (query) => {
    expect((await get(`${base}?${query}`, lola)).body.error.code).toBe('INPUT_INVALID');
  });
});

describe('the books over the API', () => {
  const correction = { id: 'c1', agentId: 'ana', day: '2026-11-03', amount: 2, reason: 'mi clave Canela2023 falló' };

  it('EXS-41 agents write nothing into them', async () => {
    for (const [path, body] of [
      [`${base}/corrections`, correction],
      [`${base}/absences`, { id: 'a1', agentId: 'ana', from: '2026-11-04', to: '2026-11-04', reason: 'x' }],
      [`${base}/verifications`, { id: 'v1', entryId: 'corte', verdict: 'verified' }],
    ] as const)
      expect((await post(path, body, ana)).body.error.code).toBe('FORBIDDEN');
  });

  it('P4 the reason is redacted; EXS-39 the same id again changes nothing', async () => {
    const first = await post(`${base}/corrections`, correction, lola);
    expect(first.body).toMatchObject({ amount: 2, by: 'lola', reason: 'mi clave [contraseña eliminada] falló' });
    await post(`${base}/corrections`, { ...correction, amount: 9 }, lola);
    const list = await get(`${base}/corrections?month=2026-11`, lola);
    expect(list.body.items).toEqual([first.body]);
  });

  it('wants a reason and a number that is not 0', async () => {
    for (const wrong of [{ amount: 0 }, { reason: '  ' }, { day: 'ayer' }, { amount: 1.5 }]) {
      const answer = await post(`${base}/corrections`, { ...correction, id: 'c2', ...wrong }, lola);
      expect(answer.body.error.code).toBe('INPUT_INVALID');
    }
  });

  it('EXS-40 an absence is entered, listed and withdrawn', async () => {
    const absence = { id: 'a1', agentId: 'ana', from: '2026-11-04', to: '2026-11-05', reason: 'vacaciones' };
    const made = await post(`${base}/absences`, absence, lola);
    expect(made.body).toMatchObject({ ...absence, withdrawn: null });
    expect((await get(`${base}/absences?from=2026-11-05`, lola)).body.items).toHaveLength(1);
    expect((await post(`${base}/absences/a1/withdraw`, {}, lola)).body.withdrawn).toMatchObject({ by: 'lola' });
    expect((await post(`${base}/absences/none/withdraw`, {}, lola)).body.error.code).toBe('ABSENCE_NOT_FOUND');
  });

  it('EXS-52 an entry is verified by a lead, and by the operator', async () => {
    const verdict = { id: 'v1', entryId: 'corte', verdict: 'verified' };
    expect((await post(`${base}/verifications`, verdict, lola)).body).toMatchObject({ ...verdict, by: 'lola' });
    const operator = { authorization: `Bearer ${operatorToken}` };
    expect((await post(`${base}/verifications`, { ...verdict, id: 'v2' }, operator)).body.by).toBe('operator');
  });
});

describe('notices over the API', () => {
  it('one reads one’s own, and nobody else’s', async () => {
    const at = noon;
    const notice = {
      id: 'n1',
      organisation: 'exsim',
      agentId: 'ana',
      kind: 'quota.reminder' as const,
      at,
      facts: { total: 1 },
    };
    await quota.notices.notify(notice);
    expect((await get('/api/me/notices', lola)).body.items).toEqual([]);
    expect((await get('/api/me/notices', ana)).body.items).toMatchObject([
      { id: 'n1', facts: { total: 1 }, readAt: null },
    ]);
    expect((await post('/api/me/notices/n1/read', {}, lola)).body.error.code).toBe('NOTICE_NOT_FOUND');
    expect((await post('/api/me/notices/n1/read', {}, ana)).status).toBe(204);
    expect((await get('/api/me/notices', ana)).body.unread).toBe(0);
    const [read] = (await get('/api/me/notices', ana)).body.items as NoticeView[];
    expect(read).toMatchObject({ id: 'n1', readAt: expect.any(String) });
  });

  it('says how many are not read, beyond the page too, and marks all of one’s own at once', async () => {
    const about = { organisation: 'exsim', kind: 'quota.reminder' as const, at: noon, facts: {} };
    for (const id of ['m1', 'm2']) await quota.notices.notify({ ...about, id, agentId: 'ana' });
    await quota.notices.notify({ ...about, id: 'm3', agentId: 'lola' });
    const { items, unread } = (await get('/api/me/notices?limit=1', ana)).body;
    expect([items.length, unread]).toEqual([1, 2]);
    expect((await post('/api/me/notices/read', {}, ana)).status).toBe(204);
    expect((await get('/api/me/notices', ana)).body.unread).toBe(0);
    expect((await get('/api/me/notices', lola)).body.unread).toBe(1);
  });
});
