/** A length of time. `days` are natural (the same time on a later date); `workingDays` are counted on a calendar. */
export interface Duration {
  /** Above 0; whole for days. */
  readonly amount: number;
  readonly unit: 'minutes' | 'hours' | 'days' | 'workingDays';
}

/** A deadline of so many days falls at the same time of day, or at the end of its date. */
export type DeadlineEnd = 'sameTime' | 'endOfDay';

/** An organisation's opening hours (P6). All instants are UTC Dates; the arithmetic is in the organisation's zone. */
export interface BusinessCalendar {
  isOpen(at: Date): boolean;
  /** The next opening instant at or after `at`; `at` itself when open. Null when it never opens within a year. */
  nextOpening(at: Date): Date | null;
  /** `at` plus working minutes. */
  addWorkingMinutes(at: Date, minutes: number): Date;
  /** Working minutes between two instants (0 when `to` is not after `from`). */
  workingMinutesBetween(from: Date, to: Date): number;
  /**
   * `at` plus a duration: minutes and hours are open time, a working day is a local date with any open time. The day of
   * `at` is day 0. `endOfDay`: midnight that ends the local date of the result.
   */
  add(at: Date, duration: Duration, ends?: DeadlineEnd): Date;
  /** The latest instant from which the duration leads to `at`; for warnings. */
  subtract(at: Date, duration: Duration): Date;
  /** Working days after the local date of `from`, up to and with that of `to`. */
  workingDaysBetween(from: Date, to: Date): number;
}

/** All calendars of an organisation by name: `default`, `natural`, and those of the policy's `calendars`. */
export interface Calendars {
  /** Throws CALENDAR_UNKNOWN. */
  get(name: string): BusinessCalendar;
}
