import type { Clock } from '../../../src/contracts/clock.ts';
import type { Timers } from '../../../src/http/deps.ts';

/** A clock whose hands the test turns, with timers that follow it. */
export interface FakeTime extends Clock, Timers {
  advance(ms: number): void;
  /** Timers that wait. */
  readonly waiting: number;
}

export function createFakeTime(start = '2026-11-23T16:00:00.000Z'): FakeTime {
  let now = Date.parse(start);
  const timers = new Map<symbol, { at: number; run: () => void }>();
  return {
    now: () => new Date(now),
    after(ms, run) {
      const id = Symbol('timer');
      timers.set(id, { at: now + ms, run });
      return () => void timers.delete(id);
    },
    advance(ms) {
      now += ms;
      for (const [id, timer] of [...timers].sort((a, b) => a[1].at - b[1].at)) {
        if (timer.at <= now && timers.delete(id)) timer.run();
      }
    },
    get waiting() {
      return timers.size;
    },
  };
}
