import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { elapsedMs, freshWorkClock, pause, start, workTimers } from '../../src/conversation/work-clock.ts';

const MINUTE = 60_000;
const rule = { limitMs: 30 * MINUTE, warnMs: 5 * MINUTE, pauseWhileWaitingForUser: true };
const at = (ms: number) => new Date(1_700_000_000_000 + ms);

describe('the work clock', () => {
  it('EXS-12 is due one millisecond after the limit: exactly 30 minutes is no ticket (AMB-01)', () => {
    const running = start(freshWorkClock, at(0));
    expect(workTimers(running, rule)).toEqual({
      'work.warn': at(25 * MINUTE),
      'work.limit': at(30 * MINUTE + 1),
    });
  });

  it('EXS-12 counts active attention only: time waiting for the person is left out (AMB-02)', () => {
    let clock = start(freshWorkClock, at(0));
    clock = pause(clock, at(10 * MINUTE));
    expect(workTimers(clock, rule)).toEqual({ 'work.warn': null, 'work.limit': null });
    clock = start(clock, at(100 * MINUTE));
    expect(elapsedMs(clock, at(105 * MINUTE))).toBe(15 * MINUTE);
    expect(workTimers(clock, rule)['work.limit']).toEqual(at(120 * MINUTE + 1));
  });

  it('sets no timer once it has opened its ticket, and warns once', () => {
    const running = start(freshWorkClock, at(0));
    expect(workTimers({ ...running, folio: 'EXS-1' }, rule)).toEqual({ 'work.warn': null, 'work.limit': null });
    expect(workTimers({ ...running, warned: true }, rule)['work.warn']).toBeNull();
  });

  it('agrees with a count minute by minute, whatever starts and pauses come', () => {
    const step = fc.record({ minutes: fc.integer({ min: 0, max: 90 }), action: fc.constantFrom('start', 'pause') });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let clock = freshWorkClock;
        let running = false;
        let counted = 0;
        let now = 0;
        for (const { minutes, action } of steps) {
          if (running) counted += minutes * MINUTE;
          now += minutes * MINUTE;
          clock = action === 'start' ? start(clock, at(now)) : pause(clock, at(now));
          running = action === 'start';
          expect(elapsedMs(clock, at(now))).toBe(counted);
        }
      }),
    );
  });
});
