import type { Policy } from '../../src/contracts/policy.ts';

const MINUTE = 60_000;

/** Slow and plain on purpose: asks the platform for the wall clock of every minute. Holidays: `extra` only. */
export class MinuteOracle {
  readonly #format: Intl.DateTimeFormat;
  readonly #calendar: Policy['calendar'];

  constructor(timeZone: string, calendar: Policy['calendar']) {
    this.#calendar = calendar;
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      weekday: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
  }

  isOpen(at: number): boolean {
    // "Sun, 11/22/2026, 09:05"
    const [weekday = '', date = '', time = ''] = this.#format.format(at).split(', ');
    const [month, day, year] = date.split('/');
    if (this.#calendar.holidays.extra.includes(`${year}-${month}-${day}`)) return false;
    return this.#calendar.open.some(
      (period) => period.days.some((name) => name === weekday.toLowerCase()) && time >= period.from && time < period.to,
    );
  }

  /** Open whole minutes in [from, to); both on whole minutes. */
  minutesBetween(from: number, to: number): number {
    let sum = 0;
    for (let at = from; at < to; at += MINUTE) if (this.isOpen(at)) sum += 1;
    return sum;
  }

  nextOpening(from: number, until: number): number | null {
    for (let at = from; at <= until; at += MINUTE) if (this.isOpen(at)) return at;
    return null;
  }

  /** The first whole minute by which `minutes` open minutes have passed; null when not by `until`. */
  add(from: number, minutes: number, until: number): number | null {
    let left = minutes;
    for (let at = from; at < until; at += MINUTE) {
      if (left === 0) return at;
      if (this.isOpen(at)) left -= 1;
    }
    return left === 0 ? until : null;
  }
}

/** The minute before each change of a zone's offset from UTC, in [from, to). */
export function transitions(timeZone: string, from: number, to: number): number[] {
  const found: number[] = [];
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  const offset = (at: number) => format.format(at).split(', ')[1];
  const day = 86_400_000;
  for (let at = from; at < to; at += day) {
    if (offset(at) === offset(at + day)) continue;
    let [low, high] = [at, at + day];
    while (high - low > MINUTE) {
      const middle = low + Math.floor((high - low) / 2 / MINUTE) * MINUTE;
      if (offset(middle) === offset(low)) low = middle;
      else high = middle;
    }
    found.push(low);
  }
  return found;
}
