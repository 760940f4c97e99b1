import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createCalendars } from '../../src/calendar/calendars.ts';
import { joinFigures } from '../../src/compose/reports.ts';
import type { ServiceModels } from '../../src/compose/stores.ts';
import type { Policy } from '../../src/contracts/policy.ts';
import type { QuotaPort } from '../../src/contracts/quota.ts';
import type { TicketEvent } from '../../src/contracts/ticket.ts';
import { EntryLog } from '../builders/entry-log.ts';
import { buildLogger } from '../builders/logger.ts';
import { buildPolicy } from '../builders/policy.ts';
import { openQuota, type QuotaWorld } from '../builders/quota.ts';
import { dice, liveThrough, openReportWorld, type ReportWorld, rawEvents } from '../builders/report-world.ts';

// Stores open and close; the machine may be busy.
jest.setTimeout(60_000);

const people = ['ana', 'beto', 'caro'];
const kpi = (over: Partial<Policy['kpis'][number]>): Policy['kpis'][number] =>
  ({
    ...{
      name: 'x',
      label: 'X',
      metric: 'ticketCount',
      clock: null,
      hours: null,
      base: 'open',
      cases: 'all',
      survey: null,
    },
    ...{ calendar: 'natural', operator: '>=', goal: 1, unit: 'count', per: 'organisation', every: 'month' },
    ...over,
  }) as Policy['kpis'][number];

describe('updates of the knowledge base, counted again from the raw log', () => {
  const log = new EntryLog();
  const first = new Date('2026-11-03T15:00:00Z').getTime();
  let quota: QuotaWorld;
  let world: ReportWorld;
  beforeAll(async () => {
    const die = dice(5);
    for (let number = 0; number < 60; number++) {
      const agentId = die.of([...people, 'system']);
      const at = new Date(first + die.upTo(26 * 24 * 60) * 60_000);
      const entry = {
        entryId: `e${number}`,
        agentId,
        at,
        how: agentId === 'system' ? ('seed' as const) : ('console' as const),
      };
      log.add({ ...entry, deed: 'create' }).add({ ...entry, deed: 'publish' });
      // Published once more: nothing new came into the base.
      if (die.next() < 0.3) log.add({ ...entry, at: new Date(at.getTime() + 60_000), deed: 'publish', version: 2 });
    }
    log.lines.sort((a, b) => a.at.getTime() - b.at.getTime());
    for (const [place, line] of log.lines.entries()) Object.assign(line, { seq: place + 1 });
    const since = new Date('2026-01-01T00:00:00Z');
    quota = await openQuota({
      events: log,
      members: () => people.map((id) => ({ id, name: id, since, roles: ['agent'], presence: 'online' })),
    });
    quota.clock.set(new Date('2026-11-30T18:00:00Z'));
    await quota.quota.correct(
      { id: 'c1', agentId: 'beto', day: '2026-11-10', amount: 3, reason: 'se contó de menos' as never },
      { kind: 'agent', id: 'luz' },
    );
    world = await openReportWorld({ quota: quota.quota });
    world.clock.set(new Date('2026-11-30T18:00:00Z'));
  });
  afterAll(async () => {
    await world.close();
    await quota.destroy();
  });

  it.each([
    ['month', '2026-11-01', '2026-12-01'],
    ['week', '2026-11-09', '2026-11-16'],
    ['day', '2026-11-10', '2026-11-11'],
  ] as const)('EXS-70 the figure of each agent in a %s is that of the recount', async (kind, from, to) => {
    const inside = (at: Date) => at >= new Date(`${from}T06:00:00Z`) && at < new Date(`${to}T06:00:00Z`);
    const seen = new Set<string>();
    const counted = new Map(people.map((id) => [id, 0]));
    for (const { entryId, agentId, deed, at } of log.lines) {
      if (deed !== 'publish' || seen.has(entryId)) continue;
      seen.add(entryId);
      if (counted.has(agentId) && inside(at)) counted.set(agentId, (counted.get(agentId) ?? 0) + 1);
    }
    // The lead's correction counts on its day.
    counted.set('beto', (counted.get('beto') ?? 0) + 3);
    const { figures } = await world.port.sheet({ kind, from });
    const figure = figures.find(({ name }) => name === 'actualizaciones');
    expect(Object.fromEntries(figure?.groups.map(({ key, value }) => [key, value]) ?? [])).toEqual(
      Object.fromEntries(counted),
    );
    expect([...counted.values()].reduce((a, b) => a + b, 0)).toBeGreaterThan(0);
  });
});

