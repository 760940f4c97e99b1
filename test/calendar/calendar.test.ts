import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { addNaturalHours, createCalendar } from '../../src/calendar/calendar.ts';
import type { Policy } from '../../src/contracts/policy.ts';
import { isAppError } from '../../src/errors/app-error.ts';
import { loadPolicy } from '../../src/policy/load.ts';

const zone = 'America/Mexico_City';
const workdays: Policy['calendar']['open'][number]['days'] = ['mon', 'tue', 'wed', 'thu', 'fri'];
const noHolidays = { country: null, extra: [], removed: [] };
/** Monday 7 December 2026 and on: a week without holidays. */
const local = (text: string) => DateTime.fromFormat(text, 'yyyy-MM-dd HH:mm', { zone }).toJSDate();
const show = (at: Date | null) => (at === null ? null : DateTime.fromJSDate(at, { zone }).toFormat('yyyy-MM-dd HH:mm'));

describe('vectors of requirements 2.6', () => {
  const nineToSeven = createCalendar(
    { timeZone: zone },
    { open: [{ days: workdays, from: '09:00', to: '19:00' }], holidays: noHolidays, mealMinutes: 0 },
  );
  const roundTheClock = createCalendar(
    { timeZone: zone },
    {
      open: [{ days: [...workdays, 'sat', 'sun'], from: '00:00', to: '24:00' }],
      holidays: noHolidays,
      mealMinutes: 0,
    },
  );
  const [fri, mon] = ['2026-12-11', '2026-12-07'];

  it.each([
    [1, `${fri} 18:30`, 40, '2026-12-14 09:10'],
    [2, `${fri} 18:00`, 120, '2026-12-14 10:00'],
    [3, `${fri} 18:30`, 180, '2026-12-14 11:30'],
    [4, `${mon} 15:00`, 600, '2026-12-08 15:00'],
    [5, `${mon} 15:00`, 1200, '2026-12-09 15:00'],
  ])('vector %i: Monday to Friday 9-19, from %s, %i minutes, is due %s', (_, start, minutes, due) => {
    expect(show(nineToSeven.addWorkingMinutes(local(start), minutes))).toBe(due);
  });

  it('vector 6: 7 x 24, Friday 22:00, 4 hours, is due Saturday 02:00', () => {
    expect(show(roundTheClock.addWorkingMinutes(local(`${fri} 22:00`), 240))).toBe('2026-12-12 02:00');
  });

  it('vector 7: raised on Saturday 20:00, the clock starts on Monday 09:00', () => {
    const raised = local('2026-12-12 20:00');
    expect(show(nineToSeven.nextOpening(raised))).toBe('2026-12-14 09:00');
    expect(show(nineToSeven.addWorkingMinutes(raised, 120))).toBe('2026-12-14 11:00');
  });

  it('vector 20: three natural days from Monday 11:00 end on Thursday 11:00 (EXS-71, AMB-05)', () => {
    expect(show(addNaturalHours(local(`${mon} 11:00`), 72))).toBe('2026-12-10 11:00');
  });
});

describe('EXS-04 the attention hours of Exsim', () => {
  const policy = loadPolicy('exsim');
  const calendar = createCalendar(policy.organisation, policy.calendar);

  it.each([
    ['2026-12-07 08:59', false],
    ['2026-12-07 09:00', true],
    ['2026-12-07 17:59', true],
    ['2026-12-07 18:00', false],
    ['2026-12-12 12:00', false],
    ['2026-12-13 12:00', false],
    ['2026-12-25 12:00', false],
    ['2026-11-16 12:00', false],
    ['2030-10-01 12:00', false],
    ['2026-10-01 12:00', true],
  ])('EXS-04 at %s open is %s', (at, open) => {
    expect(calendar.isOpen(local(at))).toBe(open);
  });

  it.each([
    ['2026-12-07 10:15', '2026-12-07 10:15'],
    ['2026-12-07 18:00', '2026-12-08 09:00'],
    ['2026-12-24 18:00', '2026-12-28 09:00'],
    ['2026-04-30 20:00', '2026-05-04 09:00'],
  ])('EXS-04 after %s the desk opens at %s', (at, next) => {
    expect(show(calendar.nextOpening(local(at)))).toBe(next);
  });

  it('EXS-04 the hours follow the zone of the organisation, daylight saving included (it ended there in 2022)', () => {
    expect(calendar.isOpen(new Date('2022-07-04T14:00:00Z'))).toBe(true);
    expect(calendar.isOpen(new Date('2023-07-03T14:00:00Z'))).toBe(false);
    expect(calendar.isOpen(new Date('2023-07-03T15:00:00Z'))).toBe(true);
  });
});

