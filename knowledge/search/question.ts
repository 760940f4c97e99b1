import { fold, isSilent, spelledOut, stemOf, type Token } from './analyzer.ts';
import type { Concept } from './concepts.ts';
import { type Inverted, inverseFrequency } from './inverted.ts';
import { scan } from './scanner.ts';
import { triplesOf } from './vocabulary.ts';

/** A word of a question as it stands there. */
export interface QuestionWord extends Token {
  readonly isSilent: boolean;
  /** Begins with a capital inside a sentence: probably a name. */
  readonly isCapital: boolean;
}

/** What kind of thing is asked for. */
export interface Wanted {
  readonly who: boolean;
  readonly when: boolean;
  readonly where: boolean;
  readonly howMany: boolean;
}

/** A question as the ranking looks at it. */
export interface Question {
  readonly words: readonly QuestionWord[];
  readonly concepts: readonly Concept[];
  readonly wanted: Wanted;
}

/** Reads the first words of a question. */
export function readWords(text: string, limit: number): QuestionWord[] {
  const words: QuestionWord[] = [];
  scan(text, (raw, isCapital) => {
    for (const word of spelledOut(raw)) {
      words.push({ word, stem: stemOf(word), isSilent: isSilent(word), isCapital });
    }
    return words.length < limit;
  });
  return words;
}

/** Looks for the question words that ask for a person, a time, a place or a number. */
export function wantedBy(text: string): Wanted {
  const folded = fold(text);
  return {
    who: /\bquien(?:es)?\b/.test(folded),
    when: /\bcuando\b|\bque (?:ano|fecha|dia|mes|siglo|decada)/.test(folded),
    where: /\bdonde\b|\bque (?:pais|ciudad|lugar|estado|region)/.test(folded),
    howMany: /\bcuant[oa]s?\b|\bque (?:porcentaje|cantidad|numero)/.test(folded),
  };
}

/** Most different meaning words of a question that the ranking weighs: they fit the bits of a number. */
const MAX_CONTENT = 31;

/** Letter triples of a question that are compared. */
const MAX_TRIPLES = 1_000;

/** The numbers of a question's words in one index, for looking them up in documents. */
export interface Probe {
  /** Different meaning stems in order of appearance. `term` is -1 for one that no entry ever held; `word` is a place in `words`. */
  readonly content: readonly {
    readonly term: number;
    readonly word: number;
    readonly idf: number;
    readonly isCapital: boolean;
    readonly isCode: boolean;
  }[];
  /** Sum of the content's inverse frequencies. */
  readonly mass: number;
  /** Different words, silent ones included. */
  readonly words: readonly { readonly number: number; readonly idf: number; readonly isSilent: boolean }[];
  readonly wordMass: number;
  /** Pairs of neighbouring words, by place in `words`. */
  readonly pairs: readonly { readonly first: number; readonly second: number; readonly idf: number }[];
  readonly pairMass: number;
  /** Letter triples of the meaning words, each once. */
  readonly triples: readonly number[];
}

/** Looks a question's words up in an index. */
export function probeOf(index: Inverted, words: readonly QuestionWord[]): Probe {
  const content = new Map<string, Probe['content'][number]>();
  const different = new Map<string, number>();
  const looked: { number: number; idf: number; isSilent: boolean }[] = [];
  const triples = new Set<number>();
  for (const { word, stem, isSilent: silent, isCapital } of words) {
    const number = index.vocabulary.word(word);
    if (!different.has(word)) {
      different.set(word, looked.length);
      looked.push({ number, idf: inverseFrequency(index.size, index.wordFrequency[number] ?? 0), isSilent: silent });
    }
    if (silent || content.has(stem) || content.size >= MAX_CONTENT) continue;
    const term = index.vocabulary.stem(stem);
    const idf = index.idf[term] ?? inverseFrequency(index.size, 0);
    content.set(stem, { term, word: different.get(word) ?? 0, idf, isCapital, isCode: /[0-9]/.test(word) });
    for (const triple of triplesOf(word)) triples.add(triple);
  }
  const pairs = words.slice(1).map(({ word }, at) => {
    const first = different.get(words[at]?.word ?? '') ?? 0;
    const second = different.get(word) ?? 0;
    return { first, second, idf: ((looked[first]?.idf ?? 0) + (looked[second]?.idf ?? 0)) / 2 };
  });
  return {
    content: [...content.values()],
    mass: sumOf([...content.values()]),
    words: looked,
    wordMass: sumOf(looked),
    pairs,
    pairMass: sumOf(pairs),
    triples: [...triples].slice(0, MAX_TRIPLES),
  };
}

function sumOf(weighed: readonly { readonly idf: number }[]): number {
  return weighed.reduce((sum, { idf }) => sum + idf, 0);
}