describe('clocks and counts of tickets, counted again from the raw log', () => {
  let world: ReportWorld;
  let events: Map<string, TicketEvent[]>;
  const clock = 'abierto_total';
  beforeAll(async () => {
    const kpis = [kpi({ name: 'cuantos' }), kpi({ name: 'cumplidos', metric: 'clockMet', clock, unit: 'percent' })];
    world = await openReportWorld({ policy: buildPolicy({ kpis }) });
    await liveThrough(world, 7);
    events = await rawEvents(world);
  });
  afterAll(() => world.close());

  const from = new Date('2026-11-01T06:00:00Z');
  const phaseOf = (state: string | undefined) =>
    world.policy.tickets.states.find(({ code }) => code === state)?.phase ?? '';

  it('counts the tickets that were opened', async () => {
    const { figures } = await world.port.sheet({ kind: 'month' });
    const opened = [...events.values()].filter(([first]) => first !== undefined && first.at >= from);
    expect(opened.length).toBeGreaterThan(5);
    expect(figures.find(({ name }) => name === 'cuantos')?.value).toBe(opened.length);
  });

  it('MAS-131 EXS-75 says which share of the clocks that stopped had stopped in time', async () => {
    const limit = 3 * 24 * 3_600_000;
    const shares = [...events.values()].flatMap((lines) => {
      const opened = lines[0]?.at.getTime() ?? 0;
      const closed = lines.findLast(({ to, type }) => to && ['opened', 'moved', 'requesterReplied'].includes(type));
      const isClosed = closed !== undefined && phaseOf(closed.to) === 'closed';
      const late = world.clock.now().getTime() - opened > limit;
      if (isClosed) return [closed.at.getTime() - opened <= limit ? 100 : 0];
      return late ? [0] : [];
    });
    const { figures } = await world.port.sheet({ kind: 'month' });
    const figure = figures.find(({ name }) => name === 'cumplidos');
    expect(shares.length).toBeGreaterThan(3);
    expect(figure?.cases).toBe(shares.length);
    expect(figure?.value).toBeCloseTo(shares.reduce((a: number, b) => a + b, 0) / shares.length, 1);
  });
});

describe('answers that were reviewed before they were sent, counted again one by one', () => {
  let world: ReportWorld;
  beforeAll(async () => {
    const kpis = [kpi({ name: 'revisadas', metric: 'reviewedShare', unit: 'percent' })];
    world = await openReportWorld({ policy: buildPolicy({ kpis }) });
  });
  afterAll(() => world.close());

  it('ICE-08 is the share of what left that a reviewer let go; what waits or came back is no answer yet', async () => {
    const { desk, policy, clock, chats, figureModel } = world;
    const die = dice(3);
    const states = ['passed', 'waiting', 'approved', 'sent', 'returned', 'failed'];
    const answers = Array.from({ length: 200 }, (_, place) => ({
      ...{
        _id: `a${place}`,
        org: 'exsim',
        conversation: `c${place}`,
        agent: die.of(people),
        state: die.of(states),
        month: '2026-11',
        number: place,
      },
      at: new Date(new Date('2026-10-20T15:00:00Z').getTime() + die.upTo(60 * 24 * 60) * 60_000),
    }));
    await desk.models.gateAnswers.collection.insertMany(answers as never);
    const models = { ...desk.models, ticketFigures: figureModel } as unknown as ServiceModels;
    const figures = joinFigures(
      {
        ...{ models, stores: chats.stores, clock, logger: buildLogger() },
        policies: { policyOf: () => policy, calendarsOf: () => createCalendars(policy) },
      },
      { policy, quota: { month: async () => ({ agents: [] }), corrections: async () => [] } as unknown as QuotaPort },
    );
    const inside = ({ at }: { at: Date }) =>
      at >= new Date('2026-11-01T06:00:00Z') && at < new Date('2026-12-01T06:00:00Z');
    const reviewed = answers.filter(inside).filter(({ state }) => state === 'sent').length;
    const unreviewed = answers.filter(inside).filter(({ state }) => state === 'passed').length;
    const [figure] = (await figures.sheet({ kind: 'month' })).figures;
    expect([reviewed > 5, unreviewed > 5]).toEqual([true, true]);
    expect(figure?.cases).toBe(reviewed + unreviewed);
    expect(figure?.value).toBeCloseTo((100 * reviewed) / (reviewed + unreviewed), 1);
  });
});
