import type { Token } from './analyzer.ts';
import type { Expansion, Glossary, Phrase } from './glossary.ts';
import { type Inverted, inverseFrequency, termOf } from './inverted.ts';
import type { Speller } from './repair.ts';

/** Another way to say a concept: all of its terms must stand in a document. */
export interface Variant {
  readonly terms: readonly number[];
  readonly weight: number;
}

/** One meaning of a question: its own words, or one of its variants; a document gets the best, never the sum of both. */
export interface Concept {
  /** Number of words asked, known or not. */
  readonly words: number;
  /** Terms of the words as asked; each counts by itself. */
  readonly literal: readonly number[];
  readonly variants: readonly Variant[];
  /** How telling the concept is (inverse frequency of its own words); an unknown word is the most telling. */
  readonly importance: number;
  /** Whether the index or the glossary knows any of it. */
  readonly known: boolean;
}

/** What the concepts of a question are read with. */
export interface ConceptSources {
  readonly index: Inverted;
  readonly glossary: Glossary;
  readonly speller: Speller;
}

/** Groups the words of a question into concepts: a phrase of the glossary is one. A word said twice counts once. */
export function readConcepts(tokens: readonly Token[], sources: ConceptSources): Concept[] {
  const unique = distinct(tokens);
  const stems = unique.map((token) => token.stem);
  const concepts: Concept[] = [];
  for (let position = 0; position < unique.length; ) {
    const match = sources.glossary.match(stems, position);
    const length = match?.length ?? 1;
    concepts.push(conceptOf(unique.slice(position, position + length), match?.expansions ?? [], sources));
    position += length;
  }
  return concepts;
}

function conceptOf(tokens: readonly Token[], expansions: readonly Expansion[], sources: ConceptSources): Concept {
  const { index } = sources;
  const literal: number[] = [];
  const variants: Variant[] = [];
  let importance = 0;
  for (const token of tokens) {
    const term = termOf(index, token.stem);
    if (term >= 0) literal.push(term);
    else variants.push(...repairsOf(token, tokens.length === 1 && expansions.length === 0, sources));
    importance += term < 0 ? inverseFrequency(index.size, 0) : (index.idf[term] ?? 0);
  }
  for (const expansion of expansions) addVariant(variants, expansion, index);
  // A phrase is one meaning: it weighs as its most telling word, and a little more for being exact.
  const weight = tokens.length === 1 ? importance : importance / Math.sqrt(tokens.length);
  return {
    words: tokens.length,
    literal,
    variants,
    importance: weight,
    known: literal.length > 0 || variants.length > 0,
  };
}

/** Spelling repair, for words that nobody knows; the words found bring their own synonyms along. */
function repairsOf(token: Token, alone: boolean, { index, glossary, speller }: ConceptSources): Variant[] {
  const variants: Variant[] = [];
  if (!alone) return variants;
  for (const { stem, weight } of speller.repair(token.word)) {
    addVariant(variants, { phrase: [stem], weight }, index);
    for (const expansion of glossary.match([stem], 0)?.expansions ?? []) {
      addVariant(variants, { phrase: expansion.phrase, weight: expansion.weight * weight }, index);
    }
  }
  return variants;
}

function addVariant(variants: Variant[], expansion: Expansion, index: Inverted): void {
  const terms = termsOf(expansion.phrase, index);
  if (terms) variants.push({ terms, weight: expansion.weight });
}

function termsOf(phrase: Phrase, index: Inverted): number[] | null {
  const terms: number[] = [];
  for (const stem of phrase) {
    const term = termOf(index, stem);
    if (term < 0) return null;
    terms.push(term);
  }
  return terms;
}

function distinct(tokens: readonly Token[]): Token[] {
  const seen = new Set<string>();
  return tokens.filter((token) => {
    if (seen.has(token.stem)) return false;
    seen.add(token.stem);
    return true;
  });
}
