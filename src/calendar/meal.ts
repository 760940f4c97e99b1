import type { BusinessCalendar } from '../contracts/calendar.ts';
import type { Policy } from '../contracts/policy.ts';
import { createCalendar } from './calendar.ts';

/**
 * Opening hours without one agent's own meal (EXS-04): `mealMinutes` from `from` ("14:00") are cut out of every open day
 * that reaches over them. For figures of that agent's answers; customers' deadlines know no meals.
 */
export function withoutMeal(calendar: Policy['calendar'], from: string): Policy['calendar'] {
  const start = minutesOf(from);
  if (!(start >= 0 && start < 1_440)) throw new RangeError('Write the beginning of the meal as HH:MM.');
  const end = start + calendar.mealMinutes;
  const open = calendar.open.flatMap((period) => {
    const [opens, closes] = [minutesOf(period.from), minutesOf(period.to)];
    if (end <= opens || start >= closes) return [period];
    const before = { ...period, to: timeOf(Math.max(start, opens)) };
    const after = { ...period, from: timeOf(Math.min(end, closes)) };
    return [before, after].filter(({ from: begins, to: ends }) => begins < ends);
  });
  return { ...calendar, open, mealMinutes: 0 };
}

/** The business calendar of one agent; null = nobody knows when they eat, so the desk's hours hold. */
export function createAgentCalendar(
  organisation: Pick<Policy['organisation'], 'timeZone'>,
  calendar: Policy['calendar'],
  mealFrom: string | null,
): BusinessCalendar {
  return createCalendar(organisation, mealFrom === null ? calendar : withoutMeal(calendar, mealFrom));
}

function minutesOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return (hours ?? Number.NaN) * 60 + (minutes ?? Number.NaN);
}

function timeOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
