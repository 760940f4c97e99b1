/** What questions are compared by: the words of their meaning, and its letter triples for what is spelled otherwise. */
export interface Shape {
  readonly words: ReadonlySet<string>;
  readonly triples: ReadonlySet<string>;
}

/** A cluster as newcomers see it. */
export interface Founder {
  readonly id: string;
  readonly shape: Shape;
}

/** From this likeness on, two questions ask the same. Set on the paraphrases of the sample entries (test/knowledge/demand). */
export const SAME_FROM = 0.6;

/** The shape of a meaning: stems joined by spaces, as the search engine gives it. */
export function shapeOf(meaning: string): Shape {
  const words = new Set(meaning.split(' ').filter((word) => word !== ''));
  const triples = new Set<string>();
  for (const word of words) {
    const padded = `^${word}$`;
    for (let at = 0; at + 3 <= padded.length; at += 1) triples.add(padded.slice(at, at + 3));
  }
  return { words, triples };
}

/** 0..1: half by words, half by letters (Dice). */
export function likenessOf(one: Shape, other: Shape): number {
  return (dice(one.words, other.words) + dice(one.triples, other.triples)) / 2;
}

/**
 * The founder that a question belongs to, or null when it founds a cluster of its own. Founders never change, so what was
 * once put together stays together, whatever comes later; of equals the one founded first wins.
 */
export function founderOf(shape: Shape, founders: readonly Founder[]): Founder | null {
  let best: Founder | null = null;
  let likeness = SAME_FROM;
  for (const founder of founders) {
    const found = likenessOf(shape, founder.shape);
    if (found > likeness || (found === likeness && best === null)) {
      best = founder;
      likeness = found;
    }
  }
  return best;
}

function dice(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size + other.size === 0) return 1;
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  let shared = 0;
  for (const item of small) if (large.has(item)) shared += 1;
  return (2 * shared) / (one.size + other.size);
}
