import { createRequire } from 'node:module';
import type Holidays from 'date-holidays';
import type { Policy } from '../contracts/policy.ts';

const DAY = 86_400_000;
const load = createRequire(import.meta.url);

/** Whether a local date, as days since 1970-01-01, is a holiday. */
export type IsHoliday = (day: number) => boolean;

/** Public holidays of the country, plus the policy's extra days, less its removed ones. Each year is read once. */
export function createHolidays(holidays: Policy['calendar']['holidays']): IsHoliday {
  const extra = new Set(holidays.extra.map(dayOf));
  const removed = new Set(holidays.removed.map(dayOf));
  const years = new Map<number, ReadonlySet<number>>();
  let table: Holidays | undefined;
  const publicDays = (country: string, year: number): ReadonlySet<number> => {
    table ??= openTable(country);
    return daysOf(table, year);
  };
  return (day) => {
    if (removed.has(day)) return false;
    if (extra.has(day)) return true;
    if (holidays.country === null) return false;
    const year = new Date(day * DAY).getUTCFullYear();
    let days = years.get(year);
    if (days === undefined) {
      days = publicDays(holidays.country, year);
      years.set(year, days);
    }
    return days.has(day);
  };
}

/** The package holds the holidays of the whole world: it is loaded (0.2 s) with the first day that is asked for. */
function openTable(country: string): Holidays {
  const Table = load('date-holidays') as typeof Holidays;
  return new Table(country, { types: ['public'] });
}

function daysOf(table: Holidays, year: number): ReadonlySet<number> {
  const days = new Set<number>();
  for (const holiday of table.getHolidays(year) ?? []) {
    const first = dayOf(holiday.date);
    const length = Math.max(1, Math.round((holiday.end.getTime() - holiday.start.getTime()) / DAY));
    for (let day = first; day < first + length; day += 1) days.add(day);
  }
  return days;
}

/** `YYYY-MM-DD…` → days since 1970-01-01. */
function dayOf(date: string): number {
  return Date.parse(`${date.slice(0, 10)}T00:00:00Z`) / DAY;
}
