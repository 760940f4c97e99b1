import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DeskMember } from '../../../knowledge/quota/quota.ts';
import { buildClock } from '../../builders/clock.ts';
import { EntryLog } from '../../builders/entry-log.ts';
import { openQuota, type QuotaWorld } from '../../builders/quota.ts';
import { local, said } from './facts.ts';

/**
 * November 2026 of five agents at Exsim, lived hour by hour on a fake clock, with a process that is killed and started
 * again. What each of them did is written down here day by day; the figures are counted again from these plain notes.
 */

/** Entries that stay: [day of the month, how many]. */
const diary: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  // One each working day, which makes the month.
  ana: [2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 17, 18, 19, 20, 23, 24, 25, 26, 27, 30].map((day) => [day, 1] as const),
  // All at once: the month is met, most days are not.
  beto: [[2, 20]],
  // Away from the 9th to the 13th, one each day of the others.
  caro: [2, 3, 4, 5, 6, 17, 18, 19, 20, 23, 24, 25, 26, 27, 30].map((day) => [day, 1] as const),
  // Writes on a Saturday and on the holiday; beside that, copies and takes back.
  dani: [
    [7, 2],
    [16, 1],
    [18, 1],
  ],
  // Comes on the 17th and writes nothing at all.
  ema: [],
};
const copiesOfDani = [19, 20];
const takenBackByDani = [23, 24];
const holiday = 16;
const caroAway = { from: 9, to: 13 };
const emaCame = 17;

const date = (day: number) => `2026-11-${String(day).padStart(2, '0')}`;
const isWeekend = (day: number) => [0, 6].includes(new Date(`${date(day)}T12:00:00Z`).getUTCDay());
const month = Array.from({ length: 30 }, (_, n) => n + 1);
const workdays = month.filter((day) => !isWeekend(day) && day !== holiday);

/** The plain notes as the log of the base would hold them, in order of time. */
function writeLog(): EntryLog {
  const log = new EntryLog();
  for (const day of month) {
    for (const [agentId, days] of Object.entries(diary)) {
      const count = days.find(([on]) => on === day)?.[1] ?? 0;
      for (let n = 0; n < count; n += 1) {
        const entryId = `${agentId}-${day}-${n}`;
        log.add({ at: local(`${date(day)}T11:00`), entryId, deed: 'create', agentId });
        log.add({ at: local(`${date(day)}T12:00`), entryId, deed: 'publish', agentId });
      }
    }
    const extra = { at: local(`${date(day)}T13:00`), entryId: `dani-extra-${day}`, agentId: 'dani' };
    if (copiesOfDani.includes(day)) log.add({ ...extra, deed: 'publish', duplicateOf: 'ana-2-0' });
    if (takenBackByDani.includes(day)) {
      log.add({ ...extra, deed: 'publish' });
      log.add({ ...extra, at: local(`${date(day)}T13:05`), deed: 'archive' });
    }
  }
  return log;
}

/** The recount, from the diary alone. */
function recount(agent: string) {
  const writes = new Map(diary[agent]);
  const present = workdays.filter((day) => {
    if (agent === 'caro') return day < caroAway.from || day > caroAway.to;
    return agent !== 'ema' || day >= emaCame;
  });
  let total = 0;
  for (const count of writes.values()) total += count;
  let target = 0;
  while (target * workdays.length < 20 * present.length) target += 1;
  const missed = present.filter((day) => !writes.has(day));
  return { total, target, shortfall: total >= target ? 0 : target - total, present: present.length, missed };
}

/** Days whose evening needs a word: nothing written by 17:30, or two or more behind an even pace. */
function recountReminders(agent: string): string[] {
  const writes = new Map(diary[agent]);
  const { target, present } = recount(agent);
  let soFar = 0;
  let lived = 0;
  const told: string[] = [];
  for (const day of month) {
    soFar += writes.get(day) ?? 0;
    const isThere =
      workdays.includes(day) &&
      !(agent === 'caro' && day >= caroAway.from && day <= caroAway.to) &&
      !(agent === 'ema' && day < emaCame);
    if (!isThere) continue;
    lived += 1;
    const behind = Math.floor((target * lived) / present) - soFar;
    if (!writes.has(day) || behind >= 2) told.push(date(day));
  }
  return told;
}

const member = (id: string, roles: DeskMember['roles'] = ['agent']): DeskMember => ({
  ...{ id, name: id, roles, presence: 'online' as const },
  since: local(id === 'ema' ? '2026-11-17T08:00' : '2026-01-05T09:00'),
});
const everybody = [...Object.keys(diary).map((id) => member(id)), member('lola', ['lead'])];

