import type { GateFeatures, GateModel } from '../../knowledge/search/gate.ts';
import { defaultGate } from '../../knowledge/search/gate-model.ts';

/** One example for the gate: what it saw, and whether its first links answer. */
export interface GateExample {
  readonly features: GateFeatures;
  readonly right: boolean;
  readonly weight: number;
}

const names = Object.keys(defaultGate.weights) as (keyof GateFeatures)[];

/** Logistic regression by gradient descent with an L2 penalty. Deterministic. */
export function fitGate(
  examples: readonly GateExample[],
  options = { penalty: 0.3, steps: 4_000, rate: 0.5 },
): GateModel {
  const weights = new Float64Array(names.length + 1);
  const total = examples.reduce((sum, example) => sum + example.weight, 0);
  for (let step = 0; step < options.steps; step += 1) {
    const gradient = new Float64Array(weights.length);
    for (const { features, right, weight } of examples) {
      const wrong = (sigmoid(linear(weights, features)) - (right ? 1 : 0)) * weight;
      gradient[0] = (gradient[0] ?? 0) + wrong;
      names.forEach((name, i) => {
        gradient[i + 1] = (gradient[i + 1] ?? 0) + wrong * features[name];
      });
    }
    for (let i = 0; i < weights.length; i += 1) {
      const pull = i === 0 ? 0 : options.penalty * (weights[i] ?? 0);
      weights[i] = (weights[i] ?? 0) - (options.rate * ((gradient[i] ?? 0) + pull)) / Math.sqrt(total);
    }
  }
  return { ...defaultGate, bias: weights[0] ?? 0, weights: named(weights) };
}

function named(weights: Float64Array): GateModel['weights'] {
  return Object.fromEntries(names.map((name, i) => [name, weights[i + 1] ?? 0])) as GateModel['weights'];
}

function linear(weights: Float64Array, features: GateFeatures): number {
  return names.reduce((sum, name, i) => sum + (weights[i + 1] ?? 0) * features[name], weights[0] ?? 0);
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
