import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createCalendar } from '../../src/calendar/calendar.ts';
import { createAgentCalendar, withoutMeal } from '../../src/calendar/meal.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { MinuteOracle } from './oracle.ts';

const { organisation, calendar } = loadPolicy('exsim');
const at = (time: string) => new Date(`2026-12-07T${time}:00-06:00`);

describe("an agent's meal", () => {
  const ana = createAgentCalendar(organisation, calendar, '14:00');
  const luis = createAgentCalendar(organisation, calendar, '13:30');
  const desk = createCalendar(organisation, calendar);

  it("EXS-04 thirty minutes of each agent's own are not counted for that agent, the desk stays open", () => {
    const [from, to] = [at('13:00'), at('15:00')];
    expect([desk, ana, luis].map((one) => one.workingMinutesBetween(from, to))).toEqual([120, 90, 90]);
    const lunch = at('14:10');
    expect([desk, ana, luis].map((one) => one.isOpen(lunch))).toEqual([true, false, true]);
    expect(ana.nextOpening(lunch)).toEqual(at('14:30'));
    expect(ana.workingMinutesBetween(at('00:00'), at('23:59'))).toBe(510);
  });

  it('EXS-04 an agent whose meal nobody knows is measured by the hours of the desk', () => {
    const unknown = createAgentCalendar(organisation, calendar, null);
    expect(unknown.workingMinutesBetween(at('09:00'), at('18:00'))).toBe(540);
  });

  it('cuts only what is open: at the edges, over a break of the desk, outside the hours', () => {
    const split = {
      ...calendar,
      open: [
        { days: ['mon' as const], from: '09:00', to: '14:00' },
        { days: ['mon' as const], from: '14:15', to: '18:00' },
      ],
    };
    const hours = (from: string) => withoutMeal(split, from).open.map((period) => `${period.from}-${period.to}`);
    expect(hours('08:45')).toEqual(['09:15-14:00', '14:15-18:00']);
    expect(hours('13:50')).toEqual(['09:00-13:50', '14:20-18:00']);
    expect(hours('17:45')).toEqual(['09:00-14:00', '14:15-17:45']);
    expect(hours('20:00')).toEqual(['09:00-14:00', '14:15-18:00']);
    expect(() => withoutMeal(split, 'noon')).toThrow(RangeError);
  });

  it('EXS-04 agrees with a count minute by minute, wherever the meal falls', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 0, max: 180 }), (start, mealMinutes) => {
        const from = `${String(Math.floor(start / 60)).padStart(2, '0')}:${String(start % 60).padStart(2, '0')}`;
        const hours = { ...calendar, holidays: { country: null, extra: [], removed: [] }, mealMinutes };
        const own = createAgentCalendar(organisation, hours, from);
        const oracle = new MinuteOracle(organisation.timeZone, hours);
        const [day, next] = [at('00:00').getTime(), at('00:00').getTime() + 86_400_000];
        let expected = 0;
        for (let time = day, minute = 0; time < next; time += 60_000, minute += 1) {
          const isMeal = minute >= start && minute < start + mealMinutes;
          if (!isMeal && oracle.isOpen(time)) expected += 1;
        }
        expect(own.workingMinutesBetween(new Date(day), new Date(next))).toBe(expected);
      }),
      { numRuns: 25 },
    );
  });
});
