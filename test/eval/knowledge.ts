import { fitGate, type GateSample } from '../../knowledge/search/fit-gate.ts';
import { confidenceOf } from '../../knowledge/search/gate.ts';
import { defaultGate } from '../../knowledge/search/gate-model.ts';
import { createSearchIndex } from '../../knowledge/search/search-index.ts';
import { type Judged, judge } from './knowledge-examples.ts';
import { foreignSets, type KnowledgeSet, tradeSets } from './knowledge-sets.ts';

/** How well the right entry is placed, in percent of the in-scope questions. */
export interface RankingRow {
  readonly set: string;
  readonly questions: number;
  readonly hit1: number;
  readonly hit3: number;
  readonly hit10: number;
  readonly mrr: number;
}

/** What the gate does with one kind of question, in percent. */
export interface GateRow {
  readonly set: string;
  /** `shipped`: the committed weights, which saw these questions. `folds`: five parts, each judged by weights that did not. */
  readonly way: 'shipped' | 'folds';
  readonly kind: string;
  readonly questions: number;
  readonly sent: number;
  readonly asked: number;
  /** Of the links sent: the first is right; one of three is right. Null for questions that no link answers. */
  readonly first: number | null;
  readonly three: number | null;
  /** How well confidence tells this kind from in-scope questions, 0..1. Null for those themselves. */
  readonly auc: number | null;
}

/** The figures of the knowledge base. */
export interface KnowledgeEvaluation {
  readonly ranking: readonly RankingRow[];
  readonly gate: readonly GateRow[];
}

const FOLDS = 5;

/** Measures ranking on every set that is there, and the gate on the two sets of this trade. */
export function evaluateKnowledge(): KnowledgeEvaluation {
  const trade = tradeSets();
  const judged = trade.map((set) => ({ name: set.name, items: judge(set) }));
  const folds = crossFit(judged.flatMap(({ items }) => items));
  return {
    ranking: [...trade, ...foreignSets()].map(rank),
    gate: judged.flatMap(({ name, items }) => [
      ...gateRows({ set: name, way: 'shipped', items, confidence: ({ confidence }) => confidence }),
      ...gateRows({ set: name, way: 'folds', items, confidence: (item) => folds.get(item) ?? 0 }),
    ]),
  };
}

/** Refits the gate on all examples: what `knowledge/search/gate-model.ts` holds. */
export function refitGate(): ReturnType<typeof fitGate> {
  return fitGate(tradeSets().flatMap(judge).flatMap(exampleOf), { prior: null, penalty: 0.2 });
}

function rank(set: KnowledgeSet): RankingRow {
  const index = createSearchIndex(set.entries);
  const asked = set.questions.filter(({ relevant }) => relevant.length > 0);
  const places = asked.map(({ q, relevant }) =>
    index.search(q, { limit: 10 }).results.findIndex(({ id }) => relevant.includes(id)),
  );
  const within = (limit: number) => percent(places.filter((place) => place >= 0 && place < limit).length, asked.length);
  const mrr = places.reduce((sum, place) => sum + (place < 0 ? 0 : 1 / (place + 1)), 0);
  return {
    set: set.name,
    questions: asked.length,
    hit1: within(1),
    hit3: within(3),
    hit10: within(10),
    mrr: percent(mrr, asked.length),
  };
}

function crossFit(items: readonly Judged[]): Map<Judged, number> {
  const found = new Map<Judged, number>();
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const model = fitGate(items.filter((_, at) => at % FOLDS !== fold).flatMap(exampleOf), {
      prior: null,
      penalty: 0.2,
    });
    for (const [at, item] of items.entries()) {
      if (at % FOLDS === fold && item.example) found.set(item, confidenceOf(model, item.example.features));
    }
  }
  return found;
}

function exampleOf(item: Judged): GateSample[] {
  return item.example === null ? [] : [item.example];
}

interface GateView {
  readonly set: string;
  readonly way: GateRow['way'];
  readonly items: readonly Judged[];
  readonly confidence: (item: Judged) => number;
}

function gateRows(view: GateView): GateRow[] {
  const { set, way, items, confidence } = view;
  const kinds = [...new Set(items.map(({ kind }) => kind))];
  const inScope = items.filter(({ kind }) => kind === 'in');
  return kinds.map((kind) => {
    const asked = items.filter((item) => item.kind === kind);
    const sent = asked.filter((item) => confidence(item) >= defaultGate.send);
    const meant = asked.filter((item) => confidence(item) >= defaultGate.ask).length - sent.length;
    const isIn = kind === 'in';
    return {
      set,
      way,
      kind,
      questions: asked.length,
      sent: percent(sent.length, asked.length),
      asked: percent(meant, asked.length),
      first: isIn ? percent(sent.filter(({ right1 }) => right1).length, sent.length) : null,
      three: isIn ? percent(sent.filter(({ right3 }) => right3).length, sent.length) : null,
      auc: isIn ? null : areaUnder(inScope.map(confidence), asked.map(confidence)),
    };
  });
}

/** How often an in-scope question is more confident than a noise question. */
function areaUnder(inScope: readonly number[], noise: readonly number[]): number {
  let above = 0;
  for (const one of inScope) for (const other of noise) above += one > other ? 1 : one === other ? 0.5 : 0;
  return Math.round((1_000 * above) / Math.max(1, inScope.length * noise.length)) / 1_000;
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((1_000 * part) / whole) / 10;
}
