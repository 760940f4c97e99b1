import { Analyzer } from './analysis.ts';
import {
  type DiagnosisRules,
  type DiagnosisWeights,
  type FieldValue,
  joinLabel,
  type LearnedReading,
  type Reading,
} from './model.ts';
import { givenFeatures, holds } from './reading.ts';

/** A text whose right diagnosis is known. Fields that are absent are not learned from. */
export interface LabelledText {
  readonly text: string;
  readonly expect: Readonly<Record<string, FieldValue>>;
  /** How many times it counts; 1 unless said. */
  readonly weight?: number;
}

/** Knobs of the training. `penalty`: how strongly weights are pulled to zero. `scale`: how much each kind of feature may say. */
export interface TrainingOptions {
  readonly penalty: number;
  readonly steps: number;
  readonly scale: Readonly<Record<string, number>>;
  /** Weights smaller than this in every label are left out of the file. */
  readonly prune: number;
}

/** Chosen by cross-validation (docs/diagnosis.md). */
export const DEFAULT_TRAINING: TrainingOptions = {
  penalty: 0.001,
  steps: 200,
  scale: { c: 2, f: 2, w: 1, b: 0.3, g: 2, n: 0.5 },
  prune: 0.02,
};

interface Sample {
  readonly features: readonly number[];
  readonly values: readonly number[];
  readonly label: number;
  readonly weight: number;
}

/** The knobs of one model: the usual ones, and what its file says otherwise. */
export function trainingOf({ training }: Pick<DiagnosisRules, 'training'>): TrainingOptions {
  const { penalty = DEFAULT_TRAINING.penalty, scale = DEFAULT_TRAINING.scale } = training ?? {};
  return { ...DEFAULT_TRAINING, penalty, scale };
}

/** Learns the weights of every learned reading. Deterministic: the same texts give the same weights. */
export function trainWeights(
  rules: DiagnosisRules,
  texts: readonly LabelledText[],
  options = trainingOf(rules),
): DiagnosisWeights {
  const analyzer = new Analyzer(rules, []);
  const words = new Set<string>();
  for (const { text } of texts)
    for (const token of analyzer.read(text).all.tokens) if (/^[a-z]{5,}$/.test(token)) words.add(token);
  const readings: Record<string, LearnedReading> = {};
  for (const reading of rules.readings.filter((one) => one.learned)) {
    readings[reading.name] = trainReading(reading, texts, analyzer, options);
  }
  return { words: [...words].sort(), readings };
}

function trainReading(
  reading: Reading,
  texts: readonly LabelledText[],
  analyzer: Analyzer,
  options: TrainingOptions,
): LearnedReading {
  const usable = texts.filter(({ expect }) => isUsable(reading, expect));
  const labels = [...new Set(usable.map(({ expect }) => labelOf(reading, expect)))].sort();
  const index = new Map<string, number>();
  const samples = usable.map(({ text, expect, weight }): Sample => {
    const given = givenFeatures(reading, new Map(Object.entries(expect)));
    const features = [...analyzer.read(text)[reading.scope].features, ...given];
    const ids = features.map((feature) => idOf(feature, index));
    const values = features.map((feature) => options.scale[feature[0] ?? ''] ?? 1);
    return { features: ids, values, label: labels.indexOf(labelOf(reading, expect)), weight: weight ?? 1 };
  });
  const weights = descend(samples, { labels: labels.length, features: index.size }, options);
  return present(labels, index, weights, options);
}

function idOf(feature: string, index: Map<string, number>): number {
  const known = index.get(feature) ?? index.size;
  index.set(feature, known);
  return known;
}

function isUsable(reading: Reading, expect: LabelledText['expect']): boolean {
  const values = new Map(Object.entries(expect));
  return reading.fields.every((field) => values.has(field)) && holds(reading.only, { values });
}

function labelOf(reading: Reading, expect: LabelledText['expect']): string {
  return joinLabel(reading.fields.map((field) => expect[field] ?? null));
}

/** Multinomial logistic regression by full-batch Adam; the last row of the result is the bias. */
function descend(
  samples: readonly Sample[],
  size: { labels: number; features: number },
  options: TrainingOptions,
): Float64Array {
  const { labels } = size;
  const count = (size.features + 1) * labels;
  const weights = new Float64Array(count);
  const mean = new Float64Array(count);
  const spread = new Float64Array(count);
  const total = samples.reduce((sum, sample) => sum + sample.weight, 0);
  for (let step = 1; step <= options.steps; step += 1) {
    const gradient = gradientOf(samples, weights, { ...size, total });
    const rate = 0.1 * Math.min(1, (2 * (options.steps - step + 1)) / options.steps);
    for (let at = 0; at < count; at += 1) {
      const isBias = at >= size.features * labels;
      const slope = (gradient[at] ?? 0) + (isBias ? 0 : options.penalty * (weights[at] ?? 0));
      mean[at] = 0.9 * (mean[at] ?? 0) + 0.1 * slope;
      spread[at] = 0.999 * (spread[at] ?? 0) + 0.001 * slope * slope;
      const fixedMean = (mean[at] ?? 0) / (1 - 0.9 ** step);
      const fixedSpread = (spread[at] ?? 0) / (1 - 0.999 ** step);
      weights[at] = (weights[at] ?? 0) - (rate * fixedMean) / (Math.sqrt(fixedSpread) + 1e-8);
    }
  }
  return weights;
}

function gradientOf(
  samples: readonly Sample[],
  weights: Float64Array,
  { labels, features, total }: { labels: number; features: number; total: number },
): Float64Array {
  const gradient = new Float64Array(weights.length);
  const bias = features * labels;
  const scores = new Float64Array(labels);
  for (const sample of samples) {
    for (let label = 0; label < labels; label += 1) scores[label] = weights[bias + label] ?? 0;
    sample.features.forEach((feature, at) => {
      const value = sample.values[at] ?? 1;
      for (let label = 0; label < labels; label += 1)
        scores[label] = (scores[label] ?? 0) + value * (weights[feature * labels + label] ?? 0);
    });
    const top = Math.max(...scores);
    const sum = scores.reduce((all, score) => all + Math.exp(score - top), 0);
    for (let label = 0; label < labels; label += 1) {
      const chance = Math.exp((scores[label] ?? 0) - top) / sum;
      const error = ((chance - (label === sample.label ? 1 : 0)) * sample.weight) / total;
      gradient[bias + label] = (gradient[bias + label] ?? 0) + error;
      sample.features.forEach((feature, at) => {
        gradient[feature * labels + label] =
          (gradient[feature * labels + label] ?? 0) + error * (sample.values[at] ?? 1);
      });
    }
  }
  return gradient;
}

function present(
  labels: string[],
  index: ReadonlyMap<string, number>,
  weights: Float64Array,
  options: TrainingOptions,
): LearnedReading {
  const features: string[] = [];
  const rows: number[] = [];
  for (const [feature, id] of index) {
    const scale = options.scale[feature[0] ?? ''] ?? 1;
    const row = labels.map((_, label) => (weights[id * labels.length + label] ?? 0) * scale);
    if (!row.some((weight) => Math.abs(weight) >= options.prune)) continue;
    features.push(feature);
    rows.push(...row.map(rounded));
  }
  const bias = labels.map((_, label) => rounded(weights[index.size * labels.length + label] ?? 0));
  return { labels, bias, features, weights: rows };
}

/** Thousandths, without a negative zero. */
function rounded(weight: number): number {
  return Math.round(weight * 1000) + 0;
}
