import { stemOf, type Token } from './analyzer.ts';

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

interface Known {
  readonly word: string;
  readonly stem: string;
  /** Which letters it has, one bit each: far words are passed over without comparing. */
  readonly letters: number;
}

/** A speller over the words of an index and a glossary. They are read when the first unknown word comes. */
export function createSpeller(words: () => Iterable<Token>): Speller {
  let book: WordBook | undefined;
  const cache = new Map<string, readonly Repair[]>();
  return {
    repair: (word) => {
      const cached = cache.get(word);
      if (cached) return cached;
      book ??= readWords(words());
      const found = findRepairs(word, book);
      if (cache.size >= CACHE_KEPT) cache.clear();
      cache.set(word, found);
      return found;
    },
  };
}

interface WordBook {
  /** Stems by the sound of their words. */
  readonly bySound: ReadonlyMap<string, ReadonlySet<string>>;
  readonly byLength: ReadonlyMap<number, readonly Known[]>;
}

function readWords(words: Iterable<Token>): WordBook {
  const bySound = new Map<string, Set<string>>();
  const byLength = new Map<number, Known[]>();
  const seen = new Set<string>();
  for (const { word, stem } of words) {
    if (word.length < 4 || /[0-9]/.test(word) || seen.has(word)) continue;
    seen.add(word);
    const sound = soundOf(word);
    const same = bySound.get(sound);
    if (same) same.add(stem);
    else bySound.set(sound, new Set([stem]));
    const bucket = byLength.get(word.length);
    const known = { word, stem, letters: lettersOf(word) };
    if (bucket) bucket.push(known);
    else byLength.set(word.length, [known]);
  }
  return { bySound, byLength };
}

/** How a folded Spanish word sounds in Mexico: b=v, s=c=z, ll=y, silent h, k=qu=c, j=g. Equal sounds = a spelling mistake. */
export function soundOf(word: string): string {
  let sound = '';
  let last = '';
  for (let at = 0; at < word.length; at += 1) {
    const next = word[at + 1] ?? '';
    const letter = soundAt(word[at] ?? '', next, word[at - 1] ?? '');
    // A letter written twice sounds once.
    if (letter !== '' && letter !== last) sound += letter;
    if (letter !== '') last = letter;
  }
  return sound;
}

function soundAt(letter: string, next: string, before: string): string {
  const soft = next === 'e' || next === 'i';
  if (letter === 'c') return next === 'h' ? '1' : soft ? 's' : 'k';
  if (letter === 'u') return (before === 'q' || before === 'g') && soft ? '' : 'u';
  if (letter === 'g') return soft ? 'j' : 'g';
  if (letter === 'l') return next === 'l' || before === 'l' ? 'y' : 'l';
  if (letter === 'n') return next === 'b' || next === 'p' ? 'm' : 'n';
  return plainSounds.get(letter) ?? letter;
}

const plainSounds: ReadonlyMap<string, string> = new Map([
  ['h', ''],
  ['q', 'k'],
  ['z', 's'],
  ['x', 's'],
  ['v', 'b'],
  ['w', 'u'],
]);

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

function findRepairs(word: string, { bySound, byLength }: WordBook): readonly Repair[] {
  if (word.length < 4 || /[0-9]/.test(word)) return [];
  const sounding = bySound.get(soundOf(word));
  if (sounding) return [...sounding].slice(0, MAX_REPAIRS).map((stem) => ({ stem, weight: SOUND_WEIGHT }));
  const limit = word.length >= 8 ? 2 : 1;
  const letters = lettersOf(word);
  const found = new Map<string, number>();
  for (let length = word.length - limit; length <= word.length + limit; length += 1) {
    for (const known of byLength.get(length) ?? []) {
      if (bitCount(known.letters ^ letters) > 2 * limit) continue;
      const distance = editDistance(word, known.word, limit);
      if (distance <= limit && distance < (found.get(known.stem) ?? 9)) found.set(known.stem, distance);
    }
  }
  const nearest = Math.min(...found.values());
  return [...found]
    .filter(([stem, distance]) => distance === nearest && stem !== stemOf(word))
    .slice(0, MAX_REPAIRS)
    .map(([stem, distance]) => ({ stem, weight: distance === 1 ? EDIT_WEIGHT : EDIT_WEIGHT * 0.8 }));
}

function lettersOf(word: string): number {
  let bits = 0;
  for (let index = 0; index < word.length; index += 1) bits |= 1 << (word.charCodeAt(index) - 97);
  return bits;
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
