import type { GateModel } from './gate.ts';

/** Fitted with `test/eval/knowledge-fit.ts` on the development sets (docs/knowledge.md says how and how well). */
export const defaultGate: GateModel = {
  bias: -9.3526,
  weights: {
    coverage: 1.2444,
    namedCoverage: 2.0466,
    complete: 0.7731,
    strength: 3.307,
    margin: 0.1568,
    concepts: 1.5399,
    unknown: -1.6414,
    matched: 3.7009,
    strongest: 0.2703,
    likeness: 3.2046,
    foreign: -2.8904,
    smallTalk: -0.5639,
  },
  send: 0.5,
  ask: 0.25,
};
