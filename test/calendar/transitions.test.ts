import { describe, expect, it } from '@jest/globals';
import { createCalendar } from '../../src/calendar/calendar.ts';
import type { Policy } from '../../src/contracts/policy.ts';
import { type Chance, chance } from '../eval/random.ts';
import { MinuteOracle, transitions } from './oracle.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const week = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const [FIRST, LAST] = [1970, 2037];
/** VENTANILLA_ALL_TRANSITIONS=1 looks at every zone and year (many minutes); else at as many pairs as this, by a seed. */
const SAMPLE = 250;
const SEED = 20_261_129;

/** Zones and years to look at. */
function zoneYears(): [zone: string, year: number][] {
  const zones = Intl.supportedValuesOf('timeZone');
  if (process.env.VENTANILLA_ALL_TRANSITIONS) {
    const years = Array.from({ length: LAST - FIRST + 1 }, (_, index) => FIRST + index);
    return zones.flatMap((zone) => years.map((year): [string, number] => [zone, year]));
  }
  const { pick, whole } = chance(SEED);
  return Array.from({ length: SAMPLE }, () => [pick(zones), whole(FIRST, LAST)]);
}

/** One to three periods on some days, at odd minutes, so that changes of the clocks fall inside and outside of them. */
function randomHours({ whole }: Chance): Policy['calendar'] {
  const cuts = [...new Set(Array.from({ length: 2 * whole(1, 3) }, () => whole(0, 1440)))].sort((a, b) => a - b);
  const time = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  const days = week.filter(() => whole(0, 4) > 0);
  const open = Array.from({ length: Math.floor(cuts.length / 2) }, (_, index) => ({
    days: days.length > 0 ? days : [...week],
    from: time(cuts[2 * index] ?? 0),
    to: time(cuts[2 * index + 1] ?? 1440),
  }));
  const always = { days: [...week], from: '00:00', to: '24:00' };
  return {
    open: open.length > 0 ? open : [always],
    holidays: { country: null, extra: [], removed: [] },
    mealMinutes: 0,
  };
}

describe('every change of the clocks', () => {
  it('P6 counts, opens, adds and subtracts as a minute-by-minute count does, around changes of zones all over the world', () => {
    const source = chance(SEED);
    const wrong: string[] = [];
    let checked = 0;
    for (const [zone, year] of zoneYears()) {
      for (const at of transitions(zone, Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1))) {
        const hours = randomHours(source);
        const calendar = createCalendar({ timeZone: zone }, hours);
        const oracle = new MinuteOracle(zone, hours);
        // Offsets of seconds (Liberia until 1972) have no whole minutes to count.
        const from = Math.floor((at - source.whole(0, 5) * HOUR) / MINUTE) * MINUTE;
        const to = from + source.whole(6, 12) * HOUR;
        const count = oracle.minutesBetween(from, to);
        const found = calendar.workingMinutesBetween(new Date(from), new Date(to));
        const opening = calendar.nextOpening(new Date(from))?.getTime() ?? Infinity;
        const expectedOpening = oracle.nextOpening(from, to) ?? Infinity;
        const isWrong =
          found !== count ||
          calendar.isOpen(new Date(from)) !== oracle.isOpen(from) ||
          (expectedOpening === Infinity ? opening <= to : opening !== expectedOpening) ||
          (count > 0 && !addsUp(calendar, { from, to, count }, oracle));
        if (isWrong) wrong.push(`${zone} ${new Date(at).toISOString()} ${JSON.stringify(hours.open)}`);
        checked += 1;
      }
    }
    expect(wrong).toEqual([]);
    expect(checked).toBeGreaterThan(100);
  }, 3_600_000);
});

/** Adding all open minutes of the stretch ends where the last of them does; subtracting them leads back to its start. */
function addsUp(
  calendar: ReturnType<typeof createCalendar>,
  { from, to, count }: { from: number; to: number; count: number },
  oracle: MinuteOracle,
): boolean {
  const due = calendar.addWorkingMinutes(new Date(from), count);
  const back = calendar.subtract(due, { amount: count, unit: 'minutes' });
  return (
    due.getTime() === oracle.add(from, count, to) &&
    calendar.workingMinutesBetween(new Date(from), back) === 0 &&
    back.getTime() >= from
  );
}
