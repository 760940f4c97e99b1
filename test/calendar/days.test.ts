import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createCalendar } from '../../src/calendar/calendar.ts';
import { createCalendars } from '../../src/calendar/calendars.ts';
import type { Duration } from '../../src/contracts/calendar.ts';
import { MinuteOracle } from './oracle.ts';

const noHolidays = { country: null, extra: [], removed: [] };
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
const nineTo = (to: string) => ({
  open: [{ days: [...weekdays], from: '09:00', to }],
  holidays: noHolidays,
  mealMinutes: 0,
});
const calendars = createCalendars({
  organisation: { timeZone: 'America/Mexico_City' } as never,
  calendar: nineTo('19:00'),
  calendars: { laboral: nineTo('18:00') },
});
// Mexico City has no daylight saving since 2022: always UTC-6. 5 October 2026 is a Monday.
const days = { mon: 5, tue: 6, wed: 7, thu: 8, fri: 9, sat: 10, sun: 11 } as const;
const at = (day: keyof typeof days, time: string, weeks = 0) =>
  new Date(`2026-10-${String(days[day] + weeks * 7).padStart(2, '0')}T${time}:00-06:00`);

/** Requirements 2.6, by number: calendar, duration, start, due. */
const vectors: [id: string, calendar: string, Duration, Date, Date][] = [
  ['MAS-56 (2.6 no. 1)', 'default', { amount: 40, unit: 'minutes' }, at('fri', '18:30'), at('mon', '09:10', 1)],
  ['MAS-58 (2.6 no. 2)', 'default', { amount: 2, unit: 'hours' }, at('fri', '18:00'), at('mon', '10:00', 1)],
  ['MAS-58 (2.6 no. 3)', 'default', { amount: 3, unit: 'hours' }, at('fri', '18:30'), at('mon', '11:30', 1)],
  ['MAS-58 (2.6 no. 4)', 'default', { amount: 10, unit: 'hours' }, at('mon', '15:00'), at('tue', '15:00')],
  ['MAS-58 (2.6 no. 5)', 'default', { amount: 20, unit: 'hours' }, at('mon', '15:00'), at('wed', '15:00')],
  ['MAS-58 (2.6 no. 6)', 'natural', { amount: 4, unit: 'hours' }, at('fri', '22:00'), at('sat', '02:00')],
  ['MAS-79 (2.6 no. 8)', 'natural', { amount: 3, unit: 'days' }, at('fri', '10:00'), at('mon', '10:00', 1)],
  ['MAS-106 (2.6 no. 9)', 'default', { amount: 3, unit: 'workingDays' }, at('fri', '10:00'), at('wed', '10:00', 1)],
  ['MAS-87 (2.6 no. 10)', 'natural', { amount: 72, unit: 'hours' }, at('thu', '10:00'), at('sun', '10:00')],
  ['MAS-100 (2.6 no. 12)', 'default', { amount: 7, unit: 'workingDays' }, at('mon', '10:00'), at('wed', '10:00', 1)],
  ['ALI-23 (2.6 no. 13)', 'natural', { amount: 24, unit: 'hours' }, at('mon', '16:00'), at('tue', '16:00')],
  ['ALI-25 (2.6 no. 14)', 'laboral', { amount: 5, unit: 'workingDays' }, at('mon', '16:00'), at('mon', '16:00', 1)],
  ['ALI-41 (2.6 no. 15)', 'laboral', { amount: 6, unit: 'workingDays' }, at('mon', '16:00'), at('tue', '16:00', 1)],
  ['ALI-44 (2.6 no. 16)', 'laboral', { amount: 3, unit: 'workingDays' }, at('thu', '16:00'), at('tue', '16:00', 1)],
  ['ALI-32 (2.6 no. 17)', 'laboral', { amount: 2, unit: 'workingDays' }, at('fri', '16:00'), at('tue', '16:00', 1)],
  ['ICE-05 (2.6 no. 19)', 'natural', { amount: 24, unit: 'hours' }, at('sat', '10:00'), at('sun', '10:00')],
  ['EXS-71 (2.6 no. 20)', 'natural', { amount: 72, unit: 'hours' }, at('mon', '11:00'), at('thu', '11:00')],
];

