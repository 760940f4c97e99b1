import Holidays from 'date-holidays';
import type { Policy } from '../contracts/policy.ts';

const DAY = 86_400_000;

/** Whether a local date, as days since 1970-01-01, is a holiday. */
export type IsHoliday = (day: number) => boolean;

/** Public holidays of the country, plus the policy's extra days, less its removed ones. Each year is read once. */
export function createHolidays(holidays: Policy['calendar']['holidays']): IsHoliday {
  const extra = new Set(holidays.extra.map(dayOf));
  const removed = new Set(holidays.removed.map(dayOf));
  const years = new Map<number, ReadonlySet<number>>();
  let table: Holidays | undefined;
  const publicDays = (country: string, year: number): ReadonlySet<number> => {
    table ??= new Holidays(country, { types: ['public'] });
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
