import type { RankModel } from './reranker.ts';

/** Fitted with `refitRanking` of `test/eval/knowledge-refit.ts` on the development sets (docs/knowledge.md says how well). */
export const defaultRanking: RankModel = {
  weights: [
    2.5498, 1.2955, 1.3363, 0.7342, 1.1971, 4.0101, -1.4986, -2.4609, 0.3488, 1.1075, 0.1993, -0.074, 3.3994, 0.6447,
    -0.7468, 1.5757, -1.5061, 2.3404, 2.1149, 0.0311, 2.3445, 0.0665, -0.1505, -0.199, -0.5417, 0.6892, 0.8581, 0.2565,
    0.5685, -0.5404, 0.1231, 0.5504, 0.6582, 1.8763, 0, 0.9181, -3.9231, -1.3386, 1.4753, -0.5918, -0.6123, 2.4004,
    1.2424,
  ],
};
