import type { Diagnoser, Diagnosis } from '../../src/contracts/diagnosis.ts';
import type { DevItem } from './diagnosis-data.ts';

/** How well one field is read. Shares are 0 to 1. `extra` = predictions where the text says nothing, over the items without a label. */
export interface FieldScore {
  readonly field: string;
  readonly n: number;
  readonly accuracy: number;
  readonly macroF1: number;
  /** Share of the labelled items that got a value at all, and the accuracy on these. */
  readonly coverage: number;
  readonly answered: number;
  readonly extra: number;
}

/** An item read wrongly, for the person who improves the model. */
export interface Miss {
  readonly id: string;
  readonly field: string;
  readonly want: string;
  readonly got: string;
  readonly text: string;
}

/** Pairs of right and read values for one field, over some items. */
export interface Pair {
  readonly want: string | undefined;
  readonly got: string;
}

/** The fields that a set labels. */
export function labelledFields(items: readonly DevItem[]): string[] {
  return [...new Set(items.flatMap((item) => Object.keys(item.expect)))];
}

/** Right and read value of every item. */
export function pairsOf(items: readonly DevItem[], field: string, diagnoser: Diagnoser): (Pair & DevItem)[] {
  return items.map((item) => {
    const got = diagnoser.diagnose(item.text)[field as keyof Diagnosis];
    const want = field in item.expect ? show(item.expect[field]) : undefined;
    return { ...item, want, got: show(got) };
  });
}

/** Scores the pairs of one field. A null label must be read as null; unlabelled items count for `extra` only. */
export function scoreField(field: string, pairs: readonly Pair[]): FieldScore {
  const labelled = pairs.filter((pair) => pair.want !== undefined);
  const unlabelled = pairs.filter((pair) => pair.want === undefined);
  const answered = labelled.filter((pair) => pair.got !== '-' || pair.want === '-');
  const right = labelled.filter((pair) => pair.want === pair.got).length;
  return {
    field,
    n: labelled.length,
    accuracy: share(right, labelled.length),
    macroF1: macroF1(labelled),
    coverage: share(answered.length, labelled.length),
    answered: share(answered.filter((pair) => pair.want === pair.got).length, answered.length),
    extra: share(unlabelled.filter((pair) => pair.got !== '-').length, unlabelled.length),
  };
}

function macroF1(pairs: readonly Pair[]): number {
  const labels = [...new Set(pairs.map((pair) => pair.want))];
  const scores = labels.map((label) => {
    const both = pairs.filter((pair) => pair.want === label && pair.got === label).length;
    const wanted = pairs.filter((pair) => pair.want === label).length;
    const got = pairs.filter((pair) => pair.got === label).length;
    return (2 * both) / (wanted + got);
  });
  return share(
    scores.reduce((sum, score) => sum + score, 0),
    labels.length,
  );
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function show(value: unknown): string {
  return value === null || value === undefined ? '-' : String(value).toLowerCase();
}
