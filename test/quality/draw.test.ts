import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { periodBefore, periodOf } from '../../src/calendar/named-periods.ts';
import { isAppError } from '../../src/errors/app-error.ts';
import { isHeld } from '../../src/quality/answers/gate.ts';
import { drawn, lotOf } from '../../src/quality/lot.ts';
import { sizeOf } from '../../src/quality/reviews/draw.ts';
import { scoreBy, scoreOf } from '../../src/quality/reviews/score.ts';

describe('the lot', () => {
  it('ICE-38 can be computed again with nothing but SHA-256', () => {
    const digest = createHash('sha256').update('seed|c1').digest('hex');
    expect(lotOf('seed', 'c1')).toBe(Number.parseInt(digest.slice(0, 12), 16) / 2 ** 48);
  });

  it('the same seed on the same log gives the same sample, in whatever order the log is read', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { maxLength: 60 }), fc.string(), fc.nat(70), (ids, seed, size) => {
        const sample = drawn(seed, ids, size);
        expect(drawn(seed, [...ids].reverse(), size)).toEqual(sample);
        expect(sample).toHaveLength(Math.min(size, ids.length));
        expect(ids).toEqual(expect.arrayContaining(sample));
      }),
    );
  });

  it('another seed gives another sample', () => {
    const ids = Array.from({ length: 200 }, (_, at) => `c${at}`);
    expect(drawn('one', ids, 20)).not.toEqual(drawn('two', ids, 20));
  });

  it('a share is rounded up; a number is never more than there are; neither means all', () => {
    expect(sizeOf({ share: 0.1, count: null }, 11)).toBe(2);
    expect(sizeOf({ share: null, count: 100 }, 7)).toBe(7);
    expect(sizeOf({ share: null, count: null }, 7)).toBe(7);
  });

  it('ICE-08 at no moment of a month are fewer held than the share asks for', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 300 }), (share, count) => {
        let held = 0;
        for (let number = 1; number <= count; number++) {
          if (isHeld(share, number, 'icetex|2026-11')) held += 1;
          expect(held).toBeGreaterThanOrEqual(Math.floor(share * number + 1e-9));
        }
      }),
    );
  });

  it('some of the others are held by lot, so that nobody can count the next one', () => {
    const held = Array.from({ length: 200 }, (_, at) => isHeld(0.5, at + 1, 'icetex|2026-11'));
    expect(held.filter(Boolean).length).toBeGreaterThan(100);
    expect(held.filter(Boolean).length).toBeLessThan(130);
  });
});

describe('periods', () => {
  it('are named and cut as the organisation lives them, across a change of the clocks', () => {
    const at = new Date('2026-11-30T05:30:00Z');
    expect(periodOf('day', at, 'America/Mexico_City').code).toBe('2026-11-29');
    expect(periodOf('week', at, 'America/Mexico_City').code).toBe('2026-W48');
    expect(periodOf('week', at, 'Europe/Madrid').code).toBe('2026-W49');
    expect(periodBefore('month', at, 'America/Bogota').code).toBe('2026-10');
    expect(periodOf('halfYear', at, 'America/Bogota')).toEqual({
      ...{ code: '2026-S2', from: new Date('2026-07-01T05:00:00Z'), to: new Date('2027-01-01T05:00:00Z') },
    });
    const october = periodOf('week', new Date('2026-10-25T12:00:00Z'), 'Europe/Madrid');
    expect(october.to.getTime() - october.from.getTime()).toBe((7 * 24 + 1) * 3_600_000);
  });
});

const form = {
  ...{ code: 'f182', label: 'F182', marks: 'fiveSteps' as const, facts: [] },
  criteria: [
    { code: 'fondo', label: 'Contenido', weight: 60, critical: true },
    { code: 'forma', label: 'Forma', weight: 40, critical: false },
  ],
};

describe('a score', () => {
  it('ICE-41 is the weighted mean of the marks that apply', () => {
    expect(scoreOf(form, { fondo: 5, forma: 3 })).toEqual({ score: 80, criticals: [] });
    expect(scoreOf(form, { fondo: null, forma: 3 })).toEqual({ score: 50, criticals: [] });
    expect(scoreOf(form, { fondo: null, forma: null })).toEqual({ score: null, criticals: [] });
  });

  it('a critical criterion at its lowest mark makes it 0', () => {
    expect(scoreOf(form, { fondo: 1, forma: 5 })).toEqual({ score: 0, criticals: ['fondo'] });
  });

  it('P4 has no keys but those of its form, and none where there is no form', () => {
    expect(scoreBy(null, {})).toEqual({ score: null, criticals: [] });
    for (const by of [null, form]) expect(() => scoreBy(by, { 'clave Canela2023': 1 })).toThrow('criterion');
  });

  it('takes yes and no', () => {
    expect(scoreOf({ ...form, marks: 'yesNo' }, { fondo: 1, forma: 0 }).score).toBe(60);
  });

  it.each([{ fondo: 5 }, { fondo: 6, forma: 3 }, { fondo: 2.5, forma: 3 }, { fondo: 5, forma: 3, otro: 1 }])(
    'refuses a form that is not whole or not its own (%j)',
    (marks) => {
      let thrown: unknown;
      try {
        scoreOf(form, marks as never);
      } catch (error) {
        thrown = error;
      }
      expect(isAppError(thrown, 'REVIEW_REFUSED')).toBe(true);
    },
  );
});