describe('a month of five agents', () => {
  const log = writeLog();
  const clock = buildClock(local('2026-11-01T00:00'));
  let world: QuotaWorld;
  const open = async (folder?: string) => {
    const members = () => everybody.filter(({ since }) => since <= clock.now());
    world = await openQuota({ ...(folder ? { folder } : {}), clock, events: log, members });
    await world.recover();
  };

  beforeAll(async () => {
    await open();
    const absence = {
      id: 'v1',
      agentId: 'caro',
      from: date(caroAway.from),
      to: date(caroAway.to),
      reason: said('vacaciones'),
    };
    await world.quota.addAbsence(absence, { kind: 'agent', id: 'lola' });
    for (let hour = 0; hour < 30 * 24 * 2; hour += 1) {
      clock.advance({ minutes: 30 });
      await world.jobs.runDue();
      // Killed once a day, at ever other hours, and now and then with the queue wiped (P5).
      if (hour % 43 === 42) {
        if (hour % 5 === 0) await world.models.jobs.deleteMany({});
        await world.close();
        await open(world.folder);
      }
    }
  }, 120_000);
  afterAll(() => world.destroy());

  it('EXS-39, EXS-70 the figures are those of an independent recount: copies, what was taken back and days off', async () => {
    const { agents } = await world.quota.month('2026-11');
    const figures = Object.fromEntries(
      agents.map(({ agentId, month: { total, target, shortfall }, presentDays: present }) => {
        return [agentId, { total, target, shortfall, present }];
      }),
    );
    const counted = Object.keys(diary).map((agent) => {
      const { total, target, shortfall, present } = recount(agent);
      return [agent, { total, target, shortfall, present }];
    });
    expect(figures).toEqual(Object.fromEntries(counted));
    // The recount is not empty talk: the five stand in five different ways.
    expect(Object.values(figures).map(({ shortfall }) => shortfall)).toEqual([0, 0, 0, 16, 10]);
  });

  it('EXS-40 the days missed are those of the recount', async () => {
    const { agents } = await world.quota.month('2026-11');
    for (const { agentId, days, missedDays } of agents) {
      const missed = days.filter(({ status }) => status === 'missed').map((day) => day.date);
      expect([agentId, missed]).toEqual([agentId, recount(agentId).missed.map(date)]);
      expect(missedDays).toBe(missed.length);
    }
  });

  it('EXS-39 the verdicts say why: a copy, a thing taken back', async () => {
    const { agents } = await world.quota.month('2026-11');
    const reasons = agents.find(({ agentId }) => agentId === 'dani')?.verdicts.map(({ reason }) => reason) ?? [];
    expect(reasons.filter((reason) => reason === 'duplicate')).toHaveLength(copiesOfDani.length);
    expect(reasons.filter((reason) => reason === 'undone')).toHaveLength(takenBackByDani.length);
  });

  it.each(Object.keys(diary))(
    'EXS-40, P5 %s is reminded once on each evening that needs it, whatever crashed',
    async (agent) => {
      const { items } = await world.notices.list(agent, { limit: 200 });
      const told = items.map(({ facts }) => String(facts.date)).sort();
      expect(told).toEqual(recountReminders(agent));
      for (const { at, facts } of items) {
        const evening = local(`${facts.date}T17:30`).getTime();
        expect(at.getTime() - evening).toBeGreaterThanOrEqual(0);
        expect(at.getTime() - evening).toBeLessThan(6.5 * 3_600_000);
      }
    },
  );

  it("EXS-52 the lead is told once a week, on Monday or the next working day, and the list is the week's", async () => {
    const { items } = await world.notices.list('lola', { limit: 200 });
    const told = items.map(({ facts, at }) => [facts.week, at.toISOString().slice(0, 10)]).sort();
    expect(told).toEqual([
      ['2026-W45', '2026-11-09'],
      ['2026-W46', '2026-11-17'],
      ['2026-W47', '2026-11-23'],
      ['2026-W48', '2026-11-30'],
    ]);
    const week = await world.quota.week('2026-W47');
    const listed = week.agents.map(({ agentId, items: entries }) => [agentId, entries.map(({ entryId }) => entryId)]);
    expect(Object.fromEntries(listed)).toEqual({
      ana: [17, 18, 19, 20].map((day) => `ana-${day}-0`),
      beto: [],
      caro: [17, 18, 19, 20].map((day) => `caro-${day}-0`),
      dani: ['dani-16-0', 'dani-18-0', ...copiesOfDani.map((day) => `dani-extra-${day}`)],
      ema: [],
    });
    expect(week.pending).toBe(12);
  });

  it('EXS-52 what the lead verifies leaves the list, what is rejected no longer counts', async () => {
    const by = { kind: 'agent', id: 'lola' } as const;
    await world.quota.verify({ id: 'w1', entryId: 'ana-17-0', verdict: 'verified', reason: null }, by);
    const rejected = {
      id: 'w2',
      entryId: 'ana-18-0',
      verdict: 'rejected',
      reason: said('es de otro sistema'),
    } as const;
    await world.quota.verify(rejected, by);
    await world.quota.verify(rejected, by);
    const { pending, agents } = await world.quota.week('2026-W47');
    expect(pending).toBe(10);
    expect(agents[0]?.items.slice(0, 2).map(({ state, note }) => [state, note])).toEqual([
      ['verified', null],
      ['rejected', 'es de otro sistema'],
    ]);
    const after = await world.quota.month('2026-11');
    expect(after.agents.find(({ agentId }) => agentId === 'ana')?.month).toMatchObject({ total: 19, shortfall: 1 });
    await expect(world.quota.verify({ ...rejected, id: 'w3', reason: null }, by)).rejects.toThrow('say why');
    await expect(world.quota.verify({ ...rejected, id: 'w4', entryId: 'nobody' }, by)).rejects.toMatchObject({
      code: 'ENTRY_NOT_FOUND',
    });
  });
});
