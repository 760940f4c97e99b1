import type { Passage } from './analysis.ts';
import { numberOf } from './matcher.ts';

/** Features of a passage for the learned weights. Prefix: `c:` cue, `w:` stem, `b:` pair of stems, `g:` an earlier field, `n:` form. */
export function featuresOf(passage: Passage, given: readonly string[]): string[] {
  const features = new Set<string>();
  for (const cue of passage.cues.keys()) features.add(`c:${cue}`);
  for (const label of given) features.add(`g:${label}`);
  let before = '^';
  let words = 0;
  for (const [index, stem] of passage.stems.entries()) {
    if (stem === '') {
      before = '^';
      continue;
    }
    const isNumber = !Number.isNaN(numberOf(passage.tokens[index] ?? ''));
    const shown = isNumber ? '#' : stem;
    words += 1;
    features.add(`w:${shown}`);
    features.add(`b:${before} ${shown}`);
    before = shown;
  }
  features.add(words <= 4 ? 'n:brief' : words <= 15 ? 'n:middle' : 'n:long');
  return [...features];
}
