import type { Concept } from './concepts.ts';
import type { Inverted } from './inverted.ts';
import type { Probe } from './question.ts';
import { TRIPLES } from './vocabulary.ts';

/** Bit in `Evidence.answers`: a name. */
export const CAPITAL = 64;
/** How quickly more of the same word counts for less, and how much length does (BM25). */
export const K1 = 0.9;
export const B = 0.75;
/** Words of distance up to which two are near each other. */
export const NEAR = 4;

/** A concept by the marks of its stems. */
export interface ConceptView {
  readonly words: number;
  readonly importance: number;
  readonly literal: readonly number[];
  /** `value` = what the variant counts beside the word itself. */
  readonly variants: readonly { readonly places: readonly number[]; readonly value: number }[];
}

/** A question while its documents are examined. */
export interface Asked {
  readonly probe: Probe;
  readonly concepts: readonly ConceptView[];
  /** Stems of content and variants, in the order of their marks. */
  readonly terms: readonly number[];
  readonly unknown: number;
}

/** Fields that are filled for one document and wiped for the next. */
export interface Scratch {
  /** Mark of a stem: place in `Asked.terms` + 1. */
  readonly stems: Int16Array;
  readonly words: Int16Array;
  readonly triples: Int16Array;
  /** Fields in which each marked stem was seen. */
  readonly seen: Uint8Array;
  readonly seenWord: Uint8Array;
  readonly seenPair: Uint8Array;
  readonly counts: Float32Array;
  /** Where each content stem was last seen, in meaning words of the document. */
  readonly last: Int32Array;
  readonly nearness: Float64Array;
  readonly ordered: Uint8Array;
}

const MAX_MARKS = 4_096;

/** Scratch fields for one index. */
export function createScratch(index: Inverted): Scratch {
  return {
    stems: new Int16Array(index.vocabulary.stems),
    words: new Int16Array(index.vocabulary.words.length),
    triples: new Int16Array(TRIPLES),
    seen: new Uint8Array(MAX_MARKS),
    seenWord: new Uint8Array(256),
    seenPair: new Uint8Array(256),
    counts: new Float32Array(1_024),
    last: new Int32Array(32),
    nearness: new Float64Array(32),
    ordered: new Uint8Array(32),
  };
}

/** Marks everything the question looks for; returns the marked stems. */
export function mark(scratch: Scratch, probe: Probe, concepts: readonly Concept[]): number[] {
  const terms: number[] = [];
  const add = (term: number): void => {
    if (scratch.stems[term] !== 0 || terms.length >= MAX_MARKS) return;
    terms.push(term);
    scratch.stems[term] = terms.length;
  };
  // The mark of a content word is its place, whether an entry has it or not.
  for (const { term } of probe.content) {
    terms.push(term);
    if (term >= 0) scratch.stems[term] = terms.length;
  }
  for (const { literal, variants } of concepts) {
    for (const term of literal) add(term);
    for (const variant of variants) for (const term of variant.terms) add(term);
  }
  for (const [place, { number }] of probe.words.entries()) if (number >= 0) scratch.words[number] = place + 1;
  for (const [place, triple] of probe.triples.entries()) scratch.triples[triple] = place + 1;
  return terms;
}

/** Wipes the marks of a question. */
export function unmark(scratch: Scratch, { probe, terms }: Asked): void {
  for (const term of terms) if (term >= 0) scratch.stems[term] = 0;
  for (const { number } of probe.words) if (number >= 0) scratch.words[number] = 0;
  for (const triple of probe.triples) scratch.triples[triple] = 0;
}

/** A question, an index, and what is shared while it is answered. */
export interface Case {
  readonly index: Inverted;
  readonly scratch: Scratch;
  readonly asked: Asked;
  readonly tripleIdf: Float32Array;
}
