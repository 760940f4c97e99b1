/** What is kept from one connection to the next, so that none of it grows with their number. */
export interface SharedCaches {
  readonly devices: SmallCache;
  readonly retries: SmallCache;
  readonly calls: SmallCache;
  readonly placeholders: SmallCache;
}

/** A cache without a clock: the oldest entry makes room. */
export class SmallCache {
  readonly #entries = new Map<string, unknown>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  get<T>(key: string): T | undefined {
    return this.#entries.get(key) as T | undefined;
  }

  set<T>(key: string, value: T): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > this.#most && oldest !== undefined) this.#entries.delete(oldest);
  }

  del(key: string): void {
    this.#entries.delete(key);
  }

  flushAll(): void {
    this.#entries.clear();
  }
}

/** The caches of one number. */
export function makeCaches(): SharedCaches {
  const [devices, retries, calls, placeholders] = [2_000, 2_000, 200, 500].map((most) => new SmallCache(most));
  if (!devices || !retries || !calls || !placeholders) throw new Error('There are four caches.');
  return { devices, retries, calls, placeholders };
}
