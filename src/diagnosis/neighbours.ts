import type { Analyzer, Passage } from './analysis.ts';
import { type FieldValue, joinLabel } from './model.ts';
import type { Scenario } from './scenarios.ts';

/** One wording of a scenario, beside which a text is laid. */
export interface Example {
  readonly scenario: Scenario;
  readonly text: string;
}

/** An example with its likeness to a text (0 to 1) and the words of the text that both have, the telling ones first. */
export interface Neighbour extends Example {
  readonly likeness: number;
  readonly words: readonly string[];
}

/** One text laid beside every example. */
export interface Neighbourhood {
  /** Label of the fields → its most alike example, among those that agree with the values in `given`. */
  byLabel(fields: readonly string[], given: ReadonlyMap<string, FieldValue>): ReadonlyMap<string, Neighbour>;
  /** Examples that hold all these values, most alike first. */
  agreeing(values: ReadonlyMap<string, FieldValue>, limit: number): Neighbour[];
}

/** How much each kind of feature says: a cue, a word, a pair of words that stand side by side (AMB-65: verb and object). */
const scale: Readonly<Record<string, number>> = { c: 1, w: 1, b: 0.5 };
const WORDS_SHOWN = 5;
/** A word in more than this share of the examples tells nothing ("que"). */
const COMMON = 0.06;

interface Entry extends Example {
  readonly length: number;
}

/** The labelled examples of an organisation, made ready for comparing. Pure once built. */
export class ScenarioBook {
  readonly #entries: readonly Entry[];
  readonly #total: number;
  /** Feature → the entries that have it, by index. */
  readonly #places = new Map<string, number[]>();

  constructor(scenarios: readonly Scenario[], analyzer: Analyzer) {
    const texts = scenarios.flatMap((scenario) =>
      [scenario.text, ...scenario.said].map((text) => ({ scenario, text })),
    );
    const features = texts.map(({ text }) => comparable(analyzer.read(text).all));
    for (const [index, list] of features.entries()) {
      for (const feature of list) {
        const places = this.#places.get(feature);
        if (places) places.push(index);
        else this.#places.set(feature, [index]);
      }
    }
    this.#total = texts.length;
    this.#entries = texts.map((example, index) => ({ ...example, length: this.#lengthOf(features[index] ?? []) }));
  }

  /** Lays a text beside the examples. */
  look(passage: Passage): Neighbourhood {
    const features = comparable(passage);
    const length = this.#lengthOf(features);
    const sums = new Map<number, number>();
    for (const feature of features) {
      const weight = this.#weightOf(feature) ** 2;
      for (const index of this.#places.get(feature) ?? []) sums.set(index, (sums.get(index) ?? 0) + weight);
    }
    const found = [...sums].flatMap(([index, sum]) => {
      const entry = this.#entries[index];
      return entry === undefined ? [] : [{ entry, index, likeness: sum / (entry.length * length) }];
    });
    found.sort((a, b) => b.likeness - a.likeness || a.index - b.index);
    const present = ({ entry, index, likeness }: (typeof found)[number]): Neighbour => ({
      scenario: entry.scenario,
      text: entry.text,
      likeness,
      words: this.#sharedWords(passage, features, index),
    });
    return {
      byLabel(fields, given) {
        const best = new Map<string, Neighbour>();
        for (const one of found) {
          const label = labelOf(one.entry.scenario, fields);
          if (label !== null && !best.has(label) && agrees(one.entry.scenario, given)) best.set(label, present(one));
        }
        return best;
      },
      agreeing: (values, limit) =>
        found
          .filter(({ entry }) => agrees(entry.scenario, values))
          .slice(0, limit)
          .map(present),
    };
  }

  /** Rare features say more. */
  #weightOf(feature: string): number {
    const count = this.#places.get(feature)?.length ?? 0;
    return Math.log(1 + this.#total / (count + 0.5)) * (scale[feature[0] ?? ''] ?? 0);
  }

  #lengthOf(features: readonly string[]): number {
    let sum = 0;
    for (const feature of features) sum += this.#weightOf(feature) ** 2;
    return Math.sqrt(sum) || 1;
  }

  #sharedWords({ tokens, stems }: Passage, features: readonly string[], index: number): string[] {
    const most = this.#total * COMMON;
    const shared = features.filter((one) => {
      const places = one.startsWith('w:') ? this.#places.get(one) : undefined;
      return places !== undefined && places.length <= most && places.includes(index);
    });
    shared.sort((a, b) => this.#weightOf(b) - this.#weightOf(a));
    const words = shared.map((feature) => tokens[stems.indexOf(feature.slice(2))] ?? '');
    return words.filter((word) => /^[a-z]{3,}/.test(word)).slice(0, WORDS_SHOWN);
  }
}

function comparable({ features }: Passage): string[] {
  return features.filter((feature) => (feature[0] ?? '') in scale);
}

function labelled(scenario: Scenario, field: string): string | undefined {
  const value = scenario[field as keyof Scenario];
  return typeof value === 'string' ? value : undefined;
}

function labelOf(scenario: Scenario, fields: readonly string[]): string | null {
  const values = fields.map((field) => labelled(scenario, field));
  return values.includes(undefined) ? null : joinLabel(values as string[]);
}

/** Whether nothing that the scenario labels says otherwise. */
function agrees(scenario: Scenario, given: ReadonlyMap<string, FieldValue>): boolean {
  for (const [field, value] of given) if ((labelled(scenario, field) ?? value) !== value) return false;
  return true;
}
