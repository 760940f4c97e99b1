import type { LearnedReading } from './model.ts';

/** The label that the weights prefer, how sure they are (0 to 1), and the features that spoke for it, strongest first. */
export interface Verdict {
  readonly label: string;
  readonly confidence: number;
  readonly because: readonly string[];
}

const SHOWN_FEATURES = 3;

/** A softmax over weighted features. Built once from the weights; `judge` is pure. */
export class LinearReader {
  private readonly labels: readonly string[];
  private readonly bias: Float64Array;
  private readonly weights: Map<string, Float64Array>;

  constructor(learned: LearnedReading) {
    this.labels = learned.labels;
    this.bias = Float64Array.from(learned.bias);
    this.weights = new Map(Object.entries(learned.features).map(([feature, row]) => [feature, Float64Array.from(row)]));
  }

  /** Weighs a text's features. */
  judge(features: readonly string[]): Verdict {
    const scores = Float64Array.from(this.bias);
    const rows: [string, Float64Array][] = [];
    for (const feature of features) {
      const row = this.weights.get(feature);
      if (!row) continue;
      rows.push([feature, row]);
      for (let label = 0; label < scores.length; label += 1) scores[label] = (scores[label] ?? 0) + (row[label] ?? 0);
    }
    const best = indexOfMax(scores);
    const top = scores[best] ?? 0;
    const total = scores.reduce((sum, score) => sum + Math.exp(score - top), 0);
    return { label: this.labels[best] ?? '', confidence: 1 / total, because: strongest(rows, best) };
  }
}

function indexOfMax(scores: Float64Array): number {
  return scores.reduce((best, score, index) => (score > (scores[best] ?? 0) ? index : best), 0);
}

function strongest(rows: readonly [string, Float64Array][], label: number): string[] {
  return rows
    .map(([feature, row]) => ({ feature, weight: row[label] ?? 0 }))
    .filter((row) => row.weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, SHOWN_FEATURES)
    .map((row) => row.feature);
}
