import { describe, expect, it } from '@jest/globals';
import { claimedIds, coverageOf } from './coverage.ts';

describe('requirement coverage', () => {
  it('reads the IDs that a title begins with, and no others', () => {
    expect(claimedIds('EXS-12 opens a ticket over 30 minutes (see EXS-13)')).toEqual(['EXS-12']);
    expect(claimedIds('EXS-12, EXS-13 and P2 hold')).toEqual(['EXS-12', 'EXS-13', 'P2']);
    expect(claimedIds('EXS-12 EXS-13 hold (EXS-14)')).toEqual(['EXS-12', 'EXS-13']);
    expect(claimedIds('opens a ticket EXS-12')).toEqual([]);
  });

  it('says passed only when every claimed test passed', () => {
    const results = [
      { title: 'EXS-12 a', status: 'passed' },
      { title: 'EXS-12 b', status: 'failed' },
      { title: 'EXS-13 c', status: 'passed' },
    ];
    expect(coverageOf(['EXS-12', 'EXS-13', 'EXS-14'], results)).toEqual({
      'EXS-12': { tests: ['EXS-12 a', 'EXS-12 b'], passed: false },
      'EXS-13': { tests: ['EXS-13 c'], passed: true },
      'EXS-14': { tests: [], passed: false },
    });
  });

  it('leaves aside what is skipped for one implementation with a reason, and nothing else that did not run', () => {
    const results = [
      { title: 'EXS-12 a', status: 'passed' },
      { title: 'EXS-12 b [skipped: that store has no arrays]', status: 'pending' },
      { title: 'EXS-13 c', status: 'pending' },
      { title: 'EXS-14 d [skipped: that store has no arrays]', status: 'failed' },
    ];
    expect(coverageOf(['EXS-12', 'EXS-13', 'EXS-14'], results)).toMatchObject({
      'EXS-12': { passed: true },
      'EXS-13': { passed: false },
      'EXS-14': { passed: false },
    });
  });

  it('refuses a claim of an ID that does not exist', () => {
    expect(() => coverageOf(['EXS-12'], [{ title: 'EXS-99 x', status: 'passed' }])).toThrow('EXS-99');
  });
});
