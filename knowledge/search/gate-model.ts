import type { GateModel } from './gate.ts';

/**
 * Fitted with `npm run eval -- --refit` on the development sets (docs/knowledge.md says how and how well). `send` is where
 * nine of ten in-scope questions get links and, in cross-validation, none of the set's own out-of-scope questions.
 */
export const defaultGate: GateModel = {
  bias: -9.4299,
  weights: {
    coverage: 1.3726,
    namedCoverage: 2.1471,
    complete: 1.3549,
    strength: 3.6587,
    margin: 0.3418,
    concepts: 1.9784,
    unknown: -2.6653,
    matched: 2.9722,
    strongest: 0.3041,
    likeness: 2.3526,
    foreign: -2.5261,
    smallTalk: -1.1825,
    asked: -1.1889,
    allWords: 2.2327,
    phrase: 0.6936,
    missing: 0.3128,
  },
  send: 0.42,
  ask: 0.25,
};
