import { RANK_SIZE, type RankModel } from './reranker.ts';

/** The candidates of one question, and which of them answer it. */
export interface RankingSample {
  readonly vectors: readonly Float64Array[];
  /** By candidate. A question without a right candidate teaches nothing. */
  readonly right: readonly boolean[];
  /** How much it counts beside an ordinary question (1). */
  readonly weight: number;
}

const ROUNDS = 150;
const STEP = 0.08;

/**
 * Fits the weights so that right candidates come first: softmax over each question's candidates, features on one scale, an L2
 * penalty, Adam with a fixed number of rounds. Deterministic.
 */
export function fitRanking(samples: readonly RankingSample[], penalty = 0.001): RankModel {
  const useful = samples.filter(({ right }) => right.includes(true));
  const scale = scaleOf(useful);
  const lists = useful.map((sample) => listOf(sample, scale));
  const total = lists.reduce((sum, { weight }) => sum + weight, 0);
  const weights = new Float64Array(RANK_SIZE);
  const mean = new Float64Array(RANK_SIZE);
  const square = new Float64Array(RANK_SIZE);
  for (let round = 1; round <= ROUNDS && total > 0; round += 1) {
    const gradient = gradientAt(lists, weights);
    for (let i = 0; i < RANK_SIZE; i += 1) {
      const slope = (gradient[i] as number) / total + penalty * (weights[i] as number);
      mean[i] = 0.9 * (mean[i] as number) + 0.1 * slope;
      square[i] = 0.999 * (square[i] as number) + 0.001 * slope * slope;
      const spread = Math.sqrt((square[i] as number) / (1 - 0.999 ** round)) + 1e-8;
      weights[i] = (weights[i] as number) - (STEP * (mean[i] as number)) / (1 - 0.9 ** round) / spread;
    }
  }
  return { weights: Array.from(weights, (weight, i) => Math.round(weight * (scale[i] ?? 0) * 10_000) / 10_000) };
}

/** A sample with its vectors one after another, on one scale. */
interface List {
  readonly flat: Float64Array;
  readonly right: readonly boolean[];
  readonly weight: number;
  readonly values: Float64Array;
}

function listOf({ vectors, right, weight }: RankingSample, scale: readonly number[]): List {
  const flat = new Float64Array(vectors.length * RANK_SIZE);
  for (const [place, vector] of vectors.entries()) {
    for (let i = 0; i < RANK_SIZE; i += 1) flat[place * RANK_SIZE + i] = (vector[i] as number) * (scale[i] as number);
  }
  return { flat, right, weight, values: new Float64Array(vectors.length) };
}

/** One over the spread of each feature; 0 for one that never changes. */
function scaleOf(samples: readonly RankingSample[]): number[] {
  const rows = samples.flatMap(({ vectors }) => vectors);
  return Array.from({ length: RANK_SIZE }, (_, i) => {
    const mean = rows.reduce((sum, row) => sum + (row[i] ?? 0), 0) / Math.max(1, rows.length);
    const variance = rows.reduce((sum, row) => sum + ((row[i] ?? 0) - mean) ** 2, 0) / Math.max(1, rows.length);
    return variance > 1e-9 ? 1 / Math.sqrt(variance) : 0;
  });
}

function gradientAt(lists: readonly List[], weights: Float64Array): Float64Array {
  const gradient = new Float64Array(RANK_SIZE);
  for (const { flat, right, weight, values } of lists) {
    let top = Number.NEGATIVE_INFINITY;
    for (let place = 0; place < values.length; place += 1) {
      let sum = 0;
      for (let i = 0; i < RANK_SIZE; i += 1) sum += (flat[place * RANK_SIZE + i] as number) * (weights[i] as number);
      values[place] = sum;
      top = Math.max(top, sum);
    }
    let all = 0;
    let good = 0;
    for (let place = 0; place < values.length; place += 1) {
      const grown = Math.exp((values[place] as number) - top);
      values[place] = grown;
      all += grown;
      if (right[place]) good += grown;
    }
    for (let place = 0; place < values.length; place += 1) {
      const grown = values[place] as number;
      const pull = weight * (grown / all - (right[place] ? grown / good : 0));
      if (Math.abs(pull) < 1e-6) continue;
      for (let i = 0; i < RANK_SIZE; i += 1) {
        gradient[i] = (gradient[i] as number) + pull * (flat[place * RANK_SIZE + i] as number);
      }
    }
  }
  return gradient;
}
