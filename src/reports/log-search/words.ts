/** A word of a text and where it stands, UTF-16 offsets. */
export interface Word {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

const pattern = /[\p{L}\p{N}\p{M}]+/gu;
/** Longer ones are found by their beginning. */
const LONGEST = 40;

/** Words of a text, without accents and case, in order. */
export function wordsOf(text: string): Word[] {
  return [...text.matchAll(pattern)].map((match) => {
    const start = match.index;
    return { word: folded(match[0]).slice(0, LONGEST), start, end: start + match[0].length };
  });
}

/** A text without accents and case. */
export function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Words are kept by their first two letters; a single letter stands alone. */
export function groupOf(word: string): string {
  return word.slice(0, 2);
}

/** One thing that a text must have: a word by its beginning, or words one after the other. */
export interface Term {
  readonly words: readonly string[];
  /** The last word may go on. */
  readonly isPrefix: boolean;
}

/** What a person typed into the search: `"tal cual"` in quotes, the rest by its beginning. A word of one letter is whole. */
export function readTerms(typed: string): Term[] {
  const terms: Term[] = [];
  const rest = typed.replace(/"([^"]*)"/g, (_, phrase: string) => {
    const words = wordsOf(phrase).map(({ word }) => word);
    if (words.length > 0) terms.push({ words, isPrefix: false });
    return ' ';
  });
  for (const { word } of wordsOf(rest)) terms.push({ words: [word], isPrefix: word.length > 1 });
  return terms;
}

/** Where a text has the terms; null: it lacks one. */
export function findTerms(text: string, terms: readonly Term[]): Word[] | null {
  const words = wordsOf(text);
  const found: Word[] = [];
  for (const { words: wanted, isPrefix } of terms) {
    const hits = words.flatMap((_, at) =>
      fits(words, at, wanted, isPrefix) ? words.slice(at, at + wanted.length) : [],
    );
    if (hits.length === 0) return null;
    found.push(...hits);
  }
  return found.sort((a, b) => a.start - b.start);
}

function fits(words: readonly Word[], at: number, wanted: readonly string[], isPrefix: boolean): boolean {
  return wanted.every((word, offset) => {
    const own = words[at + offset]?.word;
    if (own === undefined) return false;
    return isPrefix ? own.startsWith(word) : own === word;
  });
}
