import type { BinaryNode } from '@whiskeysockets/baileys';

/** Encrypted messages that the library decrypts; other kinds it sets aside without a word. */
const OPENED = new Set(['pkmsg', 'msg', 'skmsg']);

/** What came over a connection and has not been opened yet: shows that the library stands still while the line holds. Times in ms. */
export class Progress {
  readonly #now: () => number;
  /** When each stanza came that waits. */
  readonly #waiting = new Map<BinaryNode, number>();
  #last: number;

  constructor(now: () => number) {
    this.#now = now;
    this.#last = now();
  }

  /** A stanza came; what holds nothing to open is not waited for. */
  came(stanza: BinaryNode): void {
    const parts = Array.isArray(stanza.content) ? stanza.content : [];
    if (parts.some(({ tag, attrs }) => tag === 'enc' && OPENED.has(attrs.type ?? ''))) {
      this.#waiting.set(stanza, this.#now());
    }
  }

  /** It was opened, or cannot be. */
  opened(stanza: BinaryNode): void {
    this.#waiting.delete(stanza);
    this.#last = this.#now();
  }

  /** For how long something has waited without anything being opened; 0 = nothing waits. */
  stalledMs(): number {
    const [oldest] = this.#waiting.values();
    return oldest === undefined ? 0 : this.#now() - Math.max(oldest, this.#last);
  }
}
