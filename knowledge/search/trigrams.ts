import type { AnalyzedEntry } from './inverted.ts';

/** a–z, 0–9 and the word's edge. */
const LETTERS = 37;
const CODES = LETTERS ** 3;
const K1 = 0.9;
const B = 0.75;

/** Letter triples of every document in flat arrays, with their BM25 contributions. */
export interface Trigrams {
  /**
   * Similarity of the question's words to each document of `docs`, 0..1 of what a perfect match would give.
   * Forgives endings and compounds that stems miss.
   */
  similarities(words: readonly string[], docs: readonly number[]): Float32Array;
}

/** Counts the letter triples of all fields of all entries. */
export function buildTrigrams(entries: readonly AnalyzedEntry[]): Trigrams {
  const counts = new Uint16Array(CODES);
  const frequency = new Int32Array(CODES);
  const perDoc = entries.map((entry) => countOf(entry, counts, frequency));
  const distinct = perDoc.reduce((sum, doc) => sum + doc.codes.length, 0);
  const length = perDoc.reduce((sum, doc) => sum + doc.length, 0);
  const idf = new Float32Array(CODES).fill(Math.log(1 + (entries.length + 0.5) / 0.5));
  for (let code = 0; code < CODES; code += 1) {
    const df = frequency[code] ?? 0;
    if (df > 0) idf[code] = Math.log(1 + (entries.length - df + 0.5) / (df + 0.5));
  }
  const flat: Flat = {
    offsets: new Int32Array(entries.length + 1),
    codes: new Uint16Array(distinct),
    impacts: new Float32Array(distinct),
  };
  fill(flat, perDoc, idf, length / Math.max(1, entries.length));
  return searcher(flat, idf);
}

interface Flat {
  readonly offsets: Int32Array;
  readonly codes: Uint16Array;
  readonly impacts: Float32Array;
}

interface DocCounts {
  readonly codes: readonly number[];
  readonly counts: readonly number[];
  readonly length: number;
}

function fill(flat: Flat, perDoc: readonly DocCounts[], idf: Float32Array, average: number): void {
  let at = 0;
  for (const [doc, { codes, counts, length }] of perDoc.entries()) {
    const norm = 1 - B + (B * length) / average;
    for (const [place, code] of codes.entries()) {
      const tf = (counts[place] ?? 0) / norm;
      flat.codes[at] = code;
      flat.impacts[at] = ((idf[code] ?? 0) * tf) / (K1 + tf);
      at += 1;
    }
    flat.offsets[doc + 1] = at;
  }
}

function searcher(flat: Flat, idf: Float32Array): Trigrams {
  // One scratch field for all searches: a search is synchronous and wipes what it marked.
  const marks = new Uint8Array(CODES);
  return {
    similarities: (words, docs) => {
      const asked: number[] = [];
      let perfect = 0;
      for (const word of words) {
        eachTrigram(word, (code) => {
          if (marks[code] === 1) return;
          marks[code] = 1;
          asked.push(code);
          perfect += idf[code] ?? 0;
        });
      }
      const found = new Float32Array(docs.length);
      for (const [place, doc] of docs.entries()) {
        const end = flat.offsets[doc + 1] ?? 0;
        let sum = 0;
        for (let at = flat.offsets[doc] ?? 0; at < end; at += 1) {
          if (marks[flat.codes[at] as number] === 1) sum += flat.impacts[at] as number;
        }
        found[place] = perfect > 0 ? sum / perfect : 0;
      }
      for (const code of asked) marks[code] = 0;
      return found;
    },
  };
}

/** Counts in a shared scratch field, which it leaves wiped. */
function countOf(entry: AnalyzedEntry, scratch: Uint16Array, frequency: Int32Array): DocCounts {
  const codes: number[] = [];
  let length = 0;
  const count = (code: number): void => {
    if (scratch[code] === 0) codes.push(code);
    scratch[code] = (scratch[code] as number) + 1;
    length += 1;
  };
  for (const tokens of entry) for (const { word } of tokens) eachTrigram(word, count);
  const counts = codes.map((code) => scratch[code] as number);
  for (const code of codes) {
    scratch[code] = 0;
    frequency[code] = (frequency[code] as number) + 1;
  }
  return { codes, counts, length };
}

function eachTrigram(word: string, visit: (code: number) => void): void {
  let first = 0;
  let second = letterOf(word, 0);
  for (let index = 1; index <= word.length; index += 1) {
    const third = letterOf(word, index);
    visit((first * LETTERS + second) * LETTERS + third);
    first = second;
    second = third;
  }
}

function letterOf(word: string, index: number): number {
  if (index >= word.length) return 0;
  const code = word.charCodeAt(index);
  if (code >= 97 && code <= 122) return code - 96;
  return code >= 48 && code <= 57 ? code - 21 : 0;
}
