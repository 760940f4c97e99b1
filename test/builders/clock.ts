import type { Clock } from '../../src/contracts/clock.ts';

/** A clock whose hands the test turns. */
export interface FakeClock extends Clock {
  advance(by: { ms?: number; seconds?: number; minutes?: number; hours?: number }): Date;
  set(at: Date): void;
}

/** Monday 2026-11-23 10:00 in Mexico City (16:00 UTC): inside Exsim's attention hours. */
export const MONDAY_10AM = new Date('2026-11-23T16:00:00Z');

/** A clock that stands still until it is told to move. */
export function buildClock(start: Date = MONDAY_10AM): FakeClock {
  let now = start.getTime();
  return {
    now: () => new Date(now),
    advance({ ms = 0, seconds = 0, minutes = 0, hours = 0 }) {
      now += ms + seconds * 1_000 + minutes * 60_000 + hours * 3_600_000;
      return new Date(now);
    },
    set(at) {
      now = at.getTime();
    },
  };
}
