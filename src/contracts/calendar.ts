/** An organisation's opening hours (P6). All instants are UTC Dates; the arithmetic is in the organisation's zone. */
export interface BusinessCalendar {
  isOpen(at: Date): boolean;
  /** The next opening instant at or after `at`; `at` itself when open. Null when it never opens within a year. */
  nextOpening(at: Date): Date | null;
  /** `at` plus working minutes. */
  addWorkingMinutes(at: Date, minutes: number): Date;
  /** Working minutes between two instants (0 when `to` is not after `from`). */
  workingMinutesBetween(from: Date, to: Date): number;
}
