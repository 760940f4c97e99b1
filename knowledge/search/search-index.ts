import type { SearchableEntry, SearchIndex, SearchOutcome, SearchScope } from '../../src/contracts/search.ts';
import { MAX_QUERY_TOKENS } from './analyzer.ts';
import { type Concept, type ConceptSources, readConcepts } from './concepts.ts';
import { createWitness, type Evidence, type Witness } from './evidence.ts';
import { bandOf, confidenceOf, type GateFeatures, type GateModel, isVague } from './gate.ts';
import { defaultGate } from './gate-model.ts';
import { defaultGlossary, type Glossary } from './glossary.ts';
import { frequencyOf, type Inverted, inverseFrequency, invert, termOf } from './inverted.ts';
import { probeOf, type QuestionWord, readWords, wantedBy } from './question.ts';
import { defaultRanking } from './rank-model.ts';
import { createSpeller } from './repair.ts';
import { type RankModel, rankOf, rankVector } from './reranker.ts';
import { createScorer, type Scorer } from './scorer.ts';
import { createSilence, type Silence } from './silence.ts';
import { joinOutcomes, questionsIn } from './split.ts';
import { TRIPLES, Vocabulary, WORD } from './vocabulary.ts';

/** Parts that may be replaced; the defaults are the product's own data. */
export interface SearchIndexOptions {
  readonly glossary?: Glossary;
  readonly gate?: GateModel;
  readonly ranking?: RankModel;
  /** "Not our product" terms beside the built-in list. */
  readonly foreign?: readonly string[];
  /** Shared by indices that follow one another, so that an entry is read once. */
  readonly vocabulary?: Vocabulary;
}

/** A candidate with what the ranking saw: for the fit and the evaluation. */
export interface Candidate {
  readonly id: string;
  readonly vector: Float64Array;
}

/** An index that also shows what its gate and its ranking saw: for the fit and the evaluation. */
export interface InspectableIndex extends SearchIndex {
  inspect(query: string, scope?: SearchScope): Inspection;
}

/** `features` is null when the search keeps silent by itself, or found nothing. */
export interface Inspection {
  readonly features: GateFeatures | null;
  readonly candidates: readonly Candidate[];
  readonly outcome: SearchOutcome;
}

/** Documents of the first pass that are looked at closely. */
const RERANKED = 20;
/** How much an entry of the module is preferred, in the first pass (factor) and in the ranking (added). */
const MODULE_BONUS = 1.2;
const MODULE_LEAD = 1;
/** A vague question stays this far under the confidence that sends. */
const DOUBT = 0.01;
/** UTF-16 units of a question that are read at all. */
const MAX_QUERY_LENGTH = 2_000;
/** Titles shorter than this on the mean: the index holds passages, not titled entries. */
const TITLED = 1;

interface Parts {
  readonly entries: readonly SearchableEntry[];
  readonly index: Inverted;
  readonly sources: ConceptSources;
  readonly scorer: Scorer;
  readonly witness: Witness;
  readonly silence: Silence;
  readonly gate: GateModel;
  readonly ranking: RankModel;
  readonly isPassages: boolean;
}

/**
 * Builds an immutable search index over published entries. `search` is synchronous, deterministic and never throws;
 * texts of any length are read up to a fixed number of words.
 */
export function createSearchIndex(
  entries: readonly SearchableEntry[],
  options: SearchIndexOptions = {},
): InspectableIndex {
  const vocabulary = options.vocabulary ?? new Vocabulary();
  const read = entries.map((entry) => vocabulary.read(entry));
  const index = invert(read, vocabulary);
  const glossary = options.glossary ?? defaultGlossary();
  vocabulary.book.addList(glossary.words);
  const knows = (stem: string): boolean => termOf(index, stem) >= 0 || glossary.knows(stem);
  const titleWords = read.reduce((sum, { marks }) => sum + countTitle(marks), 0);
  const parts: Parts = {
    entries: [...entries],
    index,
    sources: { index, glossary, speller: createSpeller(vocabulary.book, knows) },
    scorer: createScorer(index),
    witness: createWitness(index, tripleFrequencies(index)),
    silence: createSilence(options.foreign),
    gate: options.gate ?? defaultGate,
    ranking: options.ranking ?? defaultRanking,
    isPassages: titleWords < TITLED * entries.length,
  };
  return {
    size: entries.length,
    inspect: (query, scope = {}) => run(parts, query, scope),
    search: (query, scope = {}) => searchAll(parts, query, scope),
  };
}

