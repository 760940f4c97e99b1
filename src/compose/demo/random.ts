/** Numbers that are the same for the same seed: a demonstration tells the same story twice. */
export interface SeededRandom {
  /** 0 up to, but not, 1. */
  next(): number;
  /** Whole, both ends included. */
  between(from: number, to: number): number;
  /** True with this likelihood, 0..1. */
  chance(likelihood: number): boolean;
  /** One of them; weights above 0, default 1 each. Throws RangeError when there is none. */
  pick<T>(items: readonly T[], weightOf?: (item: T) => number): T;
  /** Another row of numbers: threads side by side must not take one another's. */
  fork(): SeededRandom;
}

/** Mulberry32: 32 bits of state, even enough for stories. */
export function createSeededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    between: (from, to) => from + Math.floor(next() * (to - from + 1)),
    chance: (likelihood) => next() < likelihood,
    fork: () => createSeededRandom(Math.floor(next() * 4_294_967_296)),
    pick(items, weightOf = () => 1) {
      const total = items.reduce((sum, item) => sum + weightOf(item), 0);
      let left = next() * total;
      for (const item of items) {
        left -= weightOf(item);
        if (left < 0) return item;
      }
      const last = items.at(-1);
      if (last === undefined) throw new RangeError('There is nothing to pick from.');
      return last;
    },
  };
}
