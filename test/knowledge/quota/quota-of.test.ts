import { describe, expect, it } from '@jest/globals';
import { type QuotaFacts, quotaOf } from '../../../knowledge/quota/quota-of.ts';
import { remindersOf } from '../../../knowledge/quota/reminders.ts';
import { weekOf } from '../../../knowledge/quota/week-of.ts';
import { EntryLog } from '../../builders/entry-log.ts';
import { buildDays, buildFacts, local, said } from './facts.ts';

const END = local('2026-12-01T00:00');
/** November 2026 at Exsim: 21 weekdays, less Monday 16 (Revolution). */
const WORKING_DAYS = 20;

function published(...dates: readonly string[]) {
  const log = new EntryLog();
  for (const [n, at] of dates.entries()) log.add({ at: local(at), entryId: `e${n}`, deed: 'publish', agentId: 'ana' });
  return log.lines;
}
const entries = (count: number) =>
  published(...Array.from({ length: count }, (_, n) => `2026-11-${String((n % 28) + 1).padStart(2, '0')}T10:00`));
const figure = (facts: Partial<QuotaFacts>, asOf = END) => {
  const [agent] = quotaOf(buildFacts(facts), '2026-11', asOf).agents;
  if (!agent) throw new Error('The one agent has figures.');
  return agent;
};
const absence = (from: string, to: string, withdrawn: { by: string; at: Date } | null = null) => ({
  ...{ id: 'x', agentId: 'ana', from, to, reason: said('vacaciones'), by: 'lola', at: local('2026-10-01T10:00') },
  withdrawn,
});

describe('the month', () => {
  it('EXS-39 19 entries on the last day of the month: shortfall 1; 20: met', () => {
    const last = local('2026-11-30T23:59');
    expect(figure({ events: entries(19) }, last).month).toMatchObject({ total: 19, shortfall: 1, met: false });
    expect(figure({ events: entries(20) }, last).month).toMatchObject({ total: 20, shortfall: 0, met: true });
  });

  it('EXS-39 a month begins and ends at midnight of the organisation, not of UTC', () => {
    const events = published('2026-10-31T23:59', '2026-11-01T00:00', '2026-11-30T23:59', '2026-12-01T00:00');
    expect(figure({ events }, local('2027-01-01T00:00')).month.counted).toBe(2);
  });

  it('asks in proportion of the days present, rounded up', () => {
    expect(figure({}).month.target).toBe(20);
    expect(figure({ absences: [absence('2026-11-02', '2026-11-08')] })).toMatchObject({
      ...{ workingDays: WORKING_DAYS, presentDays: 15 },
      month: { target: 15 },
    });
    expect(figure({ absences: [absence('2026-11-02', '2026-11-02')] }).month.target).toBe(19);
    expect(figure({ absences: [absence('2026-10-01', '2026-12-31')] }).month).toMatchObject({ target: 0, met: true });
    const withdrawn = absence('2026-11-02', '2026-11-08', { by: 'lola', at: END });
    expect(figure({ absences: [withdrawn] }).month.target).toBe(20);
  });

  it('asks nothing of the days before an agent came', () => {
    const agents = [{ id: 'ana', name: 'Ana', since: local('2026-11-17T09:00') }];
    const { days, presentDays } = figure({ agents });
    expect(presentDays).toBe(10);
    expect(days.find(({ date }) => date === '2026-11-13')?.status).toBe('outside');
    expect(days.find(({ date }) => date === '2026-11-17')?.status).toBe('missed');
  });

  it('takes corrections into the day and the month that they name', () => {
    const correction = (id: string, day: string, amount: number) => {
      return { id, agentId: 'ana', day, amount, reason: said('aclarado'), by: 'lola', at: local('2026-11-20T10:00') };
    };
    const corrections = [
      correction('1', '2026-11-03', 2),
      correction('2', '2026-11-04', -1),
      correction('3', '2026-10-30', 5),
    ];
    const found = figure({ corrections, events: published('2026-11-04T10:00') });
    expect(found.month).toMatchObject({ counted: 1, corrected: 1, total: 2 });
    expect(found.days.filter(({ date }) => date === '2026-11-03' || date === '2026-11-04')).toMatchObject([
      { status: 'met', total: 2 },
      { status: 'missed', total: 0 },
    ]);
  });

  it('is the same from the same log, whatever came after the instant', () => {
    const asOf = local('2026-11-10T12:00');
    const events = entries(28);
    const before = events.filter(({ at }) => at <= asOf);
    expect(quotaOf(buildFacts({ events }), '2026-11', asOf)).toEqual(
      quotaOf(buildFacts({ events: before }), '2026-11', asOf),
    );
  });

  it('shows reused entries apart', () => {
    const reuses = [
      { entryId: 'e0', conversationId: 'c1', at: local('2026-11-05T10:00') },
      { entryId: 'e0', conversationId: 'c2', at: local('2026-11-06T10:00') },
      { entryId: 'e0', conversationId: 'c3', at: local('2026-12-06T10:00') },
      { entryId: 'other', conversationId: 'c4', at: local('2026-11-06T10:00') },
    ];
    const events = published('2026-10-05T10:00');
    expect(figure({ events, reuses }, local('2026-12-31T00:00'))).toMatchObject({
      reused: { entries: 1, conversations: 2 },
      month: { counted: 0 },
    });
  });
});

