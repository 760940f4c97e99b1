import type { SearchableEntry, SearchIndex, SearchOutcome, SearchScope } from '../../src/contracts/search.ts';
import { analyze, MAX_QUERY_TOKENS, type Token } from './analyzer.ts';
import { type Concept, type ConceptSources, readConcepts } from './concepts.ts';
import { bandOf, confidenceOf, coverageOf, type GateFeatures, type GateModel, isVague } from './gate.ts';
import { defaultGate } from './gate-model.ts';
import { defaultGlossary, type Glossary } from './glossary.ts';
import { analyzeEntry, type Inverted, invert } from './inverted.ts';
import { createSpeller } from './repair.ts';
import { createScorer, type Ranked, type Scorer } from './scorer.ts';
import { createSilence, type Silence } from './silence.ts';
import { buildTrigrams, type Trigrams } from './trigrams.ts';

/** Parts that may be replaced; the defaults are the product's own data. */
export interface SearchIndexOptions {
  readonly glossary?: Glossary;
  readonly gate?: GateModel;
  /** "Not our product" terms beside the built-in list. */
  readonly foreign?: readonly string[];
}

/** An index that also shows what its gate saw: for the fit and the evaluation. */
export interface InspectableIndex extends SearchIndex {
  inspect(
    query: string,
    scope?: SearchScope,
  ): { readonly features: GateFeatures | null; readonly outcome: SearchOutcome };
}

const RERANKED = 50;
const LETTERS_WEIGHT = 0.5;
const MODULE_BONUS = 1.2;
/** A vague question stays this far under the confidence that sends. */
const DOUBT = 0.01;
/** UTF-16 units of a question that are read at all. */
const MAX_QUERY_LENGTH = 2_000;

interface Parts {
  readonly entries: readonly SearchableEntry[];
  readonly index: Inverted;
  readonly sources: ConceptSources;
  readonly scorer: Scorer;
  readonly trigrams: Trigrams;
  readonly silence: Silence;
  readonly gate: GateModel;
}

/**
 * Builds an immutable search index over published entries. `search` is synchronous, deterministic and never throws;
 * texts of any length are read up to a fixed number of words.
 */
export function createSearchIndex(
  entries: readonly SearchableEntry[],
  options: SearchIndexOptions = {},
): InspectableIndex {
  const analyzed = entries.map(analyzeEntry);
  const index = invert(analyzed);
  const glossary = options.glossary ?? defaultGlossary();
  const speller = createSpeller(() => knownWords(index, glossary));
  const parts: Parts = {
    entries: [...entries],
    index,
    sources: { index, glossary, speller },
    scorer: createScorer(index),
    trigrams: buildTrigrams(analyzed),
    silence: createSilence(options.foreign),
    gate: options.gate ?? defaultGate,
  };
  const inspect: InspectableIndex['inspect'] = (query, scope = {}) => run(parts, query, scope);
  return { size: entries.length, inspect, search: (query, scope) => inspect(query, scope).outcome };
}

function* knownWords(index: Inverted, glossary: Glossary): Generator<Token> {
  for (const [word, stem] of index.words) yield { word, stem };
  yield* glossary.words;
}

function run(parts: Parts, query: string, scope: SearchScope): ReturnType<InspectableIndex['inspect']> {
  const text = query.length > MAX_QUERY_LENGTH ? query.slice(0, MAX_QUERY_LENGTH) : query;
  const tokens = analyze(text, MAX_QUERY_TOKENS);
  if (tokens.length === 0) return { features: null, outcome: silent };
  const concepts = readConcepts(tokens, parts.sources);
  const ranked = rerank(parts, tokens, parts.scorer.best(concepts, RERANKED, admission(parts.entries, scope)));
  const features = featuresOf(parts, { tokens, concepts, ranked });
  const onlyChat = features.smallTalk === 1;
  const sure = onlyChat || ranked.length === 0 ? 0 : confidenceOf(parts.gate, features);
  const confidence = isVague(parts.index, concepts, features) ? Math.min(sure, parts.gate.send - DOUBT) : sure;
  const limit = Math.min(RERANKED, Math.max(1, scope.limit ?? 10));
  const results = ranked
    .slice(0, limit)
    .map(({ doc, score }) => ({ id: parts.entries[doc]?.id ?? '', score: round(score) }));
  return {
    features: onlyChat || ranked.length === 0 ? null : features,
    outcome: {
      band: bandOf(parts.gate, confidence),
      results,
      concepts: onlyChat ? 0 : concepts.length,
      confidence: round(confidence),
    },
  };
}

const silent: SearchOutcome = { band: 'none', results: [], concepts: 0, confidence: 0 };

/** EXS-37: another audience's entries are out; the module only helps. */
function admission(entries: readonly SearchableEntry[], scope: SearchScope): (doc: number) => number {
  const { audience, module } = scope;
  if (audience === undefined && !module) return () => 1;
  return (doc) => {
    const entry = entries[doc];
    if (audience !== undefined && entry?.audience !== undefined && entry.audience !== audience) return 0;
    return module && entry?.module === module ? MODULE_BONUS : 1;
  };
}

/** Adds the likeness by letters to the best documents and orders them again. */
function rerank(parts: Parts, tokens: readonly Token[], best: Ranked[]): (Ranked & { likeness: number })[] {
  const top = best[0]?.score ?? 0;
  const likeness = parts.trigrams.similarities(
    tokens.map((token) => token.word),
    best.map(({ doc }) => doc),
  );
  const closest = Math.max(...likeness, Number.EPSILON);
  return best
    .map(({ doc, score }, place) => ({
      doc,
      score: score + (LETTERS_WEIGHT * top * (likeness[place] ?? 0)) / closest,
      likeness: likeness[place] ?? 0,
    }))
    .sort((one, other) => other.score - one.score || one.doc - other.doc);
}

interface Found {
  readonly tokens: readonly Token[];
  readonly concepts: readonly Concept[];
  readonly ranked: readonly (Ranked & { likeness: number })[];
}

function featuresOf(parts: Parts, { tokens, concepts, ranked }: Found): GateFeatures {
  const first = ranked[0];
  const held = coverageOf(parts.index, concepts, first?.doc ?? 0);
  const score = first?.score ?? 0;
  const unknown = concepts.filter((concept) => !concept.known).length / Math.max(1, concepts.length);
  const stems = tokens.map((token) => token.stem);
  const knows = (stem: string) => parts.index.terms.has(stem);
  return {
    coverage: held.coverage,
    namedCoverage: held.namedCoverage,
    complete: held.namedCoverage > 0.95 ? 1 : 0,
    strength: Math.log1p(score) / 3,
    margin: score > 0 ? (score - (ranked[1]?.score ?? 0)) / score : 0,
    concepts: Math.log1p(concepts.length) / 2,
    unknown,
    matched: Math.log1p(held.matched),
    strongest: held.strongest / 5,
    likeness: first?.likeness ?? 0,
    foreign: parts.silence.isForeign(stems, knows) ? 1 : 0,
    smallTalk: parts.silence.smallTalkShare(tokens, knows),
  };
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
