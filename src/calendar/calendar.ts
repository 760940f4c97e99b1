import type { BusinessCalendar, Duration } from '../contracts/calendar.ts';
import type { Policy } from '../contracts/policy.ts';
import { AppError } from '../errors/app-error.ts';
import { dateExists, dateOf, endOfDate, moveDays, moveWorkingDays } from './days.ts';
import { createOpenSpans } from './local-hours.ts';
import { createMonthPlans, firstAbove, instantAfter, latestWith, openBefore, type PlanAt } from './month-plan.ts';
import { createWeek } from './week.ts';
import { createOffsets } from './zone-offsets.ts';

const MINUTE = 60_000;
const YEAR = 366 * 86_400_000;
// A sum over more than a century is a mistake of the caller; it would build plans for minutes on end.
const MAX_SPAN = 100 * YEAR;
const EARLIEST = Date.UTC(1900, 0, 1);
const LATEST = Date.UTC(9999, 0, 1);

/**
 * An organisation's business calendar (P6, EXS-04). Pure apart from a cache of month plans; after warm-up each call
 * is a few binary searches. Working minutes may have fractions: times are exact to the millisecond.
 * Throws RangeError for invalid dates, negative minutes and spans over a century, and CALENDAR_NEVER_OPENS.
 */
export function createCalendar(
  organisation: Pick<Policy['organisation'], 'timeZone'>,
  calendar: Policy['calendar'],
): BusinessCalendar {
  const offsets = createOffsets(organisation.timeZone);
  const week = createWeek(calendar);
  const planAt = createMonthPlans(createOpenSpans(offsets, week));
  const isWorkingDay = (date: number) => week.isWorkingDay(date) && dateExists(offsets, date);
  const days = { offsets, isWorkingDay };
  const move = (at: number, { amount, unit }: Duration, sign: 1 | -1) => {
    if (unit === 'workingDays') return moveWorkingDays(days, at, sign * wholeDays(amount));
    if (unit === 'days') return moveDays(offsets, at, sign * wholeDays(amount));
    const length = amount * (unit === 'hours' ? 60 : 1) * MINUTE;
    return sign === 1 ? addWorking(planAt, at, length) : subtractWorking(planAt, at, length);
  };
  return {
    isOpen: (at) => {
      const time = instant(at);
      return nextOpen(planAt, time, time) === time;
    },
    nextOpening: (at) => {
      const time = instant(at);
      const open = nextOpen(planAt, time, time + YEAR);
      return open === null ? null : new Date(open);
    },
    addWorkingMinutes: (at, minutes) => new Date(addWorking(planAt, instant(at), minutes * MINUTE)),
    workingMinutesBetween: (from, to) => workingBetween(planAt, instant(from), instant(to)) / MINUTE,
    add: (at, duration, ends = 'sameTime') => {
      const due = move(instant(at), duration, 1);
      return new Date(ends === 'endOfDay' ? endOfDate(offsets, due) : due);
    },
    subtract: (at, duration) => new Date(move(instant(at), duration, -1)),
    workingDaysBetween: (from, to) => {
      const last = dateOf(offsets, instant(to));
      let sum = 0;
      for (let day = dateOf(offsets, instant(from)) + 1; day <= last; day += 1) if (isWorkingDay(day)) sum += 1;
      return sum;
    },
  };
}

function wholeDays(amount: number): number {
  if (!(Number.isInteger(amount) && amount >= 0)) throw new RangeError('Days must be whole, 0 or more.');
  return amount;
}

/** `at` plus natural hours: round the clock, holidays included (AMB-05). */
export function addNaturalHours(at: Date, hours: number): Date {
  return new Date(instant(at) + Math.round(hours * 60 * MINUTE));
}

function instant(at: Date): number {
  const time = at.getTime();
  // Also refuses NaN. Before 1900 zones had no common offsets.
  if (!(time >= EARLIEST && time <= LATEST)) throw new RangeError('The date is not valid, or not from 1900 to 9999.');
  return time;
}

/** First open ms at or after `at`, not after `until`. */
function nextOpen(planAt: PlanAt, at: number, until: number): number | null {
  for (let time = at; time <= until; ) {
    const plan = planAt(time);
    const open = plan.opens[firstAbove(plan.closes, time)];
    if (open !== undefined) {
      const found = Math.max(open, time);
      return found <= until ? found : null;
    }
    time = plan.end;
  }
  return null;
}

/** The earliest instant by which `amount` open ms have passed since `at`. */
function addWorking(planAt: PlanAt, at: number, amount: number): number {
  if (!(amount >= 0)) throw new RangeError('Working minutes must be 0 or more.');
  let left = Math.round(amount);
  if (left === 0) return at;
  let time = at;
  let lastOpen = at;
  while (time - at <= MAX_SPAN) {
    const plan = planAt(time);
    const passed = openBefore(plan, time);
    const rest = (plan.before.at(-1) ?? 0) - passed;
    if (rest >= left) return instantAfter(plan, passed + left);
    left -= rest;
    if (rest > 0) lastOpen = plan.end;
    if (plan.end - lastOpen > YEAR) throw new AppError('CALENDAR_NEVER_OPENS');
    time = plan.end;
  }
  throw new RangeError('The working minutes span more than a century.');
}

function workingBetween(planAt: PlanAt, from: number, to: number): number {
  if (to <= from) return 0;
  if (to - from > MAX_SPAN) throw new RangeError('The span is longer than a century.');
  let sum = 0;
  for (let time = from; time < to; ) {
    const plan = planAt(time);
    sum += openBefore(plan, Math.min(to, plan.end)) - openBefore(plan, time);
    time = plan.end;
  }
  return sum;
}

/** The latest instant from which `amount` open ms lead to `at`. */
function subtractWorking(planAt: PlanAt, at: number, amount: number): number {
  if (!(amount >= 0)) throw new RangeError('Working minutes must be 0 or more.');
  let left = Math.round(amount);
  if (left === 0) return at;
  let time = at;
  let lastOpen = at;
  while (at - time <= MAX_SPAN) {
    const plan = planAt(time - 1);
    const passed = openBefore(plan, time);
    if (passed >= left) return latestWith(plan, passed - left);
    left -= passed;
    if (passed > 0) lastOpen = plan.start;
    if (lastOpen - plan.start > YEAR) throw new AppError('CALENDAR_NEVER_OPENS');
    time = plan.start;
  }
  throw new RangeError('The working minutes span more than a century.');
}
