import { type Hit, numberOf } from './matcher.ts';

/** Cues named with one letter and "_" ("m_compras") are subjects: which one comes first in the text matters. */
const SUBJECT = /^[a-z]_/;

/**
 * Features of a passage for the learned weights, each once. Prefix: `c:` cue, `f:` first subject, `w:` stem, `b:` pair of
 * stems, `n:` form. (The reading adds `g:`, earlier fields.) Numbers count as one word; a pair does not reach over a mark.
 */
export function featuresOf(
  cues: ReadonlyMap<string, Hit>,
  tokens: readonly string[],
  stems: readonly string[],
): string[] {
  const features = new Set<string>();
  let first = Number.POSITIVE_INFINITY;
  for (const [cue, hit] of cues) {
    features.add(`c:${cue}`);
    if (SUBJECT.test(cue) && hit.start < first) first = hit.start;
  }
  for (const [cue, hit] of cues) if (hit.start === first && SUBJECT.test(cue)) features.add(`f:${cue}`);
  let before = '^';
  let words = 0;
  for (const [index, stem] of stems.entries()) {
    if (stem === '') {
      before = '^';
      continue;
    }
    const isNumber = !Number.isNaN(numberOf(tokens[index] ?? ''));
    const shown = isNumber ? '#' : stem;
    words += 1;
    features.add(`w:${shown}`);
    features.add(`b:${before} ${shown}`);
    before = shown;
  }
  features.add(words <= 4 ? 'n:brief' : words <= 15 ? 'n:middle' : 'n:long');
  return [...features];
}