function countTitle(marks: Uint8Array): number {
  let words = 0;
  while (words < marks.length && ((marks[words] as number) & 3) === 0) words += 1;
  return words;
}

/** Inverse frequencies of letter triples, from the words that have them (a document with two such words counts twice). */
function tripleFrequencies({ size, vocabulary, wordFrequency }: Inverted): Float32Array {
  const idf = new Float32Array(TRIPLES);
  for (let word = 0; word < wordFrequency.length; word += 1) {
    const df = wordFrequency[word] as number;
    if (df === 0 || ((vocabulary.classOf[word] as number) & WORD.silent) !== 0) continue;
    for (const triple of vocabulary.triples[word] as Uint16Array) idf[triple] = (idf[triple] as number) + df;
  }
  for (let triple = 0; triple < TRIPLES; triple += 1) {
    const df = Math.min(size, idf[triple] as number);
    idf[triple] = Math.log(1 + (size - df + 0.5) / (df + 0.5));
  }
  return idf;
}

/** Searches a message, and each of its questions when it may hold more than one. */
function searchAll(parts: Parts, query: string, scope: SearchScope): SearchOutcome {
  const text = query.slice(0, MAX_QUERY_LENGTH);
  const whole = run(parts, text, scope).outcome;
  if (whole.concepts < 2) return whole;
  const questions = questionsIn(text);
  if (questions.length < 2) return whole;
  const outcomes = questions.map((question) => run(parts, question, { ...scope, limit: 1 }).outcome);
  return joinOutcomes(whole, outcomes, limitOf(scope));
}

function limitOf({ limit }: SearchScope): number {
  return Math.min(RERANKED, Math.max(1, limit ?? 10));
}

function run(parts: Parts, query: string, scope: SearchScope): Inspection {
  const text = query.length > MAX_QUERY_LENGTH ? query.slice(0, MAX_QUERY_LENGTH) : query;
  const words = readWords(text, MAX_QUERY_TOKENS);
  const tokens = words.filter(({ isSilent }) => !isSilent);
  if (tokens.length === 0) return { features: null, candidates: [], outcome: silent };
  const concepts = readConcepts(tokens, parts.sources);
  const ranked = rank(parts, { text, words, concepts }, scope);
  const features = featuresOf(parts, { tokens, concepts, ranked });
  const onlyChat = features.smallTalk === 1;
  const sure = onlyChat || ranked.length === 0 ? 0 : confidenceOf(parts.gate, features);
  const confidence = isVague(parts.index, concepts, ranked[0]?.seen.titleShare ?? 0)
    ? Math.min(sure, parts.gate.send - DOUBT)
    : sure;
  const limit = limitOf(scope);
  return {
    features: onlyChat || ranked.length === 0 ? null : features,
    candidates: ranked.map(({ doc, vector }) => ({ id: parts.entries[doc]?.id ?? '', vector })),
    outcome: {
      band: bandOf(parts.gate, confidence),
      results: ranked.slice(0, limit).map(({ doc, value }) => ({
        id: parts.entries[doc]?.id ?? '',
        score: round(Math.max(confidence, LEAST) * Math.exp((value - (ranked[0]?.value ?? 0)) / 2)),
      })),
      concepts: onlyChat ? 0 : concepts.length,
      confidence: round(confidence),
    },
  };
}

