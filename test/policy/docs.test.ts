import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { policyKeys } from '../../src/policy/keys.ts';

describe('docs/policies.md', () => {
  it('teaches every key of the schema, and no key that the schema does not have', () => {
    const text = readFileSync('docs/policies.md', 'utf8');
    const documented = [...text.matchAll(/^\| `([^`]+)` \|/gm)].map((row) => row[1] ?? '');
    expect([...documented].sort()).toEqual([...policyKeys()].sort());
  });
});
