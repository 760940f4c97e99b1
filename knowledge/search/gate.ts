import type { AnswerBand } from '../../src/contracts/knowledge.ts';
import type { Concept } from './concepts.ts';
import { frequencyOf, type Inverted } from './inverted.ts';

/** What the gate looks at, each about 0..1. */
export interface GateFeatures {
  /** Share of the question's meaning that the first result holds; unknown words count against it. */
  readonly coverage: number;
  /** The same in title, tags and examples only. */
  readonly namedCoverage: number;
  /** 1 = title, tags and examples of the first result hold all that was asked. */
  readonly complete: number;
  /** Logarithm of the first score beside that of an unknown word, so that indices of any size compare. */
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
  /** Share of its title, or of its best sentence, that was asked for. */
  readonly asked: number;
  /** Share of all words of the question, silent ones too, in the first result. */
  readonly allWords: number;
  /** Neighbours of the question that are neighbours in the first result. */
  readonly phrase: number;
  /** The most telling word that the first result lacks. */
  readonly missing: number;
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
/** A title that says little else is what was meant. */
const VAGUE_TITLE = 0.8;

/** Whether the question is one common word ("error", "factura") that many entries hold alike: worth asking back, not sending. */
export function isVague(index: Inverted, concepts: readonly Concept[], titleShare: number): boolean {
  const [only] = concepts;
  const term = only?.literal[0];
  if (concepts.length !== 1 || only?.literal.length !== 1 || term === undefined) return false;
  const documents = frequencyOf(index, term);
  return documents >= Math.max(VAGUE_DOCUMENTS, index.size * VAGUE_SHARE) && titleShare < VAGUE_TITLE;
}
