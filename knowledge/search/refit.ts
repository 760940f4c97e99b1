import type { SearchableEntry } from '../../src/contracts/search.ts';
import {
  type Comparison,
  compareEvaluations,
  evaluateIndex,
  gateSamples,
  type IndexEvaluation,
  type LabelledQuery,
} from './fit-evaluation.ts';
import { fitGate } from './fit-gate.ts';
import type { GateModel } from './gate.ts';

/** Questions with their entries, on which every proposed gate is judged. */
export interface StandingSet {
  readonly entries: readonly SearchableEntry[];
  readonly queries: readonly LabelledQuery[];
}

/** What a refit learns from and is judged by. */
export interface RefitInput {
  /** The published entries. */
  readonly entries: readonly SearchableEntry[];
  /** What people said: learned from. */
  readonly training: readonly LabelledQuery[];
  /** What people said and the fit does not see, on the published entries. */
  readonly heldOut: readonly LabelledQuery[];
  /** The set that ships with the product. */
  readonly shipped: StandingSet;
  /** The gate in service. */
  readonly live: GateModel;
  /** Awaited between two questions, so that a long fit holds up nobody. */
  readonly breathe: () => Promise<void>;
}

/** A proposed gate, beside the one in service, on the standing evaluation. */
export interface Refit {
  readonly model: GateModel;
  readonly comparison: Comparison;
  readonly samples: number;
}

/** Fits the gate anew and compares; the caller decides by `comparison.mayGoLive`. Deterministic. */
export async function refitGate(input: RefitInput): Promise<Refit> {
  const { entries, training, heldOut, shipped, live, breathe } = input;
  const samples = [];
  for (const query of training) {
    samples.push(...gateSamples(entries, [query], { gate: live }));
    await breathe();
  }
  const model = fitGate(samples);
  const sets: StandingSet[] = [{ entries, queries: heldOut }, shipped];
  const now = await judge(sets, live, breathe);
  const proposed = await judge(sets, model, breathe);
  return { model, comparison: compareEvaluations(now, proposed), samples: samples.length };
}

/** One evaluation over several sets, each asked in its own base. */
async function judge(
  sets: readonly StandingSet[],
  model: GateModel,
  breathe: () => Promise<void>,
): Promise<IndexEvaluation> {
  const parts: IndexEvaluation[] = [];
  for (const { entries, queries } of sets) {
    if (queries.length > 0) parts.push(evaluateIndex(entries, queries, model));
    await breathe();
  }
  const questions = parts.reduce((sum, part) => sum + part.questions, 0);
  const mean = (of: (part: IndexEvaluation) => number) =>
    parts.reduce((sum, part) => sum + of(part) * part.questions, 0) / Math.max(1, questions);
  return {
    questions,
    hit1: mean(({ hit1 }) => hit1),
    hit3: mean(({ hit3 }) => hit3),
    mrr10: mean(({ mrr10 }) => mrr10),
    answered: mean(({ answered }) => answered),
    falseLinks: mean(({ falseLinks }) => falseLinks),
    verdicts: parts.flatMap(({ verdicts }) => verdicts),
  };
}
