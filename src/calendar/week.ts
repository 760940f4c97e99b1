import type { Policy } from '../contracts/policy.ts';
import { createHolidays } from './holidays.ts';

/** Half-open stretch of time in ms. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The open periods of local dates; a date is a number of days since 1970-01-01. */
export interface Week {
  /** In ms since local midnight, in order; none on a holiday. */
  periodsOf(day: number): readonly Span[];
  /** Whether the date has any open time. */
  isWorkingDay(day: number): boolean;
}

const MINUTE = 60_000;
// Index = the day number since 1970-01-01 (a Thursday) modulo 7.
const weekdays = ['thu', 'fri', 'sat', 'sun', 'mon', 'tue', 'wed'] as const;
const closed: readonly Span[] = [];

/** Weekly hours less the holidays. */
export function createWeek(calendar: Policy['calendar']): Week {
  const isHoliday = createHolidays(calendar.holidays);
  const week = weekdays.map((day) => periodsOn(day, calendar.open));
  const periodsOf = (day: number) => {
    const periods = week[((day % 7) + 7) % 7] ?? closed;
    return periods.length === 0 || isHoliday(day) ? closed : periods;
  };
  return { periodsOf, isWorkingDay: (day) => periodsOf(day).length > 0 };
}

function periodsOn(day: (typeof weekdays)[number], open: Policy['calendar']['open']): Span[] {
  return open
    .filter((period) => period.days.includes(day))
    .map((period) => ({ from: timeOfDay(period.from), to: timeOfDay(period.to) }))
    .sort((a, b) => a.from - b.from);
}

function timeOfDay(text: string): number {
  const [hours, minutes] = text.split(':').map(Number);
  return ((hours ?? 0) * 60 + (minutes ?? 0)) * MINUTE;
}
