import type { SearchableEntry } from '../../src/contracts/search.ts';
import { isSilent, spelledOut, stemOf } from './analyzer.ts';
import { scan } from './scanner.ts';
import { WordBook } from './word-book.ts';

/** Bits of a word's class. */
export const WORD = { silent: 1, digits: 2, year: 4, time: 8, count: 16 } as const;

/** Bits of a token in an entry: the two lowest are its field. */
export const TOKEN = { field: 3, opens: 4, capital: 8 } as const;

/** Fields in the order of their numbers. */
export const FIELDS = ['title', 'tags', 'examples', 'body'] as const;

/** An entry's words in order, as numbers of the vocabulary, with what each is where it stands. */
export interface AnalyzedEntry {
  readonly words: Int32Array;
  readonly marks: Uint8Array;
}

/** Longest run of letters as written that is remembered. */
const MAX_RAW = 60;

/**
 * Numbers for words and stems. Only entries add to it, never questions, so it grows with what is published. Several indices
 * share one: what was read for one index is not read again for the next.
 */
export class Vocabulary {
  readonly words: string[] = [];
  /** Stem number, class and letter triples of each word. */
  readonly stemOf: number[] = [];
  readonly classOf: number[] = [];
  readonly triples: Uint16Array[] = [];
  /** Words by sound and length, for the spelling repair. */
  readonly book = new WordBook();
  readonly #words = new Map<string, number>();
  readonly #stems = new Map<string, number>();
  readonly #forms = new Map<string, readonly number[]>();
  readonly #read = new WeakMap<SearchableEntry, AnalyzedEntry>();

  /** Stems so far. */
  get stems(): number {
    return this.#stems.size;
  }

  /** Number of a folded word, or -1. */
  word(word: string): number {
    return this.#words.get(word) ?? -1;
  }

  /** Number of a stem, or -1. */
  stem(stem: string): number {
    return this.#stems.get(stem) ?? -1;
  }

  /** Reads an entry; the same object is read once. */
  read(entry: SearchableEntry): AnalyzedEntry {
    const known = this.#read.get(entry);
    if (known) return known;
    const words: number[] = [];
    const marks: number[] = [];
    const add = (text: string, field: number): void => this.#add(text, field, { words, marks });
    add(entry.title, 0);
    for (const tag of entry.tags ?? []) add(tag, 1);
    for (const example of entry.examples ?? []) add(example, 2);
    add(entry.body, 3);
    const read = { words: Int32Array.from(words), marks: Uint8Array.from(marks) };
    this.#read.set(entry, read);
    return read;
  }

  #add(text: string, field: number, to: { words: number[]; marks: number[] }): void {
    scan(text, (raw, isCapital, opens) => {
      let mark = field | (isCapital ? TOKEN.capital : 0) | (opens ? TOKEN.opens : 0);
      for (const word of this.#formsOf(raw)) {
        to.words.push(word);
        to.marks.push(mark);
        mark &= ~TOKEN.opens;
      }
      return true;
    });
  }

  #formsOf(raw: string): readonly number[] {
    const known = this.#forms.get(raw);
    if (known) return known;
    const words = spelledOut(raw);
    const numbers = words.map((word) => this.#intern(word));
    for (const word of words) {
      // "CFDI40148" is also found by "40148".
      const code = /^[a-z]+([0-9]{3,})$/.exec(word)?.[1];
      if (code !== undefined) numbers.push(this.#intern(code));
    }
    if (raw.length <= MAX_RAW) this.#forms.set(raw, numbers);
    return numbers;
  }

  #intern(word: string): number {
    const known = this.#words.get(word);
    if (known !== undefined) return known;
    const number = this.words.length;
    const stem = stemOf(word);
    let stemNumber = this.#stems.get(stem);
    if (stemNumber === undefined) {
      stemNumber = this.#stems.size;
      this.#stems.set(stem, stemNumber);
    }
    this.#words.set(word, number);
    this.words.push(word);
    this.stemOf.push(stemNumber);
    this.classOf.push(classOf(word));
    this.triples.push(triplesOf(word));
    if (!isSilent(word)) this.book.add(word, stem);
    return number;
  }
}

const times =
  /^(enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|siglo|decada|anos?)$/;
const counts =
  /^(dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|veinte|treinta|cien|ciento|mil|millon|millones|mitad|tercio)$/;

function classOf(word: string): number {
  let bits = isSilent(word) ? WORD.silent : 0;
  if (/[0-9]/.test(word)) bits |= WORD.digits;
  if (/^(1[0-9]{3}|20[0-9]{2})$/.test(word)) bits |= WORD.year;
  if (times.test(word)) bits |= WORD.time;
  if (counts.test(word)) bits |= WORD.count;
  return bits;
}

/** a–z, 0–9 and the word's edge. */
const LETTERS = 37;
/** Number of different letter triples. */
export const TRIPLES = LETTERS ** 3;

/** Letter triples of a folded word, its edges included, each once. */
export function triplesOf(word: string): Uint16Array {
  const found = new Set<number>();
  let first = 0;
  let second = letterOf(word, 0);
  for (let at = 1; at <= word.length; at += 1) {
    const third = letterOf(word, at);
    found.add((first * LETTERS + second) * LETTERS + third);
    first = second;
    second = third;
  }
  return Uint16Array.from(found);
}

function letterOf(word: string, at: number): number {
  if (at >= word.length) return 0;
  const code = word.charCodeAt(at);
  if (code >= 97 && code <= 122) return code - 96;
  return code >= 48 && code <= 57 ? code - 21 : 0;
}
