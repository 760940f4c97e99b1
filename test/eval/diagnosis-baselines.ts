import type { Diagnoser, Diagnosis } from '../../src/contracts/diagnosis.ts';
import { tokenize } from '../../src/diagnosis/tokens.ts';
import { DIAGNOSIS_MODELS } from './diagnosis.ts';
import { type DevItem, readDevSet, readExamples, readProbe } from './diagnosis-data.ts';
import { type FieldScore, labelledFields, pairsOf, scoreField } from './diagnosis-score.ts';

/** One field of one set, read in the simplest ways there are. */
export interface BaselineRow {
  readonly model: string;
  readonly set: 'dev' | 'probe';
  readonly field: string;
  readonly n: number;
  /** Accuracy and macro-F1 of always saying the most frequent value ("always ticket"). */
  readonly always: string;
  /** The same of taking over what the example with the most words in common says. */
  readonly nearest: string;
}

type Values = Readonly<Record<string, string | boolean | null>>;

/** What a classifier must beat: the most frequent value, and the nearest of our own examples by plain shared words. */
export function scoreBaselines(): BaselineRow[] {
  return DIAGNOSIS_MODELS.flatMap((model) => {
    const nearest = nearestReader(model);
    const sets = [
      ['dev', readDevSet(model)],
      ['probe', readProbe(model)],
    ] as const;
    return sets.flatMap(([set, items]) =>
      labelledFields(items).map((field) => {
        const score = (reader: Diagnoser) => scoreField(field, pairsOf(items, field, reader));
        const always = score(reading(() => ({ [field]: mostFrequent(items, field) })));
        return { model, set, field, n: always.n, always: shown(always), nearest: shown(score(nearest)) };
      }),
    );
  });
}

function nearestReader(model: string): Diagnoser {
  const examples = readExamples(model).map(({ text, expect }) => ({ expect: expect as Values, words: wordsOf(text) }));
  const rarity = new Map<string, number>();
  for (const { words } of examples) for (const word of words) rarity.set(word, (rarity.get(word) ?? 0) + 1);
  const weightOf = (word: string) => Math.log(1 + examples.length / ((rarity.get(word) ?? 0) + 0.5));
  const lengthOf = (words: ReadonlySet<string>) => Math.hypot(...[...words].map(weightOf)) || 1;
  const ready = examples.map((example) => ({ ...example, length: lengthOf(example.words) }));
  return reading((text) => {
    const words = wordsOf(text);
    let best: { expect: Values; likeness: number } = { expect: {}, likeness: 0 };
    for (const { expect, words: other, length } of ready) {
      let sum = 0;
      for (const word of words) if (other.has(word)) sum += weightOf(word) ** 2;
      if (sum / length > best.likeness) best = { expect, likeness: sum / length };
    }
    return best.expect;
  });
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(tokenize(text, new Map()).filter((token) => /[a-z0-9]/.test(token)));
}

function mostFrequent(items: readonly DevItem[], field: string): Values[string] {
  const counts = new Map<Values[string], number>();
  for (const { expect } of items) {
    const value = expect[field];
    if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

function reading(read: (text: string) => Values): Diagnoser {
  return { diagnose: (text) => ({ ...(read(text) as unknown as Diagnosis), reasons: {} }) };
}

function shown({ accuracy, macroF1 }: FieldScore): string {
  return `${(accuracy * 100).toFixed(1)} / ${(macroF1 * 100).toFixed(1)}`;
}
