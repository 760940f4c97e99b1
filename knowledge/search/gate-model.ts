import type { GateModel } from './gate.ts';

/** Fitted by `test/eval/knowledge-fit.ts` on the development sets; see docs/knowledge.md. */
export const defaultGate: GateModel = {
  bias: -3,
  weights: {
    coverage: 4,
    namedCoverage: 2,
    strength: 0.5,
    margin: 1,
    concepts: 0,
    unknown: -2,
    matched: 0.5,
    strongest: 0.1,
    likeness: 1,
    foreign: -3,
    smallTalk: -3,
  },
  send: 0.6,
  ask: 0.35,
};