describe('the day', () => {
  const statusOn = (date: string, facts: Partial<QuotaFacts>, asOf = END) =>
    figure(facts, asOf).days.find((day) => day.date === date)?.status;

  it('EXS-40 asks an entry of every working day, not of weekends, holidays and absences', () => {
    const facts = { events: published('2026-11-03T10:00'), absences: [absence('2026-11-05', '2026-11-05')] };
    const status = (date: string) => statusOn(date, facts);
    expect(['03', '04', '05', '07', '16'].map((day) => status(`2026-11-${day}`))).toEqual([
      'met',
      'missed',
      'absent',
      'free',
      'free',
    ]);
  });

  it('EXS-40 a day is open until its midnight', () => {
    expect(statusOn('2026-11-04', {}, local('2026-11-04T23:59'))).toBe('open');
    expect(statusOn('2026-11-04', {}, local('2026-11-05T00:00'))).toBe('missed');
  });

  it('EXS-41 every agent of the role is listed, with entries or without', () => {
    const agents = ['ana', 'beto', 'caro'].map((id) => ({ id, name: id, since: local('2026-01-01T00:00') }));
    const { agents: listed } = quotaOf(buildFacts({ agents, events: entries(3) }), '2026-11', END);
    expect(listed.map(({ agentId, month }) => [agentId, month.shortfall])).toEqual([
      ['ana', 17],
      ['beto', 20],
      ['caro', 20],
    ]);
  });
});

describe('reminders', () => {
  const remind = (facts: Partial<QuotaFacts>, at: string) => {
    const built = buildFacts(facts);
    const asOf = local(at);
    return remindersOf(quotaOf(built, '2026-11', asOf), built.days.dateOf(asOf), built.rule);
  };

  it('EXS-40 name what the day lacks', () => {
    expect(remind({}, '2026-11-03T17:30')).toMatchObject([{ agentId: 'ana', missingToday: 1 }]);
    expect(remind({ events: published('2026-11-02T09:30', '2026-11-03T09:30') }, '2026-11-03T17:30')).toEqual([]);
  });

  it('EXS-39 name what lacks to an even pace, from the tolerance of the policy on', () => {
    const behind = (...dates: string[]) => remind({ events: published(...dates) }, '2026-11-05T17:30');
    expect(behind('2026-11-05T10:00', '2026-11-05T11:00')).toMatchObject([{ missingToday: 0, behindPace: 2 }]);
    expect(behind('2026-11-05T10:00', '2026-11-05T11:00', '2026-11-05T12:00')).toEqual([]);
  });

  it('EXS-40 are for nobody on a holiday, a weekend or an absence', () => {
    expect(remind({}, '2026-11-16T17:30')).toEqual([]);
    expect(remind({}, '2026-11-07T17:30')).toEqual([]);
    expect(remind({ absences: [absence('2026-11-03', '2026-11-04')] }, '2026-11-03T17:30')).toEqual([]);
  });
});

describe('the weekly list', () => {
  it('EXS-52 lists per agent what came and what was improved in the week, with its verdict', () => {
    const log = new EntryLog();
    log.add({ at: local('2026-11-09T09:00'), entryId: 'late', deed: 'publish', agentId: 'ana' });
    log.add({ at: local('2026-11-08T23:59'), entryId: 'before', deed: 'publish', agentId: 'ana' });
    log.add({ at: local('2026-11-10T09:00'), entryId: 'copy', deed: 'publish', agentId: 'ana', duplicateOf: 'late' });
    log.add({ at: local('2026-11-11T09:00'), entryId: 'before', deed: 'edit', agentId: 'beto', content: 'better' });
    log.add({ at: local('2026-11-16T00:00'), entryId: 'after', deed: 'publish', agentId: 'ana' });
    const agents = ['ana', 'beto'].map((id) => ({ id, name: id, since: local('2026-01-01T00:00') }));
    const verifications = [
      {
        id: '1',
        entryId: 'late',
        verdict: 'verified' as const,
        reason: null,
        by: 'lola',
        at: local('2026-11-16T10:00'),
      },
      {
        id: '2',
        entryId: 'before',
        verdict: 'verified' as const,
        reason: null,
        by: 'lola',
        at: local('2026-11-09T10:00'),
      },
    ];
    const titles = new Map([['late', { title: 'Corte', url: 'https://exsim.example/corte' }]]);
    const list = weekOf(buildFacts({ events: log.lines, agents, verifications }), '2026-W46', titles);
    expect(list).toMatchObject({ from: '2026-11-09', to: '2026-11-15', pending: 2 });
    expect(list.agents).toMatchObject([
      {
        agentId: 'ana',
        items: [
          { entryId: 'late', title: 'Corte', kind: 'new', reason: 'counted', state: 'verified' },
          { entryId: 'copy', kind: 'new', reason: 'duplicate', state: 'pending' },
        ],
      },
      { agentId: 'beto', items: [{ entryId: 'before', kind: 'improved', reason: null, state: 'pending' }] },
    ]);
  });

  it('EXS-52 is due at the close of the policy day of the week after, or of the next working day', () => {
    const due = (week: string) => weekOf(buildFacts(), week, new Map()).dueAt;
    expect(due('2026-W45')).toEqual(local('2026-11-09T18:00'));
    // Monday 16 November is a holiday.
    expect(due('2026-W46')).toEqual(local('2026-11-17T18:00'));
  });
});

describe('local days', () => {
  it('refuse what is no date, and other spellings of one', () => {
    const days = buildDays();
    for (const wrong of ['2026-02-30', '2026-1-1', '26-01-01', '']) expect(() => days.day(wrong)).toThrow('YYYY-MM-DD');
    for (const wrong of ['2026-13', '2026-1']) expect(() => days.ofMonth(wrong)).toThrow('YYYY-MM');
    for (const wrong of ['2026-W54', '2026W01']) expect(() => days.ofWeek(wrong)).toThrow('YYYY-Www');
  });
});
