/** Waits between two tries: each up to twice as long as the one before, at random, so that many mailboxes do not come back at once. */
export class Backoff {
  readonly #rule: { readonly firstMs: number; readonly longestMs: number };
  readonly #random: () => number;
  #failures = 0;
  #end: () => void = () => undefined;

  constructor(rule: { readonly firstMs: number; readonly longestMs: number }, random: () => number) {
    this.#rule = rule;
    this.#random = random;
  }

  /** The next wait, ms; between half and the whole of what the failures so far ask for. */
  nextMs(): number {
    const { firstMs, longestMs } = this.#rule;
    const most = Math.min(longestMs, firstMs * 2 ** Math.min(this.#failures, 20));
    this.#failures += 1;
    return most * (0.5 + this.#random() / 2);
  }

  /** It worked: the next failure waits a short time again. */
  reset(): void {
    this.#failures = 0;
  }

  wait(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.nextMs());
      this.#end = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Ends a wait under way. */
  end(): void {
    this.#end();
  }
}
