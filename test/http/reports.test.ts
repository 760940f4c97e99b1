import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import request from 'supertest';
import type { FigureValues } from '../../src/contracts/figure-values.ts';
import { openReportWorld, type ReportWorld } from '../builders/report-world.ts';
import { agent, text } from '../builders/running-tickets.ts';
import { createWorld, signIn, type World } from './world/world.ts';

// Stores open and close; the machine may be busy.
jest.setTimeout(30_000);

const entered: unknown[] = [];
const value = { figure: 'auditoria', firstDay: '2026-11-01', lastDay: '2026-11-30', group: null, value: 87 };
const figureValues: FigureValues = {
  async enter(figure, given, { id }) {
    entered.push([figure, given, id]);
    return { ...value, by: id, at: new Date(0), earlier: [] };
  },
  list: async () => [{ ...value, by: 'lola', at: new Date(0), earlier: [{ value: 80, by: 'eva', at: new Date(0) }] }],
};
let reports: ReportWorld;
let world: World;
let ana: Record<string, string>;
let lola: Record<string, string>;
beforeAll(async () => {
  reports = await openReportWorld();
  for (const id of ['ana', 'beto']) {
    const ticket = await reports.run.open({ area: 'soporte' });
    reports.clock.advance({ minutes: id === 'ana' ? 30 : 90 });
    const note = { type: 'note', text: text('voy'), internal: false } as const;
    await reports.run.tickets.act(ticket, note, { actor: { ...agent, id }, at: reports.clock.now() });
    await reports.run.settle();
  }
  world = await createWorld({ figures: reports.port, figureValues });
  world.desk.add({ id: 'ana' });
  world.desk.add({ id: 'lola', roles: ['lead'] });
  ana = (await signIn(world, 'ana')).headers;
  lola = (await signIn(world, 'lola')).headers;
});
afterAll(async () => {
  await world.close();
  await reports.close();
});

const get = (path: string, headers: Record<string, string>) =>
  request(world.url).get(`/api/reports${path}`).set(headers);

describe('figures over the API', () => {
  it('EXS-66 leads see everybody, with the goal and how it stands, agents what is their own', async () => {
    const all = await get('/figures?kind=month', lola);
    expect(all.body.period).toMatchObject({ firstDay: '2026-11-01', lastDay: '2026-11-30' });
    expect(all.body.figures[0]).toMatchObject({ name: 'respuesta', value: 1, cases: 2, goal: 1, standing: 'near' });
    const own = await get('/figures?kind=month', ana);
    expect(own.body.figures[0]).toMatchObject({ name: 'respuesta', value: 0.5, cases: 1, standing: 'reached' });
    expect((await get('/agents', ana)).body.agents.map((one: { agentId: string }) => one.agentId)).toEqual(['ana']);
    expect((await get('/agents', lola)).body.agents).toHaveLength(3);
  });

  it('takes a value from leads alone, as theirs, and shows who entered what before', async () => {
    const send = (who: Record<string, string>) =>
      request(world.url).post('/api/reports/figures/auditoria/values').set(who).send({ day: '2026-11-20', value: 87 });
    expect((await send(ana)).status).toBe(403);
    expect(entered).toEqual([]);
    expect((await send(lola)).body).toMatchObject({ value: 87, by: 'lola', earlier: [] });
    expect(entered).toEqual([['auditoria', { day: '2026-11-20', group: null, value: 87 }, 'lola']]);
    expect((await get('/figures/auditoria/values', ana)).status).toBe(403);
    expect((await get('/figures/auditoria/values', lola)).body.items[0].earlier).toMatchObject([{ by: 'eva' }]);
  });

  it('leads from a figure to its tickets, an agent only to the own ones', async () => {
    const path = '/figures/respuesta/cases?kind=month';
    const all = await get(path, lola);
    expect(all.body.items.map((one: { agent: string; value: number }) => [one.agent, one.value])).toEqual([
      ['beto', 1.5],
      ['ana', 0.5],
    ]);
    expect((await get(path, ana)).body.items.map((one: { agent: string }) => one.agent)).toEqual(['ana']);
    const first = await get(`${path}&limit=1`, lola);
    const second = await get(`${path}&limit=1&after=${encodeURIComponent(first.body.next)}`, lola);
    expect([first.body.items[0].agent, second.body.items[0].agent, second.body.next]).toEqual(['beto', 'ana', null]);
  });

  it('shows the lead how the desk stands, and agents not', async () => {
    expect((await get('/today', lola)).body).toMatchObject({ openTickets: 2, unassigned: 2, openedToday: 2, late: 0 });
    expect((await get('/today', ana)).status).toBe(403);
  });

  it.each([
    ['/figures?kind=year', 400, 'INPUT_INVALID'],
    ['/figures?kind=custom&from=2026-11-02', 400, 'INPUT_INVALID'],
    ['/figures?kind=custom&from=2026-11-02&to=2026-11-01', 400, 'INPUT_INVALID'],
    ['/figures?kind=custom&from=2020-01-01&to=2026-11-01', 400, 'INPUT_INVALID'],
    ['/figures/nada/cases', 404, 'FIGURE_UNKNOWN'],
  ])('refuses %s', async (path, status, code) => {
    const answer = await get(path, lola);
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
  });
});
