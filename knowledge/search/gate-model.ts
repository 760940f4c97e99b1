import type { GateModel } from './gate.ts';

/** Fitted with `refitGate` of `test/eval/knowledge.ts` on the development sets (docs/knowledge.md says how and how well). */
export const defaultGate: GateModel = {
  bias: -9.2107,
  weights: {
    coverage: 1.248,
    namedCoverage: 2.0553,
    complete: 0.765,
    strength: 3.1896,
    margin: 0.2251,
    concepts: 1.5049,
    unknown: -1.6636,
    matched: 3.7193,
    strongest: 0.2402,
    likeness: 3.1092,
    foreign: -2.8969,
    smallTalk: -1.0922,
  },
  send: 0.5,
  ask: 0.25,
};
