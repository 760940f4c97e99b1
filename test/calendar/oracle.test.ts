import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createCalendar } from '../../src/calendar/calendar.ts';
import type { Policy } from '../../src/contracts/policy.ts';
import { MinuteOracle, transitions } from './oracle.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
type Calendar = Policy['calendar'];

const week = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const zones = [
  'America/Mexico_City',
  'America/Tijuana',
  'America/Bogota',
  'America/Santiago',
  'America/Havana',
  'Europe/Madrid',
  'Africa/Casablanca',
  'Africa/Cairo',
  'Asia/Kathmandu',
  'Asia/Beirut',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Antarctica/Troll',
  'Atlantic/Azores',
];
const changes = zones.map((zone) => ({
  zone,
  at: [Date.UTC(2026, 5, 10), ...transitions(zone, Date.UTC(2010, 0, 1), Date.UTC(2028, 0, 1))],
}));

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** One to three periods that do not overlap, each on its own days; the night and midnight included. */
const open = fc.uniqueArray(fc.integer({ min: 0, max: 1440 }), { minLength: 2, maxLength: 6 }).chain((cuts) => {
  const sorted = [...cuts].sort((a, b) => a - b);
  const pairs = Array.from({ length: Math.floor(sorted.length / 2) }, (_, i) => sorted.slice(2 * i, 2 * i + 2));
  return fc.tuple(
    ...pairs.map(([from = 0, to = 0]) =>
      fc.subarray([...week], { minLength: 1 }).map((days) => ({ days, from: clock(from), to: clock(to) })),
    ),
  );
});

const scenario = fc.constantFrom(...changes).chain(({ zone, at }) =>
  fc.record({
    zone: fc.constant(zone),
    open,
    around: fc.constantFrom(...at),
    lead: fc.integer({ min: 0, max: 2 * 1440 }),
    length: fc.integer({ min: 0, max: 3 * 1440 }),
    holiday: fc.option(fc.integer({ min: -2, max: 2 }), { nil: null }),
    amount: fc.integer({ min: 1, max: 1440 }),
  }),
);

describe('the calendar beside a minute-by-minute oracle', () => {
  it('P6 counts, opens and adds as the clock on the wall does, in any zone, across any change of the clocks', () => {
    fc.assert(
      fc.property(scenario, ({ zone, open, around, lead, length, holiday, amount }) => {
        const extra = holiday === null ? [] : [new Date(around + holiday * DAY).toISOString().slice(0, 10)];
        const hours: Calendar = { open, holidays: { country: null, extra, removed: [] }, mealMinutes: 0 };
        const calendar = createCalendar({ timeZone: zone }, hours);
        const oracle = new MinuteOracle(zone, hours);
        const from = around - lead * MINUTE;
        const to = from + length * MINUTE;

        expect(calendar.workingMinutesBetween(new Date(from), new Date(to))).toBe(oracle.minutesBetween(from, to));
        expect(calendar.isOpen(new Date(from))).toBe(oracle.isOpen(from));
        const next = calendar.nextOpening(new Date(from));
        const expectedNext = oracle.nextOpening(from, to);
        if (expectedNext === null) expect(next === null || next.getTime() > to).toBe(true);
        else expect(next?.getTime()).toBe(expectedNext);
        const expectedDue = oracle.add(from, amount, to);
        if (expectedDue !== null) {
          expect(calendar.addWorkingMinutes(new Date(from), amount).getTime()).toBe(expectedDue);
        }
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it('P6 agrees with the oracle at every change of the clocks of every zone in 2026', () => {
    const hours: Calendar = {
      open: [
        { days: [...week], from: '00:30', to: '01:15' },
        { days: [...week], from: '01:45', to: '02:30' },
        { days: [...week], from: '02:45', to: '24:00' },
      ],
      holidays: { country: null, extra: [], removed: [] },
      mealMinutes: 0,
    };
    const wrong: string[] = [];
    let checked = 0;
    for (const zone of Intl.supportedValuesOf('timeZone')) {
      const found = transitions(zone, Date.UTC(2026, 0, 1), Date.UTC(2027, 0, 1));
      if (found.length === 0) continue;
      const calendar = createCalendar({ timeZone: zone }, hours);
      const oracle = new MinuteOracle(zone, hours);
      for (const at of found) {
        const [from, to] = [at - 3 * HOUR, at + 4 * HOUR];
        const got = calendar.workingMinutesBetween(new Date(from), new Date(to));
        if (got !== oracle.minutesBetween(from, to)) wrong.push(`${zone} ${new Date(at).toISOString()}`);
        checked += 1;
      }
    }
    expect(wrong).toEqual([]);
    expect(checked).toBeGreaterThan(150);
  }, 60_000);

  it('adding and counting are inverse: between(at, add(at, n)) is n, and one millisecond less is less', () => {
    const calendar = createCalendar(
      { timeZone: 'America/Mexico_City' },
      {
        open: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '18:00' }],
        holidays: { country: 'MX', extra: [], removed: [] },
        mealMinutes: 0,
      },
    );
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2015-01-01'), max: new Date('2035-01-01'), noInvalidDate: true }),
        fc.integer({ min: 1, max: 60_000_000 }),
        (at, milliseconds) => {
          const minutes = milliseconds / MINUTE;
          const due = calendar.addWorkingMinutes(at, minutes);
          expect(calendar.workingMinutesBetween(at, due)).toBeCloseTo(minutes, 9);
          expect(calendar.workingMinutesBetween(at, new Date(due.getTime() - 1))).toBeLessThan(minutes);
        },
      ),
      { numRuns: 300 },
    );
  });
});
