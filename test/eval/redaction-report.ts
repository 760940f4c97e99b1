import { chance } from './random.ts';
import { type RedactionRow, readLabelled, scoreRedaction } from './redaction.ts';
import { ownLines } from './redaction-own.ts';
import { reseeded } from './redaction-reseed.ts';
import { templateFiles, templateLines } from './redaction-templates.ts';

const DEV = 'test/eval/data/redaction-dev.jsonl';

/**
 * Prints leaks and over-redaction on the development set by class, and on the own sets with values made anew. A seed given as
 * `--seed=N` repeats a run. False when the development set leaks or is touched.
 */
export function reportRedaction(words: readonly string[]): boolean {
  const given = words.find((word) => word.startsWith('--seed='));
  const seed = given === undefined ? Date.now() % 2 ** 31 : Number(given.slice('--seed='.length));
  console.log('\nRedaction (leak = any character of a value left; touched = harmless messages changed)');
  const dev = scoreRedaction(readLabelled(DEV)).rows;
  console.table(dev.map(shown));
  console.log(`\nThe same sentences and our own, values made anew: --seed=${seed}`);
  const by = chance(seed);
  const sets = [
    ['development set, other values', readLabelled(DEV).map((line) => reseeded(line, by))],
    ...['redaction-own', 'redaction-own-2', 'redaction-harmless'].map(
      (name) => [name, ownLines(`test/eval/data/${name}.txt`).map((line) => reseeded(line, by))] as const,
    ),
    ...templateFiles().map((file) => [file.replace(/^.*\//, ''), templateLines(file, by)] as const),
  ] as const;
  const all = scoreRedaction(sets.flatMap(([, lines]) => lines)).rows;
  console.table(
    sets.flatMap(([name, lines]) =>
      scoreRedaction(lines)
        .rows.slice(0, 1)
        .map((row) => shown({ ...row, name })),
    ),
  );
  console.table(all.map(shown));
  const [total] = dev;
  return total !== undefined && total.leaks === 0 && total.touched === 0;
}

function shown({ name, values, leaks, negatives, touched, overRedacted, characters }: RedactionRow): object {
  return {
    name,
    values,
    leaks,
    harmless: negatives,
    touched,
    over: `${((100 * overRedacted) / Math.max(1, characters)).toFixed(2)} %`,
  };
}
