/** A word that a misspelled one may have been meant to be. */
export interface BookWord {
  readonly word: string;
  readonly stem: string;
  /** Which letters it has, one bit each: far words are passed over without comparing. */
  readonly letters: number;
}

/** Words by their sound and by their length. Words are only ever added. */
export class WordBook {
  readonly #bySound = new Map<string, BookWord[]>();
  readonly #byLength = new Map<number, BookWord[]>();
  readonly #words = new Set<string>();
  readonly #lists = new WeakSet<object>();
  #waiting: { word: string; stem: string }[] = [];

  /** Words too short to be told apart, and codes, stay out. What is added is filed when somebody looks for something. */
  add(word: string, stem: string): void {
    if (isRepairable(word)) this.#waiting.push({ word, stem });
  }

  /** Adds a list once, however often it is brought. */
  addList(list: readonly { readonly word: string; readonly stem: string }[]): void {
    if (this.#lists.has(list)) return;
    this.#lists.add(list);
    for (const { word, stem } of list) this.add(word, stem);
  }

  /** Words that sound the same. */
  sounding(sound: string): readonly BookWord[] {
    this.#file();
    return this.#bySound.get(sound) ?? [];
  }

  /** Words of that many letters. */
  ofLength(length: number): readonly BookWord[] {
    this.#file();
    return this.#byLength.get(length) ?? [];
  }

  #file(): void {
    for (const { word, stem } of this.#waiting) {
      if (this.#words.has(word)) continue;
      this.#words.add(word);
      const known = { word, stem, letters: lettersOf(word) };
      push(this.#bySound, soundOf(word), known);
      push(this.#byLength, word.length, known);
    }
    if (this.#waiting.length > 0) this.#waiting = [];
  }
}

/** Whether a folded word is long enough and free of digits. */
export function isRepairable(word: string): boolean {
  return word.length >= 4 && !/[0-9]/.test(word);
}

/** One bit for each letter that a folded word has. */
export function lettersOf(word: string): number {
  let bits = 0;
  for (let index = 0; index < word.length; index += 1) bits |= 1 << (word.charCodeAt(index) - 97);
  return bits;
}

function push<K>(map: Map<K, BookWord[]>, key: K, word: BookWord): void {
  const known = map.get(key);
  if (known) known.push(word);
  else map.set(key, [word]);
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
