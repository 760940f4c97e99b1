import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { DeskMember } from '../../../knowledge/quota/quota.ts';
import { buildClock } from '../../builders/clock.ts';
import { EntryLog } from '../../builders/entry-log.ts';
import { buildPolicy } from '../../builders/policy.ts';
import { openQuota, type QuotaWorld } from '../../builders/quota.ts';
import { local, said } from './facts.ts';

// A store opens and closes for each; the machine may be busy.
jest.setTimeout(30_000);

const lola = { kind: 'agent', id: 'lola' } as const;
const log = new EntryLog();
let ana: DeskMember;
let world: QuotaWorld;

beforeEach(async () => {
  ana = { id: 'ana', name: 'Ana', roles: ['agent'], since: local('2026-01-05T09:00'), presence: 'online' };
  const clock = buildClock(local('2026-11-03T12:00'));
  world = await openQuota({ clock, events: log, members: () => [ana] });
});
afterEach(() => world.destroy());

const absence = { id: 'a1', agentId: 'ana', from: '2026-11-04', to: '2026-11-06', reason: said('vacaciones') };
const correction = { id: 'c1', agentId: 'ana', day: '2026-11-03', amount: 1, reason: said('la liga murió por otro') };

describe('the books of the quota', () => {
  it('EXS-39 a correction counts once, with its reason, and stands in the audit trail', async () => {
    await world.quota.correct(correction, lola);
    await world.quota.correct({ ...correction, amount: 30 }, lola);
    expect(await world.quota.corrections('2026-11')).toMatchObject([{ ...correction, by: 'lola' }]);
    expect((await world.quota.month('2026-11')).agents[0]?.month).toMatchObject({ corrected: 1, total: 1 });
    expect(world.audited).toMatchObject([
      {
        ...{ action: 'quota.correct', actor: lola, reason: 'la liga murió por otro' },
        ...{ subject: { kind: 'agent', id: 'ana' }, facts: { day: '2026-11-03', amount: 1 } },
      },
    ]);
  });

  it('nothing is written that the audit trail did not take', async () => {
    await world.destroy();
    const full = { record: () => Promise.reject(new Error('the trail is full')) };
    world = await openQuota({ clock: world.clock, events: log, members: () => [ana], audit: full });
    await expect(world.quota.correct(correction, lola)).rejects.toThrow('the trail is full');
    await expect(world.quota.addAbsence(absence, lola)).rejects.toThrow('the trail is full');
    expect(await world.quota.corrections('2026-11')).toEqual([]);
    expect(await world.quota.absences({})).toEqual([]);
  });

  it('EXS-40 an absence takes its days out; withdrawn, they are back', async () => {
    const present = async () => (await world.quota.month('2026-11')).agents[0]?.presentDays;
    await world.quota.addAbsence(absence, lola);
    await world.quota.addAbsence({ ...absence, to: '2026-11-30' }, lola);
    expect(await present()).toBe(17);
    await world.quota.withdrawAbsence('a1', lola);
    await world.quota.withdrawAbsence('a1', lola);
    expect(await present()).toBe(20);
    expect(world.audited.map(({ action }) => action)).toEqual(['quota.absence', 'quota.withdrawAbsence']);
  });

  it('an absence is found by the days that it touches', async () => {
    await world.quota.addAbsence(absence, lola);
    const found = async (from: string, to: string) => (await world.quota.absences({ from, to })).length;
    expect([await found('2026-11-06', '2026-11-09'), await found('2026-11-01', '2026-11-04')]).toEqual([1, 1]);
    expect([await found('2026-11-07', '2026-11-09'), await found('2026-11-01', '2026-11-03')]).toEqual([0, 0]);
  });

  it('refuses who is not there, days that are none, and an end before the beginning', async () => {
    const { quota } = world;
    await expect(quota.correct({ ...correction, agentId: 'nobody' }, lola)).rejects.toMatchObject({
      code: 'AGENT_NOT_FOUND',
    });
    await expect(quota.correct({ ...correction, day: '2026-02-30' }, lola)).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    });
    await expect(quota.addAbsence({ ...absence, to: '2026-11-03' }, lola)).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    });
    await expect(quota.withdrawAbsence('nothing', lola)).rejects.toMatchObject({ code: 'ABSENCE_NOT_FOUND' });
    expect(world.audited).toEqual([]);
  });

  it('an organisation without a quota has no figures and no jobs', async () => {
    await world.destroy();
    const policy = buildPolicy({ knowledge: { quota: null } });
    world = await openQuota({ policy, events: log, members: () => [ana] });
    await expect(world.quota.month()).rejects.toMatchObject({ code: 'QUOTA_NOT_SET' });
    await world.recover();
    expect(await world.models.jobs.countDocuments({})).toBe(0);
  });
});

describe('the word at the end of the day', () => {
  const told = async () => (await world.notices.list('ana', { limit: 10 })).items.length;

  it('EXS-40 comes half an hour before the desk closes, stored and live', async () => {
    await world.recover();
    world.clock.set(local('2026-11-03T17:29'));
    await world.jobs.runDue();
    expect(await told()).toBe(0);
    world.clock.set(local('2026-11-03T17:30'));
    await world.jobs.runDue();
    expect((await world.notices.list('ana', { limit: 10 })).items).toMatchObject([
      { kind: 'quota.reminder', facts: { date: '2026-11-03', missingToday: 1, total: 0, target: 20 }, readAt: null },
    ]);
    expect(world.shown).toMatchObject([{ type: 'notice', notice: { agentId: 'ana' } }]);
  });

  it('EXS-40 waits until an agent comes back from table', async () => {
    await world.recover();
    ana = { ...ana, presence: 'meal' };
    world.clock.set(local('2026-11-03T17:30'));
    await world.jobs.runDue();
    world.clock.set(local('2026-11-03T17:35'));
    await world.jobs.runDue();
    expect(await told()).toBe(0);
    ana = { ...ana, presence: 'online' };
    world.clock.set(local('2026-11-03T17:40'));
    await world.jobs.runDue();
    expect(await told()).toBe(1);
  });

  it('P5 a gateway that was down at that time tells it late, and yesterday not at all', async () => {
    await world.recover();
    world.clock.set(local('2026-11-04T20:00'));
    await world.jobs.runDue();
    const { items } = await world.notices.list('ana', { limit: 10 });
    expect(items.map(({ facts }) => facts.date)).toEqual(['2026-11-04']);
  });

  it('is read by its own reader, once', async () => {
    await world.recover();
    world.clock.set(local('2026-11-03T17:30'));
    await world.jobs.runDue();
    const [notice] = (await world.notices.list('ana', { limit: 1 })).items;
    expect(await world.notices.read('beto', notice?.id ?? '')).toBe(false);
    expect(await world.notices.read('ana', notice?.id ?? '')).toBe(true);
    world.clock.advance({ minutes: 5 });
    expect(await world.notices.read('ana', notice?.id ?? '')).toBe(true);
    expect((await world.notices.list('ana', { limit: 1 })).items[0]?.readAt).toEqual(local('2026-11-03T17:30'));
  });
});
