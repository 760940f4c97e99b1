import { describe, expect, it } from '@jest/globals';
import { loadPolicy } from '../../src/policy/load.ts';
describe('loadPolicy', () => {
  it('loads the policies that come with the product', () => {
    expect(loadPolicy('exsim').organisation.code).toBe('exsim');
  });
});
