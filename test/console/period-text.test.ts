import { describe, expect, it } from '@jest/globals';
import { periodText } from '../../web/console/src/parts/period-text.ts';

describe('periods in words', () => {
  it.each([
    ['2026-11-29', '29 nov 2026'],
    ['2026-W48', '23–29 nov 2026'],
    ['2026-W01', '29 dic 2025–4 ene 2026'],
    ['2026-11', 'noviembre de 2026'],
    ['2026-Q4', 'oct–dic 2026'],
    ['2026-S2', 'jul–dic 2026'],
    ['2026', '2026'],
    ['otra cosa', 'otra cosa'],
  ])('%s is %s', (code, words) => {
    // The dash of a range has thin spaces in some versions of the tables.
    expect(periodText(code, 'es').replace(/\s*[–-]\s*/g, '–')).toBe(words);
  });
});
