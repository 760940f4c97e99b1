import type { SearchableEntry } from '../../src/contracts/search.ts';
import { analyze, type Token } from './analyzer.ts';

/** Fields in the order of their weights; the bit of a field in a posting is `1 << index`. */
const FIELDS = ['title', 'tags', 'examples', 'body'] as const;
const WEIGHTS = [2, 2, 1, 1] as const;
/** Bits of the fields that name what an entry is about. */
export const NAMING_FIELDS = 0b0111;
const K1 = 0.9;
const B = 0.75;

/** Postings of all terms in flat arrays: term t has the documents `docs[offsets[t]] … docs[offsets[t + 1] - 1]`, ascending. */
export interface Inverted {
  readonly size: number;
  readonly terms: ReadonlyMap<string, number>;
  readonly offsets: Int32Array;
  readonly docs: Int32Array;
  /** BM25F contribution of the term to the document, inverse frequency included. */
  readonly impacts: Float32Array;
  readonly fields: Uint8Array;
  readonly idf: Float32Array;
  /** The words behind the stems, for spelling repair. */
  readonly words: ReadonlyMap<string, string>;
}

interface Reading {
  /** Term numbers by document and field. */
  readonly docs: number[][][];
  readonly terms: Map<string, number>;
  readonly words: Map<string, string>;
  readonly averages: readonly number[];
}

/** An entry's words, field by field. */
export type AnalyzedEntry = readonly (readonly Token[])[];

const analyzed = new WeakMap<SearchableEntry, AnalyzedEntry>();

/** Reads the words of every field of an entry; an entry object that was read before is not read again. */
export function analyzeEntry(entry: SearchableEntry): AnalyzedEntry {
  const known = analyzed.get(entry);
  if (known) return known;
  const read = fieldsOf(entry);
  analyzed.set(entry, read);
  return read;
}

function fieldsOf(entry: SearchableEntry): AnalyzedEntry {
  const texts = [entry.title, entry.tags?.join(' · ') ?? '', entry.examples?.join(' · ') ?? '', entry.body];
  return texts.map((text) => analyze(text));
}

/** Computes every BM25F contribution once. */
export function invert(entries: readonly AnalyzedEntry[]): Inverted {
  const reading = read(entries);
  const lists = collect(reading);
  const count = reading.terms.size;
  const total = lists.reduce((sum, list) => sum + list.docs.length, 0);
  const index = {
    size: entries.length,
    terms: reading.terms,
    words: reading.words,
    offsets: new Int32Array(count + 1),
    docs: new Int32Array(total),
    impacts: new Float32Array(total),
    fields: new Uint8Array(total),
    idf: new Float32Array(count),
  };
  let at = 0;
  for (const [term, list] of lists.entries()) {
    const df = list.docs.length;
    const idf = inverseFrequency(entries.length, df);
    index.idf[term] = idf;
    index.docs.set(list.docs, at);
    index.fields.set(list.fields, at);
    for (let i = 0; i < df; i += 1) {
      const tf = list.weights[i] ?? 0;
      index.impacts[at + i] = (idf * tf * (K1 + 1)) / (K1 + tf);
    }
    at += df;
    index.offsets[term + 1] = at;
  }
  return index;
}

/** How telling a term is that stands in `df` of `size` documents; 0 documents = an unknown word. */
export function inverseFrequency(size: number, df: number): number {
  return Math.log(1 + (size - df + 0.5) / (df + 0.5));
}

/** Position of a document in a term's postings, or -1. */
export function postingOf(index: Inverted, term: number, doc: number): number {
  let low = index.offsets[term] ?? 0;
  let high = (index.offsets[term + 1] ?? 0) - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = index.docs[middle] ?? 0;
    if (found === doc) return middle;
    if (found < doc) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

function read(entries: readonly AnalyzedEntry[]): Reading {
  const terms = new Map<string, number>();
  const words = new Map<string, string>();
  const lengths = FIELDS.map(() => 0);
  const docs = entries.map((entry) =>
    entry.map((tokens, field) => {
      const found = numbersOf(tokens, terms, words);
      lengths[field] = (lengths[field] ?? 0) + found.length;
      return found;
    }),
  );
  return { docs, terms, words, averages: lengths.map((length) => length / Math.max(1, entries.length)) };
}

function numbersOf(tokens: readonly Token[], terms: Map<string, number>, words: Map<string, string>): number[] {
  const found: number[] = [];
  const add = (stem: string, word: string): void => {
    let number = terms.get(stem);
    if (number === undefined) {
      number = terms.size;
      terms.set(stem, number);
    }
    if (!words.has(word)) words.set(word, stem);
    found.push(number);
  };
  for (const token of tokens) {
    add(token.stem, token.word);
    // "CFDI40148" is also found by "40148".
    const code = isCode(token) ? /^[a-z]+([0-9]{3,})$/.exec(token.word)?.[1] : undefined;
    if (code !== undefined) add(code, code);
  }
  return found;
}

function isCode({ word }: Token): boolean {
  const last = word.charCodeAt(word.length - 1);
  return last >= 48 && last <= 57;
}

interface PostingList {
  readonly docs: number[];
  readonly weights: number[];
  readonly fields: number[];
}

function collect(reading: Reading): PostingList[] {
  const lists = Array.from(reading.terms, (): PostingList => ({ docs: [], weights: [], fields: [] }));
  for (const [doc, fields] of reading.docs.entries()) {
    for (const [field, found] of fields.entries()) {
      const average = reading.averages[field] ?? 0;
      const norm = average > 0 ? 1 - B + (B * found.length) / average : 1;
      const weight = (WEIGHTS[field] ?? 1) / norm;
      for (const term of found) {
        const list = lists[term];
        if (list) addPosting(list, doc, weight, 1 << field);
      }
    }
  }
  return lists;
}

function addPosting(list: PostingList, doc: number, weight: number, field: number): void {
  const last = list.docs.length - 1;
  if (list.docs[last] === doc) {
    list.weights[last] = (list.weights[last] ?? 0) + weight;
    list.fields[last] = (list.fields[last] ?? 0) | field;
    return;
  }
  list.docs.push(doc);
  list.weights.push(weight);
  list.fields.push(field);
}