describe('durations on a calendar', () => {
  it.each(vectors)('P6 gives the deadline of the clock vector %s', (_id, name, duration, start, due) => {
    expect(calendars.get(name).add(start, duration)).toEqual(due);
  });

  it('P6 ends a deadline of days with its date where the policy says so', () => {
    const due = calendars.get('laboral').add(at('mon', '16:00'), { amount: 6, unit: 'workingDays' }, 'endOfDay');
    expect(due).toEqual(at('wed', '00:00', 1));
  });

  it('P6 counts back for a warning: two natural days before Wednesday is Monday (2.6 no. 18)', () => {
    expect(calendars.get('natural').subtract(at('wed', '12:00'), { amount: 2, unit: 'days' })).toEqual(
      at('mon', '12:00'),
    );
    const hour = { amount: 1, unit: 'hours' } as const;
    expect(calendars.get('default').subtract(at('mon', '09:10', 1), hour)).toEqual(at('fri', '18:10'));
  });

  it('refuses a calendar that the policy does not have', () => {
    expect(() => calendars.get('nocturno')).toThrow('nocturno');
  });
});

const zones = [
  'America/Mexico_City',
  'America/Bogota',
  'America/Tijuana',
  'Africa/Casablanca',
  'Australia/Lord_Howe',
  'Pacific/Apia',
];
const scenario = fc.record({
  zone: fc.constantFrom(...zones),
  start: fc
    .integer({ min: Date.UTC(2011, 11, 20) / 60_000, max: Date.UTC(2027, 0, 1) / 60_000 })
    .map((m) => m * 60_000),
  amount: fc.integer({ min: 1, max: 12 }),
  minutes: fc.integer({ min: 1, max: 6_000 }),
  open: fc.subarray([...weekdays, 'sat' as const], { minLength: 1 }),
});

/** The platform's own view of a local date, for a count that shares nothing with the code. */
const dateIn = (zone: string) => {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
  return (instant: number) => format.format(instant);
};

describe('durations beside a plain recount', () => {
  it('P6 a deadline in working days lies on the n-th date with open hours, and counting back finds the start', () => {
    fc.assert(
      fc.property(scenario, ({ zone, start, amount, open }) => {
        const hours = { open: [{ days: open, from: '09:00', to: '13:00' }], holidays: noHolidays, mealMinutes: 0 };
        const calendar = createCalendar({ timeZone: zone }, hours);
        const oracle = new MinuteOracle(zone, hours);
        const localDate = dateIn(zone);
        const due = calendar.add(new Date(start), { amount, unit: 'workingDays' }).getTime();
        const working = new Set<string>();
        for (let time = start; time <= due + 86_400_000; time += 30 * 60_000) {
          const date = localDate(time);
          if (date > localDate(start) && date <= localDate(due) && oracle.isOpen(time)) working.add(date);
        }
        expect(working.size).toBe(amount);
        expect(working.has(localDate(due))).toBe(true);
        expect(calendar.workingDaysBetween(new Date(start), new Date(due))).toBe(amount);
      }),
      { numRuns: 60 },
    );
  });

  it('P6 does not count a date that a zone never had: Samoa went from 29 to 31 December 2011', () => {
    const hours = { open: [{ days: [...weekdays], from: '09:00', to: '13:00' }], holidays: noHolidays, mealMinutes: 0 };
    const calendar = createCalendar({ timeZone: 'Pacific/Apia' }, hours);
    const thursday = new Date('2011-12-29T10:00:00-10:00');
    expect(calendar.add(thursday, { amount: 1, unit: 'workingDays' })).toEqual(new Date('2012-01-02T10:00:00+14:00'));
    expect(calendar.workingDaysBetween(thursday, new Date('2012-01-02T20:00:00+14:00'))).toBe(1);
  });

  it('P6 subtracting working minutes undoes adding them', () => {
    fc.assert(
      fc.property(scenario, ({ zone, start, minutes, open }) => {
        const hours = {
          open: [
            { days: open, from: '08:00', to: '12:00' },
            { days: open, from: '14:00', to: '24:00' },
          ],
          holidays: noHolidays,
          mealMinutes: 0,
        };
        const calendar = createCalendar({ timeZone: zone }, hours);
        const due = calendar.add(new Date(start), { amount: minutes, unit: 'minutes' });
        const back = calendar.subtract(due, { amount: minutes, unit: 'minutes' });
        // The latest start with this deadline: never before the real one, and no open minute between the two.
        expect(back.getTime()).toBeGreaterThanOrEqual(start);
        expect(calendar.workingMinutesBetween(new Date(start), back)).toBe(0);
        expect(calendar.workingMinutesBetween(back, due)).toBe(minutes);
      }),
      { numRuns: 200 },
    );
  });
});
