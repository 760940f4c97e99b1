/** Remembers ids until they expire anyway, so that each is good once. Holds what was used in that time, no more. */
export class UsedOnce {
  readonly #now: () => Date;
  readonly #until = new Map<string, number>();

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** True the first time. `seconds` = how long the id itself lives. */
  take(id: string, seconds: number): boolean {
    const now = this.#now().getTime();
    // Oldest first: lives are equal, so the first one that still holds ends the sweep.
    for (const [old, until] of this.#until) {
      if (until > now) break;
      this.#until.delete(old);
    }
    if (this.#until.has(id)) return false;
    this.#until.set(id, now + seconds * 1000 + 1000);
    return true;
  }
}
