import { describe, expect, it } from '@jest/globals';
import { type Candidate, chooseAgent } from '../../../src/desk/assignment/choose.ts';
import { loadPolicy } from '../../../src/policy/load.ts';
import { buildPolicy } from '../../builders/policy.ts';

const balanced = buildPolicy({ assignment: { strategy: 'balanced', onlineOnly: true }, loadLimits: [] });
const ticket = { area: 'soporte', facts: { module: 'nomina' } };

function person(id: string, overrides: Partial<Candidate> = {}): Candidate {
  return { id, roles: ['agent'], areas: [], posts: [], skills: [], load: 0, lastGivenAt: null, ...overrides };
}

describe('who gets a ticket', () => {
  it('EXS-72 nobody in support gets an eleventh case; EXS-74 nobody outside a fourth', () => {
    const exsim = { ...loadPolicy('exsim'), assignment: { strategy: 'balanced' as const, onlineOnly: true } };
    const support = (load: number) => chooseAgent(ticket, [person('ana', { areas: ['soporte'], load })], exsim);
    expect([support(9)?.agent, support(10)]).toEqual(['ana', null]);
    const outside = (load: number) =>
      chooseAgent({ ...ticket, area: 'ventas' }, [person('vic', { areas: ['ventas'], load })], exsim);
    expect([outside(2)?.agent, outside(3)]).toEqual(['vic', null]);
  });

  it('balanced: to the fewest open cases, then to who waited longest, and it says why', () => {
    const people = [
      person('ana', { load: 3 }),
      person('eva', { load: 1, lastGivenAt: new Date(2_000) }),
      person('leo', { load: 1, lastGivenAt: new Date(1_000) }),
    ];
    expect(chooseAgent(ticket, people, balanced)).toEqual({
      agent: 'leo',
      why: { strategy: 'balanced', load: 1, among: 3, full: 0 },
    });
    expect(chooseAgent(ticket, people.toReversed(), balanced)?.agent).toBe('leo');
  });

  it('people of the area come first, and those with the skill before others', () => {
    const people = [
      person('ana'),
      person('eva', { areas: ['soporte'], load: 2 }),
      person('leo', { areas: ['soporte'], load: 5, skills: ['nomina'] }),
      person('vic', { areas: ['ventas'] }),
    ];
    expect(chooseAgent(ticket, people, balanced)).toMatchObject({
      agent: 'leo',
      why: { skill: 'nomina', area: 'soporte' },
    });
    expect(chooseAgent({ ...ticket, facts: {} }, people, balanced)?.agent).toBe('eva');
    expect(chooseAgent({ ...ticket, area: 'desarrollo' }, people, balanced)?.agent).toBe('ana');
  });

  it('round robin goes by turn, whatever the load, but never over the limit', () => {
    const policy = buildPolicy({
      assignment: { strategy: 'roundRobin', onlineOnly: true },
      loadLimits: [{ role: null, area: null, open: 5 }],
    });
    const people = [
      person('ana', { load: 0, lastGivenAt: new Date(3_000) }),
      person('eva', { load: 5, lastGivenAt: new Date(1_000) }),
      person('leo', { load: 4, lastGivenAt: new Date(2_000) }),
    ];
    expect(chooseAgent(ticket, people, policy)).toMatchObject({ agent: 'leo', why: { full: 1, limit: 5 } });
  });

  it('manual: nobody is given anything', () => {
    const manual = buildPolicy({ assignment: { strategy: 'manual', onlineOnly: true } });
    expect(chooseAgent(ticket, [person('ana')], manual)).toBeNull();
  });
});
