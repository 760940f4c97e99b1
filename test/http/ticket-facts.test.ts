import { describe, expect, it } from '@jest/globals';
import type { Redacted } from '../../src/contracts/redacted.ts';
import { codesOf } from '../../src/http/tickets/deed-routes.ts';
import { createRedactor } from '../../src/redaction/index.ts';

const redactor = createRedactor({ salt: Buffer.alloc(32, 7) });
const redact = (text: string): Redacted => redactor.redact(text, { speaker: 'agent' }).text;

describe('facts that come over the API', () => {
  it('P4 an address is no code: it is refused before anything is stored', () => {
    expect(() => codesOf({ line: 'funcional', server: '192.168.10.25' }, redact)).toThrow(/facts\.server/);
  });

  it('codes, numbers and yes or no are taken as they are', () => {
    const facts = { line: 'funcional', minutes: 40, relevant: true, gone: null };
    expect(codesOf(facts, redact)).toEqual(facts);
  });
});
