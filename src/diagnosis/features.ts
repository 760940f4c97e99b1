import { numberOf } from './matcher.ts';

/**
 * Features of a passage for the learned weights, each once. Prefix: `c:` cue, `w:` stem, `b:` pair of stems, `n:` form.
 * (The reading adds `g:`, earlier fields.) Numbers count as one word; a pair does not reach over a mark.
 */
export function featuresOf(cues: Iterable<string>, tokens: readonly string[], stems: readonly string[]): string[] {
  const features = new Set<string>();
  for (const cue of cues) features.add(`c:${cue}`);
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