const silent: SearchOutcome = { band: 'none', results: [], concepts: 0, confidence: 0 };
/** A result has some score even when the gate is sure that nothing answers. */
const LEAST = 0.001;

/** EXS-37: another audience's and another language's entries are out; the module only helps. */
function admission(entries: readonly SearchableEntry[], scope: SearchScope): (doc: number) => number {
  const { audience, module, language } = scope;
  if (audience === undefined && language === undefined && !module) return () => 1;
  return (doc) => {
    const entry = entries[doc];
    if (audience !== undefined && entry?.audience !== undefined && entry.audience !== audience) return 0;
    if (language !== undefined && entry?.language !== undefined && entry.language !== language) return 0;
    return module && entry?.module === module ? MODULE_BONUS : 1;
  };
}

interface Asked {
  readonly text: string;
  readonly words: readonly QuestionWord[];
  readonly concepts: readonly Concept[];
}

interface RankedDocument {
  readonly doc: number;
  readonly score: number;
  readonly value: number;
  readonly seen: Evidence;
  readonly vector: Float64Array;
}

/** Finds the best documents by their words and looks closely at those. */
function rank(parts: Parts, { text, words, concepts }: Asked, scope: SearchScope): RankedDocument[] {
  const best = parts.scorer.best(concepts, RERANKED, admission(parts.entries, scope));
  if (best.length === 0) return [];
  parts.witness.ask(probeOf(parts.index, words), concepts);
  const found = best.map(({ doc, score }) => ({ doc, score, seen: parts.witness.examine(doc) }));
  parts.witness.done();
  const topScore = best[0]?.score ?? 0;
  const topLikeness = found.reduce((top, { seen }) => Math.max(top, seen.likeness), 0);
  const { isPassages, ranking, entries } = parts;
  const wanted = wantedBy(text);
  return found
    .map(({ doc, score, seen }): RankedDocument => {
      const vector = rankVector(seen, { score, topScore, topLikeness, isPassages, wanted });
      const lead = scope.module && entries[doc]?.module === scope.module ? MODULE_LEAD : 0;
      return { doc, score, seen, vector, value: rankOf(ranking, vector) + lead };
    })
    .sort((one, other) => other.value - one.value || one.doc - other.doc);
}

interface Found {
  readonly tokens: readonly QuestionWord[];
  readonly concepts: readonly Concept[];
  readonly ranked: readonly RankedDocument[];
}

function featuresOf(parts: Parts, { tokens, concepts, ranked }: Found): GateFeatures {
  const [first, second] = ranked;
  const unknownIdf = inverseFrequency(parts.index.size, 0);
  const seen = first?.seen;
  const unknown = concepts.filter((concept) => !concept.known).length / Math.max(1, concepts.length);
  const stems = tokens.map((token) => token.stem);
  const knows = (stem: string) => frequencyOf(parts.index, parts.index.vocabulary.stem(stem)) > 0;
  return {
    coverage: seen?.coverage ?? 0,
    namedCoverage: seen?.named ?? 0,
    complete: (seen?.named ?? 0) > 0.95 ? 1 : 0,
    strength: Math.log1p((5 * (first?.score ?? 0)) / unknownIdf) / 3,
    margin: 1 - Math.exp((second?.value ?? -9) - (first?.value ?? 0)),
    concepts: Math.log1p(concepts.length) / 2,
    unknown,
    matched: Math.log1p(seen?.matched ?? 0),
    strongest: (seen?.strongest ?? 0) / unknownIdf,
    likeness: seen?.likeness ?? 0,
    foreign: parts.silence.isForeign(stems, knows) ? 1 : 0,
    smallTalk: parts.silence.smallTalkShare(tokens, knows),
    asked: Math.max(seen?.titleShare ?? 0, seen?.segmentShare ?? 0),
    allWords: seen?.allWords ?? 0,
    phrase: seen?.phrase ?? 0,
    missing: seen?.missing ?? 1,
  };
}

function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
