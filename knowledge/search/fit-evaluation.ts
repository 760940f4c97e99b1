import type { AnswerBand } from '../../src/contracts/knowledge.ts';
import type { SearchableEntry } from '../../src/contracts/search.ts';
import type { GateSample } from './fit-gate.ts';
import type { GateModel } from './gate.ts';
import { defaultGate } from './gate-model.ts';
import { createSearchIndex, type InspectableIndex, type SearchIndexOptions } from './search-index.ts';

/** A question and the entries that answer it; none = no link may be given. */
export interface LabelledQuery {
  readonly q: string;
  readonly relevant: readonly string[];
}

/** What became of one question. */
export interface QueryVerdict {
  readonly band: AnswerBand;
  /** Place of the first right entry among the first ten, from 1; 0 = not among them. */
  readonly place: number;
  /** -1..1: what the answer was worth to the person who asked. */
  readonly worth: number;
}

/** Figures of an index, shares 0..1. In-scope figures count questions with an answer, false links those without. */
export interface IndexEvaluation {
  readonly questions: number;
  readonly hit1: number;
  readonly hit3: number;
  readonly mrr10: number;
  /** Share of in-scope questions that got links. */
  readonly answered: number;
  /** Share of out-of-scope questions that got links. */
  readonly falseLinks: number;
  /** In the order of the questions. */
  readonly verdicts: readonly QueryVerdict[];
}

/** Difference of two evaluations of the same questions, question by question, with its 95 % interval. */
export interface Comparison {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  /** Whether the proposed model may replace the present one: it does not lose. */
  readonly mayGoLive: boolean;
}

/** Asks an index over `entries` every query, with the gate `model`. Pure and deterministic. */
export function evaluateIndex(
  entries: readonly SearchableEntry[],
  queries: readonly LabelledQuery[],
  model: GateModel = defaultGate,
  options: Omit<SearchIndexOptions, 'gate'> = {},
): IndexEvaluation {
  const index = createSearchIndex(entries, { ...options, gate: model });
  const verdicts = queries.map((query) => verdictOf(index, query));
  const inScope = verdicts.filter((_, at) => (queries[at]?.relevant.length ?? 0) > 0);
  const outside = verdicts.filter((_, at) => queries[at]?.relevant.length === 0);
  const share = (of: readonly QueryVerdict[], is: (verdict: QueryVerdict) => boolean) =>
    of.length === 0 ? 0 : of.filter(is).length / of.length;
  return {
    questions: queries.length,
    hit1: share(inScope, ({ place }) => place === 1),
    hit3: share(inScope, ({ place }) => place > 0 && place <= 3),
    mrr10: inScope.reduce((sum, { place }) => sum + (place > 0 ? 1 / place : 0), 0) / Math.max(1, inScope.length),
    answered: share(inScope, ({ band }) => band === 'send'),
    falseLinks: share(outside, ({ band }) => band === 'send'),
    verdicts,
  };
}

/**
 * Compares two models on the same standing questions. A proposal may go live only if it is worth no less on the whole and
 * gives no more false links; few or noisy questions cannot show a gain, so the interval is there to be shown, too.
 */
export function compareEvaluations(now: IndexEvaluation, proposed: IndexEvaluation): Comparison {
  const differences = proposed.verdicts.map(({ worth }, at) => worth - (now.verdicts[at]?.worth ?? 0));
  const count = Math.max(1, differences.length);
  const mean = differences.reduce((sum, one) => sum + one, 0) / count;
  const variance = differences.reduce((sum, one) => sum + (one - mean) ** 2, 0) / Math.max(1, count - 1);
  const half = 1.96 * Math.sqrt(variance / count);
  const mayGoLive = differences.length > 0 && mean >= 0 && proposed.falseLinks <= now.falseLinks;
  return { difference: mean, low: mean - half, high: mean + half, mayGoLive };
}

/**
 * Examples for `fitGate` from labelled questions: each as the index sees it, and each once more without its entry, which is
 * what a question looks like whose entry nobody has written yet.
 */
export function gateSamples(
  entries: readonly SearchableEntry[],
  queries: readonly LabelledQuery[],
  options: SearchIndexOptions = {},
): GateSample[] {
  const index = createSearchIndex(entries, options);
  return queries.flatMap(({ q, relevant }) => {
    const seen = sampleOf(index, { q, relevant });
    if (relevant.length === 0) return seen;
    const without = createSearchIndex(
      entries.filter(({ id }) => !relevant.includes(id)),
      options,
    );
    return [...seen, ...sampleOf(without, { q, relevant: [] }, MISSING_WEIGHT)];
  });
}

/** Near misses are as many as questions, and made, not met. */
const MISSING_WEIGHT = 0.12;

function sampleOf(index: InspectableIndex, { q, relevant }: LabelledQuery, weight = 1): GateSample[] {
  const { features, outcome } = index.inspect(q, { limit: 3 });
  if (features === null) return [];
  const right = outcome.results.some(({ id }) => relevant.includes(id));
  // In scope but with wrong links: no band is right for it, so it teaches nothing.
  if (relevant.length > 0 && !right) return [];
  return [{ features, right, weight }];
}

function verdictOf(index: InspectableIndex, { q, relevant }: LabelledQuery): QueryVerdict {
  const { band, results } = index.search(q, { limit: 10 });
  const place = results.findIndex(({ id }) => relevant.includes(id)) + 1;
  return { band, place, worth: worthOf(band, place, relevant.length > 0) };
}

/** A right link helps most when it comes first; a wrong one costs as much as a right one gives; asking back costs little. */
function worthOf(band: AnswerBand, place: number, isInScope: boolean): number {
  const isShown = place > 0 && place <= 3;
  if (band === 'none') return 0;
  if (band === 'ask') return isShown ? 0.5 : -0.1;
  if (isShown) return place === 1 ? 1 : 0.8;
  return isInScope ? -0.5 : -1;
}
