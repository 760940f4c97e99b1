import type { LearnedReading } from './model.ts';

/** The label that the weights prefer, how sure they are (0 to 1), and what spoke most for it. */
export interface Verdict {
  readonly label: string;
  readonly confidence: number;
  /** The cue (a feature `c:`) and the word (`w:`) with the greatest weight for the label; null if none speaks for it. */
  readonly cue: string | null;
  readonly word: string | null;
}

const UNIT = 1000;

/** A softmax over weighted features. Built once from the weights; `judge` is pure. */
export class LinearReader {
  private readonly labels: readonly string[];
  private readonly bias: readonly number[];
  private readonly rows = new Map<string, number>();
  private readonly weights: Float32Array;

  constructor(learned: LearnedReading) {
    this.labels = learned.labels;
    this.bias = learned.bias.map((weight) => weight / UNIT);
    this.weights = Float32Array.from(learned.weights, (weight) => weight / UNIT);
    for (const [index, feature] of learned.features.entries()) this.rows.set(feature, index * learned.labels.length);
  }

  /**
   * Weighs the features of a text. Only cues whose names begin with `reasonCues` are given as the reason. `evidence`
   * speaks for labels beside the weights.
   */
  judge(features: readonly string[], reasonCues = '', evidence?: (label: string) => number): Verdict {
    const scores = this.bias.map((bias, label) => bias + (evidence?.(this.labels[label] ?? '') ?? 0));
    for (const feature of features) {
      const row = this.rows.get(feature);
      if (row === undefined) continue;
      for (let label = 0; label < scores.length; label += 1) {
        scores[label] = (scores[label] ?? 0) + (this.weights[row + label] ?? 0);
      }
    }
    const top = Math.max(...scores);
    const best = scores.indexOf(top);
    let total = 0;
    for (const score of scores) total += Math.exp(score - top);
    const cue = this.strongest(features, best, `c:${reasonCues}`);
    const word = this.strongest(features, best, 'w:');
    return {
      label: this.labels[best] ?? '',
      confidence: 1 / total,
      cue: cue === null ? null : cue.slice(2),
      word: word === null ? null : word.slice(2),
    };
  }

  private strongest(features: readonly string[], label: number, prefix: string): string | null {
    let found: string | null = null;
    let most = 0;
    for (const feature of features) {
      if (!feature.startsWith(prefix)) continue;
      const row = this.rows.get(feature);
      const weight = row === undefined ? 0 : (this.weights[row + label] ?? 0);
      if (weight <= most) continue;
      most = weight;
      found = feature;
    }
    return found;
  }
}
