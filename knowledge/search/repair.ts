import { stemOf } from './analyzer.ts';
import { isRepairable, lettersOf, soundOf, type WordBook } from './word-book.ts';

/** A known word that was probably meant, and how much it counts beside a word spelled right (1). */
export interface Repair {
  readonly stem: string;
  readonly weight: number;
}

/** Finds what a word that nobody knows was meant to be. */
export interface Speller {
  repair(word: string): readonly Repair[];
}

const SOUND_WEIGHT = 0.85;
const EDIT_WEIGHT = 0.7;
const MAX_REPAIRS = 3;
const CACHE_KEPT = 5_000;

/** A speller over the words of a book that `knows` says stand in this index. */
export function createSpeller(book: WordBook, knows: (stem: string) => boolean): Speller {
  const cache = new Map<string, readonly Repair[]>();
  return {
    repair: (word) => {
      const cached = cache.get(word);
      if (cached) return cached;
      const found = findRepairs(word, book, knows);
      if (cache.size >= CACHE_KEPT) cache.clear();
      cache.set(word, found);
      return found;
    },
  };
}

/** Damerau-Levenshtein distance (adjacent letters swapped = 1), or `limit + 1` when it is larger than `limit`. */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    let smallest = row;
    for (let column = 1; column <= b.length; column += 1) {
      const same = a.charCodeAt(row - 1) === b.charCodeAt(column - 1);
      let cost = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && isSwap(a, b, row, column)) cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
      current.push(cost);
      if (cost < smallest) smallest = cost;
    }
    if (smallest > limit) return limit + 1;
    before = previous;
    previous = current;
  }
  return Math.min(previous[b.length] ?? 0, limit + 1);
}

function isSwap(a: string, b: string, row: number, column: number): boolean {
  return a.charCodeAt(row - 1) === b.charCodeAt(column - 2) && a.charCodeAt(row - 2) === b.charCodeAt(column - 1);
}

function findRepairs(word: string, book: WordBook, knows: (stem: string) => boolean): readonly Repair[] {
  if (!isRepairable(word)) return [];
  const sounding = new Set(book.sounding(soundOf(word)).flatMap(({ stem }) => (knows(stem) ? [stem] : [])));
  if (sounding.size > 0) return [...sounding].slice(0, MAX_REPAIRS).map((stem) => ({ stem, weight: SOUND_WEIGHT }));
  const limit = word.length >= 8 ? 2 : 1;
  const letters = lettersOf(word);
  const found = new Map<string, number>();
  for (let length = word.length - limit; length <= word.length + limit; length += 1) {
    for (const known of book.ofLength(length)) {
      if (bitCount(known.letters ^ letters) > 2 * limit) continue;
      const distance = editDistance(word, known.word, limit);
      if (distance <= limit && distance < (found.get(known.stem) ?? 9) && knows(known.stem)) {
        found.set(known.stem, distance);
      }
    }
  }
  const nearest = Math.min(...found.values());
  return [...found]
    .filter(([stem, distance]) => distance === nearest && stem !== stemOf(word))
    .slice(0, MAX_REPAIRS)
    .map(([stem, distance]) => ({ stem, weight: distance === 1 ? EDIT_WEIGHT : EDIT_WEIGHT * 0.8 }));
}

function bitCount(bits: number): number {
  let left = bits;
  let count = 0;
  while (left !== 0) {
    left &= left - 1;
    count += 1;
  }
  return count;
}