describe('the edges of the calendar', () => {
  const twoPeriods: Policy['calendar'] = {
    open: [
      { days: ['mon'], from: '15:00', to: '18:00' },
      { days: ['mon'], from: '09:00', to: '13:00' },
    ],
    holidays: noHolidays,
    mealMinutes: 0,
  };

  it('several periods a day: the break is closed and not counted', () => {
    const calendar = createCalendar({ timeZone: zone }, twoPeriods);
    expect(calendar.isOpen(local('2026-12-07 14:00'))).toBe(false);
    expect(show(calendar.addWorkingMinutes(local('2026-12-07 12:30'), 60))).toBe('2026-12-07 15:30');
    expect(calendar.workingMinutesBetween(local('2026-12-07 00:00'), local('2026-12-08 00:00'))).toBe(420);
  });

  it('an amount that fills the day is due at its closing, not at the next opening', () => {
    const calendar = createCalendar({ timeZone: zone }, twoPeriods);
    expect(show(calendar.addWorkingMinutes(local('2026-12-07 15:00'), 180))).toBe('2026-12-07 18:00');
  });

  it('nothing to add leaves the instant alone, and an end before the start counts nothing', () => {
    const calendar = createCalendar({ timeZone: zone }, twoPeriods);
    const sunday = local('2026-12-06 10:00');
    expect(calendar.addWorkingMinutes(sunday, 0)).toEqual(sunday);
    expect(calendar.workingMinutesBetween(sunday, local('2026-11-30 10:00'))).toBe(0);
  });

  it('a removed holiday is worked, an extra one is not', () => {
    const holidays = { country: 'MX', extra: ['2026-12-14'], removed: ['2026-12-25'] };
    const calendar = createCalendar({ timeZone: zone }, { ...loadPolicy('exsim').calendar, holidays });
    expect(calendar.isOpen(local('2026-12-25 12:00'))).toBe(true);
    expect(calendar.isOpen(local('2026-12-14 12:00'))).toBe(false);
  });

  it('a calendar whose every open day is a holiday says so instead of running for ever', () => {
    const mondays = Array.from({ length: 60 }, (_, week) =>
      DateTime.fromISO('2026-12-07').plus({ weeks: week }).toISODate(),
    ).filter((date) => date !== null);
    const calendar = createCalendar({ timeZone: zone }, { ...twoPeriods, holidays: { ...noHolidays, extra: mondays } });
    const start = local('2026-12-06 10:00');
    expect(calendar.nextOpening(start)).toBeNull();
    let thrown: unknown;
    try {
      calendar.addWorkingMinutes(start, 10);
    } catch (error) {
      thrown = error;
    }
    expect(isAppError(thrown, 'CALENDAR_NEVER_OPENS')).toBe(true);
  });

  it.each([
    ['an invalid date', new Date(Number.NaN), 1],
    ['a date before zones', new Date('1800-01-01'), 1],
    ['negative minutes', new Date('2026-12-07'), -1],
    ['minutes that are no number', new Date('2026-12-07'), Number.NaN],
    ['minutes without end', new Date('2026-12-07'), Infinity],
  ])('refuses %s', (_, at, minutes) => {
    const calendar = createCalendar({ timeZone: zone }, twoPeriods);
    expect(() => calendar.addWorkingMinutes(at, minutes)).toThrow(RangeError);
  });

  it('takes no time on the hot path: 200,000 calls in well under a second', () => {
    const policy = loadPolicy('exsim');
    const calendar = createCalendar(policy.organisation, policy.calendar);
    const first = Date.UTC(2026, 0, 1);
    let open = 0;
    for (let i = 0; i < 1000; i += 1) calendar.isOpen(new Date(first + i * 8 * 3_600_000));
    const started = process.cpuUsage();
    for (let i = 0; i < 200_000; i += 1) {
      const at = new Date(first + ((i * 7919) % 525_600) * 60_000);
      if (calendar.isOpen(at)) open += 1;
      else calendar.nextOpening(at);
    }
    const used = process.cpuUsage(started);
    expect(open).toBeGreaterThan(1000);
    // 10 µs a call would be 2 s.
    expect((used.user + used.system) / 1e6).toBeLessThan(1);
  });
});
