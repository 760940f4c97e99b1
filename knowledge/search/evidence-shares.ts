import type { Concept } from './concepts.ts';
import { type Asked, B, type Case, type ConceptView, K1, type Scratch } from './evidence-marks.ts';
import { NAMING_FIELDS } from './inverted.ts';
import type { Probe } from './question.ts';
import { type AnalyzedEntry, WORD } from './vocabulary.ts';

/** Meaning words of a document whose letters are compared. */
const LETTERED_WORDS = 64;

/** Shares of words in their very form, of phrases, codes and names. */
export function wordShares({ probe, unknown }: Asked, { seen, seenWord, seenPair }: Scratch) {
  let exact = 0;
  let missing = 0;
  let missingNames = 0;
  let codes = 0;
  for (let place = 0; place < probe.content.length; place += 1) {
    const { word, idf, isCapital, isCode } = probe.content[place] as Probe['content'][number];
    const isHeld = seen[place] !== 0;
    if (isHeld && seenWord[word] === 1) exact += idf;
    if (!isHeld) missing = Math.max(missing, idf);
    if (!isHeld && isCapital) missingNames += idf;
    if (isCode) codes += isHeld ? 1 : -1;
  }
  let all = 0;
  let silent = 0;
  let pairs = 0;
  for (let place = 0; place < probe.words.length; place += 1) {
    if (seenWord[place] !== 1) continue;
    const { idf, isSilent } = probe.words[place] as Probe['words'][number];
    all += idf;
    if (isSilent) silent += idf;
  }
  for (let place = 0; place < probe.pairs.length; place += 1) {
    if (seenPair[place] === 1) pairs += probe.pairs[place]?.idf ?? 0;
  }
  const share = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);
  return {
    exact: share(exact, probe.mass),
    missing: share(missing, unknown),
    missingNames: share(missingNames, probe.mass),
    codes,
    first: seen[0] !== 0 && probe.content.length > 0 ? 1 : 0,
    allWords: share(all, probe.wordMass),
    silentWords: share(silent, unknown),
    phrase: share(pairs, probe.pairMass),
  };
}

/** How near to each other, and in which order, neighbours of the question stand. */
export function nearnessOf({ probe }: Asked, { nearness, ordered }: Scratch): { near: number; order: number } {
  let mass = 0;
  let near = 0;
  let order = 0;
  for (let place = 0; place + 1 < probe.content.length; place += 1) {
    const idf = Math.min(probe.content[place]?.idf ?? 0, probe.content[place + 1]?.idf ?? 0);
    mass += idf;
    near += idf * (nearness[place] as number);
    order += idf * (ordered[place] as number);
  }
  return mass > 0 ? { near: near / mass, order: order / mass } : { near: 0, order: 0 };
}

/** A synonym is nearly as good a sign as the word itself, though it ranks lower. */
export function viewsOf(concepts: readonly Concept[], { stems }: Scratch): ConceptView[] {
  const placeOf = (term: number): number => (stems[term] as number) - 1;
  return concepts.map(({ words, importance, literal, variants }) => ({
    words,
    importance,
    literal: literal.map(placeOf),
    variants: variants.map(({ terms, weight }) => ({ places: terms.map(placeOf), value: Math.sqrt(weight) })),
  }));
}

/** How much of what was meant the document holds. */
export function coverageOf({ concepts }: Asked, seen: Uint8Array) {
  let asked = 0;
  let held = 0;
  let named = 0;
  let matched = 0;
  let strongest = 0;
  for (const concept of concepts) {
    const { share, namedShare } = shareOf(concept, seen);
    asked += concept.importance;
    held += concept.importance * share;
    named += concept.importance * namedShare;
    if (share > 0) matched += 1;
    strongest = Math.max(strongest, concept.importance * namedShare);
  }
  if (asked === 0) return { coverage: 0, named: 0, matched, strongest };
  return { coverage: held / asked, named: named / asked, matched, strongest };
}

function shareOf({ words, literal, variants }: ConceptView, seen: Uint8Array): { share: number; namedShare: number } {
  let share = 0;
  let namedShare = 0;
  for (const place of literal) {
    const fields = seen[place] as number;
    if (fields !== 0) share += 1 / words;
    if ((fields & NAMING_FIELDS) !== 0) namedShare += 1 / words;
  }
  for (const { places, value } of variants) {
    if (value <= namedShare) continue;
    let isHeld = true;
    let isNamed = false;
    for (const place of places) {
      const fields = seen[place] as number;
      if (fields === 0) isHeld = false;
      if ((fields & NAMING_FIELDS) !== 0) isNamed = true;
    }
    if (!isHeld) continue;
    share = Math.max(share, value);
    if (isNamed) namedShare = Math.max(namedShare, value);
  }
  return { share, namedShare };
}

/** BM25 of the question's letter triples in the document's first words, beside a perfect match (1). */
export function likenessOf({ index, scratch, asked, tripleIdf }: Case, doc: number): number {
  const { triples } = asked.probe;
  const { classOf, triples: triplesOf } = index.vocabulary;
  const { words } = index.entries[doc] as AnalyzedEntry;
  scratch.counts.fill(0, 0, triples.length);
  let read = 0;
  for (let place = 0; place < words.length && read < LETTERED_WORDS; place += 1) {
    const word = words[place] as number;
    if (((classOf[word] as number) & WORD.silent) !== 0) continue;
    read += 1;
    const own = triplesOf[word] as Uint16Array;
    for (let at = 0; at < own.length; at += 1) {
      const marked = scratch.triples[own[at] as number] as number;
      if (marked > 0) scratch.counts[marked - 1] = (scratch.counts[marked - 1] as number) + 1;
    }
  }
  const norm = 1 - B + (B * read) / Math.max(1, Math.min(index.averageLength, LETTERED_WORDS));
  let sum = 0;
  let perfect = 0;
  for (let place = 0; place < triples.length; place += 1) {
    const idf = tripleIdf[triples[place] as number] as number;
    const tf = (scratch.counts[place] as number) / norm;
    perfect += idf;
    sum += (idf * tf) / (K1 + tf);
  }
  return perfect > 0 ? sum / perfect : 0;
}
