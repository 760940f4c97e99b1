import { contenders, type Found } from './knowledge-engines.ts';
import { foreignSets, noiseSets, tradeSets } from './knowledge-sets.ts';

/** One engine on one set, in percent; the gate's figures are null where a set has no question that nothing answers. */
export interface ComparisonRow {
  readonly set: string;
  readonly engine: string;
  readonly questions: number;
  readonly hit1: number;
  readonly hit3: number;
  readonly mrr10: number;
  /** How often an in-scope question is more confident than one out of scope (the set's own, or else far-off questions), 0..1. */
  readonly auc: number;
  /** In-scope questions answered at the threshold where at most one in twenty of those and one in fifty of small talk get a link. */
  readonly answeredAt5: number;
  /** Small talk that gets a link at the same threshold. */
  readonly smallTalk: number;
}

/** Asks every engine every question of every set that is there. */
export function compareEngines(): ComparisonRow[] {
  const noise = new Map(noiseSets().map(({ name, questions }) => [name, questions]));
  return [...tradeSets(), ...foreignSets()].flatMap((set) =>
    contenders.map(({ name: engine, build }) => {
      const search = build(set.entries);
      const asked = set.questions.filter(({ relevant }) => relevant.length > 0);
      const found = asked.map(({ q }) => search(q));
      const places = found.map(({ ids }, at) => ids.findIndex((id) => asked[at]?.relevant.includes(id)));
      const own = set.questions.filter(({ relevant }) => relevant.length === 0).map(({ q }) => q);
      const outside = (own.length > 0 ? own : (noise.get('far') ?? [])).map(search);
      const talk = (noise.get('chat') ?? []).map(search);
      const within = (limit: number) => percent(places, (place) => place >= 0 && place < limit);
      const threshold = Math.max(thresholdFor(outside, 0.05), thresholdFor(talk, 0.02));
      const passes = ({ ids, confidence }: Found) => ids.length > 0 && confidence > threshold;
      return {
        ...{ set: set.name, engine, questions: asked.length, hit1: within(1), hit3: within(3) },
        mrr10: tenth((100 * places.reduce((sum, at) => sum + (at < 0 ? 0 : 1 / (at + 1)), 0)) / asked.length),
        auc: areaUnder(found, outside),
        answeredAt5: percent(found, passes),
        smallTalk: percent(talk, passes),
      };
    }),
  );
}

/** The confidence that at most this share of the questions exceeds. */
function thresholdFor(outside: readonly Found[], share: number): number {
  const sorted = outside.map(({ confidence }) => confidence).sort((one, other) => other - one);
  return sorted[Math.floor(sorted.length * share)] ?? 0;
}

function areaUnder(inScope: readonly Found[], outside: readonly Found[]): number {
  let above = 0;
  for (const { confidence: one } of inScope) {
    for (const { confidence: other } of outside) above += one > other ? 1 : one === other ? 0.5 : 0;
  }
  return Math.round((1_000 * above) / Math.max(1, inScope.length * outside.length)) / 1_000;
}

function percent<T>(of: readonly T[], is: (one: T) => boolean): number {
  return tenth((100 * of.filter(is).length) / Math.max(1, of.length));
}

function tenth(value: number): number {
  return Math.round(10 * value) / 10;
}
