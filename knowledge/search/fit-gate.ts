import type { GateFeatures, GateModel } from './gate.ts';
import { defaultGate } from './gate-model.ts';

/** One example for the gate: what it saw, and whether its first links answer. */
export interface GateSample {
  readonly features: GateFeatures;
  readonly right: boolean;
  /** How much it counts beside an ordinary example (1); 0 = not at all. */
  readonly weight: number;
}

/** How a fit is done. */
export interface FitOptions {
  /** Strength of the pull towards the prior; a thousand examples outweigh it by far, ten do not. */
  readonly penalty?: number;
  /** Weights that hold where the samples say nothing, and whose thresholds stay. Null = zero, with the default thresholds. */
  readonly prior?: GateModel | null;
}

const names = Object.keys(defaultGate.weights) as (keyof GateFeatures)[];
const ROUNDS = 25;

/**
 * Logistic regression by Newton's method, pulled towards the prior (the shipped weights unless told otherwise), so that a
 * night with little feedback changes little. Deterministic; the same samples give the same model.
 */
export function fitGate(samples: readonly GateSample[], options: FitOptions = {}): GateModel {
  const { penalty = 2, prior = defaultGate } = options;
  const rows = samples.map((sample) => [1, ...names.map((name) => sample.features[name])]);
  const start = prior === null ? names.map(() => 0) : names.map((name) => prior.weights[name]);
  const centre = [prior?.bias ?? 0, ...start];
  let weights = centre;
  for (let round = 0; round < ROUNDS && samples.length > 0; round += 1) {
    const { gradient, curvature } = slopes({ samples, rows, weights, centre, penalty });
    const step = solve(curvature, gradient);
    weights = weights.map((weight, i) => weight - (step[i] ?? 0));
  }
  const named = Object.fromEntries(names.map((name, i) => [name, round4(weights[i + 1] ?? 0)]));
  return { ...(prior ?? defaultGate), bias: round4(weights[0] ?? 0), weights: named as GateModel['weights'] };
}

interface Point {
  readonly samples: readonly GateSample[];
  readonly rows: readonly (readonly number[])[];
  readonly weights: readonly number[];
  readonly centre: readonly number[];
  readonly penalty: number;
}

/** Gradient and Hessian of the penalised loss; the bias is free. */
function slopes(point: Point): { gradient: number[]; curvature: number[][] } {
  const { samples, rows, weights, centre, penalty } = point;
  const gradient = weights.map((weight, i) => (i === 0 ? 0 : penalty * (weight - (centre[i] ?? 0))));
  const curvature = weights.map((_, i) => weights.map((__, j) => (i === j && i > 0 ? penalty : 1e-9)));
  for (const [at, row] of rows.entries()) {
    const sample = samples[at];
    if (!sample || sample.weight === 0) continue;
    const p = 1 / (1 + Math.exp(-row.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0)));
    const wrong = (p - (sample.right ? 1 : 0)) * sample.weight;
    const bend = Math.max(p * (1 - p), 1e-6) * sample.weight;
    for (const [i, value] of row.entries()) {
      gradient[i] = (gradient[i] ?? 0) + wrong * value;
      const line = curvature[i];
      if (line) for (const [j, other] of row.entries()) line[j] = (line[j] ?? 0) + bend * value * other;
    }
  }
  return { gradient, curvature };
}

/** Gaussian elimination with partial pivoting. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const size = right.length;
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0]);
  const cell = (row: number, column: number): number => rows[row]?.[column] ?? 0;
  for (let column = 0; column < size; column += 1) {
    let pivot = column;
    for (let row = column + 1; row < size; row += 1) {
      if (Math.abs(cell(row, column)) > Math.abs(cell(pivot, column))) pivot = row;
    }
    [rows[column], rows[pivot]] = [rows[pivot] ?? [], rows[column] ?? []];
    for (let row = 0; row < size; row += 1) {
      if (row === column || cell(column, column) === 0) continue;
      const factor = cell(row, column) / cell(column, column);
      rows[row] = (rows[row] ?? []).map((value, i) => value - factor * cell(column, i));
    }
  }
  return right.map((_, i) => (cell(i, i) === 0 ? 0 : cell(i, size) / cell(i, i)));
}

function round4(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
