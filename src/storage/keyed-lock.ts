/** Runs tasks of one key one after the other, in the order they came; tasks of other keys run beside them. */
export class KeyedLock {
  readonly #tails = new Map<string, Promise<unknown>>();

  /** Keys that are held or waited for. */
  get size(): number {
    return this.#tails.size;
  }

  run<T>(key: string, task: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(key);
    const current = before === undefined ? task() : before.then(task, task);
    const release = () => {
      if (this.#tails.get(key) === tail) this.#tails.delete(key);
    };
    const tail: Promise<void> = current.then(release, release);
    this.#tails.set(key, tail);
    return current;
  }

  /** Resolves when nothing is held. */
  async idle(): Promise<void> {
    while (this.#tails.size > 0) await Promise.allSettled(this.#tails.values());
  }
}
