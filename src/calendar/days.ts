import { AppError } from '../errors/app-error.ts';
import { instantOf, type Offsets, wallOf } from './zone-offsets.ts';

const DAY = 86_400_000;
const YEAR_DAYS = 366;

/** The local date of an instant, as days since 1970-01-01. */
export function dateOf(offsets: Offsets, at: number): number {
  return Math.floor(wallOf(offsets, at) / DAY);
}

/** Whether a zone has a date at all: Samoa has no 30 December 2011. */
export function dateExists(offsets: Offsets, date: number): boolean {
  return dateOf(offsets, instantOf(offsets, date * DAY + DAY / 2)) === date;
}

/** The same time of day on a date so many natural days away. */
export function moveDays(offsets: Offsets, at: number, days: number): number {
  return instantOf(offsets, wallOf(offsets, at) + days * DAY);
}

/** The midnight that ends the local date of an instant. */
export function endOfDate(offsets: Offsets, at: number): number {
  return instantOf(offsets, (dateOf(offsets, at) + 1) * DAY);
}

/**
 * The same time of day on the n-th working day after (n > 0) or before (n < 0) the date of `at`.
 * Throws CALENDAR_NEVER_OPENS when a year has no working day.
 */
export function moveWorkingDays(
  { offsets, isWorkingDay }: { offsets: Offsets; isWorkingDay: (day: number) => boolean },
  at: number,
  days: number,
): number {
  const step = Math.sign(days);
  const start = dateOf(offsets, at);
  let [date, left, idle] = [start, Math.abs(days), 0];
  while (left > 0) {
    date += step;
    idle += 1;
    if (idle > YEAR_DAYS) throw new AppError('CALENDAR_NEVER_OPENS');
    if (!isWorkingDay(date)) continue;
    left -= 1;
    idle = 0;
  }
  return moveDays(offsets, at, date - start);
}
