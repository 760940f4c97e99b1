import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { policyJsonSchema } from '../../src/policy/json-schema.ts';
import { listPolicies } from '../../src/policy/load.ts';

describe('policies/policy.schema.json', () => {
  it('is the schema that the product checks with (ventanilla policy schema > policies/policy.schema.json)', () => {
    expect(JSON.parse(readFileSync('policies/policy.schema.json', 'utf8'))).toEqual(policyJsonSchema());
  });

  it('is named by the first line of every profile, so that editors complete it', () => {
    for (const name of listPolicies()) {
      const [first] = readFileSync(`policies/${name}.yaml`, 'utf8').split('\n');
      expect([name, first]).toEqual([name, '# yaml-language-server: $schema=policy.schema.json']);
    }
  });
});
