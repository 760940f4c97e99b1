import type { AnswerBand } from '../../src/contracts/knowledge.ts';
import type { Concept } from './concepts.ts';
import { type Inverted, NAMING_FIELDS, postingOf } from './inverted.ts';

/** What the gate looks at, each about 0..1. */
export interface GateFeatures {
  /** Share of the question's meaning that the first result holds; unknown words count against it. */
  readonly coverage: number;
  /** The same in title, tags and examples only. */
  readonly namedCoverage: number;
  /** 1 = title, tags and examples of the first result hold all that was asked. */
  readonly complete: number;
  /** Logarithm of the first score. */
  readonly strength: number;
  /** How far the first result is before the second. */
  readonly margin: number;
  /** Logarithm of the number of concepts. */
  readonly concepts: number;
  /** Share of concepts that nobody knows. */
  readonly unknown: number;
  /** Logarithm of the concepts that the first result matches. */
  readonly matched: number;
  /** The most telling concept found in title, tags or examples. */
  readonly strongest: number;
  /** Likeness by letters. */
  readonly likeness: number;
  /** 1 = names a product or an office that is not ours. */
  readonly foreign: number;
  /** Share of small-talk words. */
  readonly smallTalk: number;
}

/** A calibrated gate: logistic weights and the two thresholds. Data, so that a refit replaces it. */
export interface GateModel {
  readonly bias: number;
  readonly weights: Readonly<Record<keyof GateFeatures, number>>;
  /** From this confidence on the links are sent. */
  readonly send: number;
  /** From this confidence on the bot asks which one is meant. */
  readonly ask: number;
}

/** Probability that the first result answers, 0..1. */
export function confidenceOf(model: GateModel, features: GateFeatures): number {
  let sum = model.bias;
  for (const name of Object.keys(model.weights) as (keyof GateFeatures)[]) sum += model.weights[name] * features[name];
  return 1 / (1 + Math.exp(-sum));
}

/** The band of a confidence. */
export function bandOf(model: GateModel, confidence: number): AnswerBand {
  if (confidence >= model.send) return 'send';
  return confidence >= model.ask ? 'ask' : 'none';
}

const VAGUE_SHARE = 0.05;
const VAGUE_DOCUMENTS = 4;
const VAGUE_MARGIN = 0.25;

/** Whether the question is one common word ("error", "factura") that many entries hold alike: worth asking back, not sending. */
export function isVague(index: Inverted, concepts: readonly Concept[], { margin }: GateFeatures): boolean {
  const [only] = concepts;
  const term = only?.literal[0];
  if (concepts.length !== 1 || only?.literal.length !== 1 || term === undefined) return false;
  const documents = (index.offsets[term + 1] ?? 0) - (index.offsets[term] ?? 0);
  return documents >= Math.max(VAGUE_DOCUMENTS, index.size * VAGUE_SHARE) && margin < VAGUE_MARGIN;
}

/** How much of the question one document holds. */
export interface Coverage {
  readonly coverage: number;
  readonly namedCoverage: number;
  readonly matched: number;
  readonly strongest: number;
}

/** Measures a document against the concepts of a question. */
export function coverageOf(index: Inverted, concepts: readonly Concept[], doc: number): Coverage {
  let asked = 0;
  let held = 0;
  let named = 0;
  let matched = 0;
  let strongest = 0;
  for (const concept of concepts) {
    asked += concept.importance;
    const found = shareOf(index, concept, doc);
    held += concept.importance * found.share;
    named += concept.importance * found.namedShare;
    if (found.share > 0) matched += 1;
    strongest = Math.max(strongest, concept.importance * found.namedShare);
  }
  if (asked === 0) return { coverage: 0, namedCoverage: 0, matched: 0, strongest: 0 };
  return { coverage: held / asked, namedCoverage: named / asked, matched, strongest };
}

function shareOf(index: Inverted, concept: Concept, doc: number): { share: number; namedShare: number } {
  let share = 0;
  let namedShare = 0;
  for (const term of concept.literal) {
    const posting = postingOf(index, term, doc);
    if (posting < 0) continue;
    share += 1 / concept.literal.length;
    if (((index.fields[posting] ?? 0) & NAMING_FIELDS) !== 0) namedShare += 1 / concept.literal.length;
  }
  for (const variant of concept.variants) {
    const postings = variant.terms.map((term) => postingOf(index, term, doc));
    if (postings.some((posting) => posting < 0)) continue;
    // A synonym is nearly as good a sign as the word itself, though it ranks lower.
    const value = Math.sqrt(variant.weight);
    share = Math.max(share, value);
    if (postings.some((posting) => ((index.fields[posting] ?? 0) & NAMING_FIELDS) !== 0)) {
      namedShare = Math.max(namedShare, value);
    }
  }
  return { share, namedShare };
}
