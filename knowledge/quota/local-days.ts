import { DateTime } from 'luxon';
import type { BusinessCalendar } from '../../src/contracts/calendar.ts';
import type { LocalDate } from '../../src/contracts/quota.ts';
import { AppError } from '../../src/errors/app-error.ts';

/** A day of the organisation's calendar. */
export interface LocalDay {
  readonly date: LocalDate;
  /** Midnight to midnight, half-open. */
  readonly from: Date;
  readonly to: Date;
  /** When the desk closes on this day; null on a day without work (EXS-40: holidays, weekends). */
  readonly closesAt: Date | null;
}

/** ISO weekdays, Monday = 1. */
const weekdays = { mon: 1, tue: 2, wed: 3, thu: 4, fri: 5, sat: 6, sun: 7 } as const;
/** A day of the week as policies write it. */
export type Weekday = keyof typeof weekdays;

/** Months, weeks and days as the organisation's people live them (P6): its time zone, its opening hours. */
export class LocalDays {
  readonly #calendar: BusinessCalendar;
  readonly #zone: string;
  readonly #days = new Map<LocalDate, LocalDay>();

  constructor(calendar: BusinessCalendar, timeZone: string) {
    this.#calendar = calendar;
    this.#zone = timeZone;
  }

  /** The opening hours changed: days are worked out anew. */
  forget(): void {
    this.#days.clear();
  }

  /** The day of an instant. */
  dateOf(at: Date): LocalDate {
    return this.#local(at).toFormat('yyyy-MM-dd');
  }

  /** The month of an instant, `YYYY-MM`. */
  monthOf(at: Date): string {
    return this.#local(at).toFormat('yyyy-MM');
  }

  /** The ISO week of an instant, `YYYY-Www`. */
  weekOf(at: Date): string {
    return this.#local(at).toFormat("kkkk-'W'WW");
  }

  /** A day. Throws INPUT_INVALID when there is no such date. */
  day(date: LocalDate): LocalDay {
    const known = this.#days.get(date);
    if (known) return known;
    const start = this.#parse(date, 'yyyy-MM-dd', 'day');
    const from = start.toJSDate();
    const to = start.plus({ days: 1 }).toJSDate();
    const open = this.#calendar.workingMinutesBetween(from, to);
    const made = { date, from, to, closesAt: open > 0 ? this.#calendar.addWorkingMinutes(from, open) : null };
    this.#days.set(date, made);
    return made;
  }

  /** The days of a month, in order. Throws INPUT_INVALID. */
  ofMonth(month: string): LocalDay[] {
    const first = this.#parse(month, 'yyyy-MM', 'month');
    return this.#span(first, first.daysInMonth ?? 0);
  }

  /** The days of an ISO week, Monday first. Throws INPUT_INVALID. */
  ofWeek(week: string): LocalDay[] {
    return this.#span(this.#parse(week, "kkkk-'W'WW", 'week'), 7);
  }

  /** When the desk opens on a day; its beginning on a day without work. */
  opensAt(day: LocalDay): Date {
    const opens = this.#calendar.nextOpening(day.from);
    return opens && opens < day.to ? opens : day.from;
  }

  /** The week before the one of an instant. */
  weekBefore(at: Date): string {
    return this.#local(at).minus({ weeks: 1 }).toFormat("kkkk-'W'WW");
  }

  /** The working day that is this weekday of the week after, or the first one after it. Null: none for a month. */
  dueDay(week: string, weekday: Weekday): LocalDay | null {
    const wanted = this.#parse(week, "kkkk-'W'WW", 'week').plus({ weeks: 1, days: weekdays[weekday] - 1 });
    return this.#span(wanted, 31).find((day) => day.closesAt !== null) ?? null;
  }

  /** The first working day from this date on (the date itself included). Null: none for a year. */
  workingDayFrom(date: LocalDate): LocalDay | null {
    const start = this.#parse(date, 'yyyy-MM-dd', 'day');
    for (let ahead = 0; ahead <= 366; ahead += 1) {
      const day = this.day(start.plus({ days: ahead }).toFormat('yyyy-MM-dd'));
      if (day.closesAt !== null) return day;
    }
    return null;
  }

  /** The day after. */
  next(date: LocalDate): LocalDate {
    return this.#parse(date, 'yyyy-MM-dd', 'day').plus({ days: 1 }).toFormat('yyyy-MM-dd');
  }

  #span(first: DateTime, length: number): LocalDay[] {
    return Array.from({ length }, (_, ahead) => this.day(first.plus({ days: ahead }).toFormat('yyyy-MM-dd')));
  }

  #local(at: Date): DateTime {
    return DateTime.fromJSDate(at, { zone: this.#zone });
  }

  #parse(text: string, format: string, path: string): DateTime {
    const read = DateTime.fromFormat(text, format, { zone: this.#zone });
    // luxon reads `2026-1` too: one spelling of a date, so that dates compare as texts.
    if (!read.isValid || read.toFormat(format) !== text || read.year < 1970) {
      const shapes: Readonly<Record<string, string>> = { day: 'YYYY-MM-DD', month: 'YYYY-MM', week: 'YYYY-Www' };
      throw new AppError('INPUT_INVALID', { path, problem: `write it as ${shapes[path] ?? 'a date'}` });
    }
    return read;
  }
}
