const SHORTEST = 6;

/** Mends one slip of the finger (a letter left out, added, changed or swapped) towards a known word of at least six letters. */
export class Speller {
  private readonly known: ReadonlySet<string>;
  private readonly prefixes: ReadonlySet<string>;
  private readonly nearby = new Map<string, string>();

  /** `words` are the right spellings, folded; a token that begins with one of `prefixes` counts as right too. */
  constructor(words: ReadonlySet<string>, prefixes: ReadonlySet<string>) {
    this.known = words;
    this.prefixes = new Set([...prefixes].filter((prefix) => prefix.length > 3));
    for (const word of words) {
      if (word.length < SHORTEST || word.charCodeAt(0) < 97) continue;
      for (const form of [word, ...withoutOne(word)]) if (!this.nearby.has(form)) this.nearby.set(form, word);
    }
  }

  /** The word meant, or the token itself. */
  mend(token: string): string {
    if (token.length < SHORTEST || token.charCodeAt(0) < 97 || this.isKnown(token)) return token;
    for (const form of [token, ...withoutOne(token)]) {
      const word = this.nearby.get(form);
      if (word !== undefined && word[0] === token[0] && Math.abs(word.length - token.length) <= 1) return word;
    }
    return token;
  }

  private isKnown(token: string): boolean {
    if (this.known.has(token)) return true;
    for (let length = 4; length < token.length; length += 1) if (this.prefixes.has(token.slice(0, length))) return true;
    return false;
  }
}

function withoutOne(word: string): string[] {
  return Array.from({ length: word.length - 1 }, (_, index) => word.slice(0, index + 1) + word.slice(index + 2));
}
