import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createRedactor, marks } from '../../src/redaction/index.ts';
import { chance } from '../eval/random.ts';
import { type LabelledLine, readLabelled, scoreRedaction } from '../eval/redaction.ts';
import { ownLines } from '../eval/redaction-own.ts';
import { reseeded } from '../eval/redaction-reseed.ts';
import { templateFiles, templateLines } from '../eval/redaction-templates.ts';

const redactor = createRedactor({ salt: new Uint8Array(32).fill(7) });
const seed = 20261122;

function leakShare(lines: readonly LabelledLine[]): number {
  const [all] = scoreRedaction(lines).rows;
  return (all?.leaks ?? 1) / Math.max(1, all?.values ?? 0);
}

describe('properties of redaction', () => {
  it('MAS-132 strips any value put where one of the development set stood', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 31 }), (start) => {
        const by = chance(start);
        const lines = readLabelled('test/eval/data/redaction-dev.jsonl').map((line) => reseeded(line, by));
        expect(scoreRedaction(lines).faults.filter(({ fault }) => fault === 'leak')).toEqual([]);
      }),
      { seed, numRuns: 10 },
    );
  });

  it('strips nearly any value put where one of the own sentences stood', () => {
    const by = chance(seed);
    const own = ['redaction-own', 'redaction-own-2'].flatMap((name) => ownLines(`test/eval/data/${name}.txt`));
    expect(leakShare(own.map((line) => reseeded(line, by)))).toBeLessThanOrEqual(0.02);
    const fresh = templateFiles().flatMap((file) => templateLines(file, by));
    expect(leakShare(fresh)).toBeLessThanOrEqual(0.01);
    expect(scoreRedaction(fresh).rows[0]?.touched).toBe(0);
  });

  it('P4 changes nothing when it redacts its own output', () => {
    const by = chance(seed);
    for (const line of templateFiles().flatMap((file) => templateLines(file, by))) {
      for (const { text } of line.messages ?? []) {
        const once = redactor.redact(text).text;
        expect(redactor.redact(once)).toMatchObject({ text: once, findings: [] });
      }
    }
  });

  it('MAS-134 MAS-135 sees through invisible characters and wide letters anywhere in an address', () => {
    const wide = (text: string): string =>
      text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
    const hex = fc.stringMatching(/^[0-9a-f]{2}$/);
    const mac = fc.tuple(hex, hex, hex, hex, hex).map((groups) => ['ac', ...groups].join(':'));
    const hidden = fc.constantFrom('\u200b', '\u200d', '\u2060', '\u00ad', '\ufeff', '\u202a');
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), mac), fc.nat(20), hidden, fc.boolean(), (value, place, sign, isWide) => {
        const at = Math.min(place, value.length);
        const shown = isWide ? wide(value) : value;
        const text = `la ip o mac es ${shown.slice(0, at)}${sign}${shown.slice(at)} gracias`;
        const clean = redactor.redact(text).text;
        expect(clean.replaceAll(sign, '')).toMatch(/^la ip o mac es \[(?:IP|MAC) eliminada\] gracias$/);
      }),
      { seed, numRuns: 500 },
    );
  });

  it('leaves text without digits, signs or words of access as it is', () => {
    const word = fc
      .stringMatching(/^[a-zñáéíóú]{1,10}$/)
      .filter((text) => !/contra|pass|clav|pin|nip|key|pw|ciec|wpa|psk|psw|ctr|cve|ctna|ctra/.test(text));
    fc.assert(
      fc.property(fc.array(word, { maxLength: 20 }), (words) => {
        const text = words.join(' ');
        expect(redactor.redact(text)).toMatchObject({ text, findings: [] });
      }),
      { seed, numRuns: 500 },
    );
  });

  it('P4 gives one constant mark whatever the value was', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z][a-z]{3,9}[_#*]\d{1,9}$/), (value) => {
        expect(redactor.redact(`contraseña: ${value}`).text).toBe(`contraseña: ${marks.password}`);
      }),
      { seed, numRuns: 300 },
    );
  });
});
