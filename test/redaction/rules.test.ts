import { describe, expect, it } from '@jest/globals';
import type { SensitiveKind } from '../../src/contracts/redacted.ts';
import { createRedactor, marks } from '../../src/redaction/index.ts';
import { rules } from '../../src/redaction/rules/index.ts';
import { readMarked } from './marked.ts';

const redactor = createRedactor();
const requirement: Readonly<Record<SensitiveKind, string>> = {
  password: 'MAS-133',
  ip: 'MAS-134',
  mac: 'MAS-135',
  secret: 'P4',
};
const anyMark = Object.values(marks).join('|').replace(/[[\]]/g, '\\$&');

describe.each(rules.map((rule) => ({ id: rule.id, rule })))('rule $id', ({ rule }) => {
  it('shows examples of both kinds', () => {
    expect(rule.examples.hit.length).toBeGreaterThan(1);
    expect(rule.examples.miss.length).toBeGreaterThan(1);
  });

  it.each(rule.examples.hit)(`${requirement[rule.kind]} strips the marked value: %s`, (example) => {
    const { text, values } = readMarked(example);
    const result = redactor.redact(text);
    for (const { start, end } of values) {
      expect(result.findings.some((finding) => finding.start <= start && finding.end >= end)).toBe(true);
    }
    expect(result.text).toMatch(new RegExp(anyMark));
    expect(result.text).not.toBe(text);
    // What stands around the values stays, but for a full stop beside them.
    const rest = example.split(/⟦[^⟧]*⟧/).map((part) => part.replace(/^\./, '').trim());
    for (const part of rest) expect(result.text).toContain(part);
  });

  it.each(rule.examples.miss)('leaves harmless talk alone: %s', (example) => {
    expect(redactor.redact(example)).toMatchObject({ text: example, findings: [] });
  });
});
