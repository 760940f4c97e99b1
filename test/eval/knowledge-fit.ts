import type { GateFeatures, GateModel } from '../../knowledge/search/gate.ts';
import { defaultGate } from '../../knowledge/search/gate-model.ts';

/** One example for the gate: what it saw, and whether its first links answer. */
export interface GateExample {
  readonly features: GateFeatures;
  readonly right: boolean;
  readonly weight: number;
}

const names = Object.keys(defaultGate.weights) as (keyof GateFeatures)[];
const ROUNDS = 25;

/** Logistic regression by Newton's method with an L2 penalty on all weights but the bias. Deterministic. */
export function fitGate(examples: readonly GateExample[], penalty = 0.2): GateModel {
  const rows = examples.map((example) => [1, ...names.map((name) => example.features[name])]);
  let weights = rows[0]?.map(() => 0) ?? [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const { gradient, curvature } = slopes(examples, rows, weights, penalty);
    const step = solve(curvature, gradient);
    weights = weights.map((weight, i) => weight - (step[i] ?? 0));
  }
  const named = Object.fromEntries(names.map((name, i) => [name, round4(weights[i + 1] ?? 0)]));
  return { ...defaultGate, bias: round4(weights[0] ?? 0), weights: named as GateModel['weights'] };
}

function slopes(
  examples: readonly GateExample[],
  rows: readonly number[][],
  weights: readonly number[],
  penalty: number,
): { gradient: number[]; curvature: number[][] } {
  const gradient = weights.map((weight, i) => (i === 0 ? 0 : penalty * weight));
  const curvature = weights.map((_, i) => weights.map((__, j) => (i === j && i > 0 ? penalty : 1e-9)));
  for (const [at, row] of rows.entries()) {
    const example = examples[at];
    if (!example || example.weight === 0) continue;
    const p = 1 / (1 + Math.exp(-row.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0)));
    const wrong = (p - (example.right ? 1 : 0)) * example.weight;
    const bend = Math.max(p * (1 - p), 1e-6) * example.weight;
    for (const [i, value] of row.entries()) {
      gradient[i] = (gradient[i] ?? 0) + wrong * value;
      const line = curvature[i];
      if (line) for (const [j, other] of row.entries()) line[j] = (line[j] ?? 0) + bend * value * other;
    }
  }
  return { gradient, curvature };
}

/** Gaussian elimination with partial pivoting. */
function solve(matrix: readonly number[][], right: readonly number[]): number[] {
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
