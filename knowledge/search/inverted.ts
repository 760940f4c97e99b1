import { type AnalyzedEntry, FIELDS, TOKEN, type Vocabulary, WORD } from './vocabulary.ts';

const WEIGHTS = [2, 2, 1, 1] as const;
/** Bits of the fields that name what an entry is about. */
export const NAMING_FIELDS = 0b0111;
const K1 = 0.9;
const B = 0.75;

/** Postings of all stems in flat arrays: stem t has the documents `docs[offsets[t]] … docs[offsets[t + 1] - 1]`, ascending. */
export interface Inverted {
  readonly size: number;
  readonly vocabulary: Vocabulary;
  readonly entries: readonly AnalyzedEntry[];
  readonly offsets: Int32Array;
  readonly docs: Int32Array;
  /** BM25F contribution of the stem to the document, inverse frequency included. */
  readonly impacts: Float32Array;
  readonly fields: Uint8Array;
  /** Inverse frequency by stem. */
  readonly idf: Float32Array;
  /** Documents by word, silent ones included. */
  readonly wordFrequency: Int32Array;
  /** Meaning words of each document, and their mean. */
  readonly lengths: Int32Array;
  readonly averageLength: number;
}

/** Number of a stem that stands in an entry of this index, or -1. */
export function termOf(index: Inverted, stem: string): number {
  const term = index.vocabulary.stem(stem);
  return term >= 0 && frequencyOf(index, term) > 0 ? term : -1;
}

/** In how many documents a stem stands. */
export function frequencyOf(index: Inverted, term: number): number {
  return (index.offsets[term + 1] ?? 0) - (index.offsets[term] ?? 0);
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
    const found = index.docs[middle] as number;
    if (found === doc) return middle;
    if (found < doc) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** Computes every BM25F contribution once. */
export function invert(entries: readonly AnalyzedEntry[], vocabulary: Vocabulary): Inverted {
  const counted = count(entries, vocabulary);
  const { offsets } = counted;
  const total = offsets[offsets.length - 1] ?? 0;
  const size = entries.length;
  const index: Inverted = {
    size,
    vocabulary,
    entries,
    offsets,
    docs: new Int32Array(total),
    impacts: new Float32Array(total),
    fields: new Uint8Array(total),
    idf: new Float32Array(vocabulary.stems),
    wordFrequency: counted.wordFrequency,
    lengths: counted.lengths,
    averageLength: counted.lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, size),
  };
  post(index, counted);
  for (let term = 0; term < vocabulary.stems; term += 1) {
    const end = offsets[term + 1] as number;
    const from = offsets[term] as number;
    const idf = inverseFrequency(size, end - from);
    index.idf[term] = idf;
    for (let at = from; at < end; at += 1) {
      const tf = index.impacts[at] as number;
      index.impacts[at] = (idf * tf * (K1 + 1)) / (K1 + tf);
    }
  }
  return index;
}

interface Counted {
  readonly offsets: Int32Array;
  readonly wordFrequency: Int32Array;
  readonly lengths: Int32Array;
  /** Meaning words by document and field. */
  readonly fieldLengths: Int32Array;
}

/** First pass: how many documents each stem and each word has, and how long the fields are. */
function count(entries: readonly AnalyzedEntry[], vocabulary: Vocabulary): Counted {
  const { classOf, stemOf } = vocabulary;
  const offsets = new Int32Array(vocabulary.stems + 1);
  const wordFrequency = new Int32Array(vocabulary.words.length);
  const lastOfStem = new Int32Array(vocabulary.stems).fill(-1);
  const lastOfWord = new Int32Array(vocabulary.words.length).fill(-1);
  const lengths = new Int32Array(entries.length);
  const fieldLengths = new Int32Array(entries.length * FIELDS.length);
  for (let doc = 0; doc < entries.length; doc += 1) {
    const { words, marks } = entries[doc] as AnalyzedEntry;
    for (let at = 0; at < words.length; at += 1) {
      const word = words[at] as number;
      if (lastOfWord[word] !== doc) {
        lastOfWord[word] = doc;
        wordFrequency[word] = (wordFrequency[word] as number) + 1;
      }
      if (((classOf[word] as number) & WORD.silent) !== 0) continue;
      const field = doc * FIELDS.length + ((marks[at] as number) & TOKEN.field);
      fieldLengths[field] = (fieldLengths[field] as number) + 1;
      lengths[doc] = (lengths[doc] as number) + 1;
      const stem = stemOf[word] as number;
      if (lastOfStem[stem] === doc) continue;
      lastOfStem[stem] = doc;
      offsets[stem + 1] = (offsets[stem + 1] as number) + 1;
    }
  }
  for (let stem = 0; stem < vocabulary.stems; stem += 1) {
    offsets[stem + 1] = (offsets[stem + 1] as number) + (offsets[stem] as number);
  }
  return { offsets, wordFrequency, lengths, fieldLengths };
}

/** Second pass: the postings, with their weights (term frequencies by field, shortened by its length) in `impacts`. */
function post(index: Inverted, { fieldLengths }: Counted): void {
  const { vocabulary, entries } = index;
  const { classOf, stemOf } = vocabulary;
  const cursors = index.offsets.slice();
  const lastOfStem = new Int32Array(vocabulary.stems).fill(-1);
  const averages = FIELDS.map((_, field) => averageOf(fieldLengths, field, entries.length));
  const weights = new Float64Array(FIELDS.length);
  for (let doc = 0; doc < entries.length; doc += 1) {
    for (let field = 0; field < FIELDS.length; field += 1) {
      const average = averages[field] as number;
      const length = fieldLengths[doc * FIELDS.length + field] as number;
      weights[field] = (WEIGHTS[field] as number) / (average > 0 ? 1 - B + (B * length) / average : 1);
    }
    const { words, marks } = entries[doc] as AnalyzedEntry;
    for (let at = 0; at < words.length; at += 1) {
      const word = words[at] as number;
      if (((classOf[word] as number) & WORD.silent) !== 0) continue;
      const stem = stemOf[word] as number;
      const field = (marks[at] as number) & TOKEN.field;
      if (lastOfStem[stem] !== doc) {
        lastOfStem[stem] = doc;
        index.docs[cursors[stem] as number] = doc;
        cursors[stem] = (cursors[stem] as number) + 1;
      }
      const posting = (cursors[stem] as number) - 1;
      index.impacts[posting] = (index.impacts[posting] as number) + (weights[field] as number);
      index.fields[posting] = (index.fields[posting] as number) | (1 << field);
    }
  }
}

function averageOf(fieldLengths: Int32Array, field: number, size: number): number {
  let sum = 0;
  for (let doc = 0; doc < size; doc += 1) sum += fieldLengths[doc * FIELDS.length + field] as number;
  return sum / Math.max(1, size);
}
