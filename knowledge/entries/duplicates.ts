import type { EntryContent, SimilarEntry } from '../../src/contracts/knowledge-entries.ts';
import { normalised } from './content.ts';
import { canonicalLink } from './links.ts';

/** What is compared: an entry's id and what it says. */
export type Comparable = Pick<EntryContent<string>, 'title' | 'summary' | 'body' | 'url' | 'audience'> & {
  readonly id: string;
};

/** A near-duplicate, likeliest first in a list. */
export type Similarity = Pick<SimilarEntry, 'id' | 'why' | 'likeness'>;

/** Letters of one shingle. */
const SHINGLE = 5;
/** Hashes of a signature, in bands of rows: texts that are alike by 0.7 share a band with 99 %. */
const HASHES = 64;
const ROWS = 4;
/** From this share of common shingles on, texts count as the same. */
const ALIKE = 0.7;
/** Texts with fewer shingles say too little to be compared. */
const FEWEST = 30;

interface Known {
  readonly keys: readonly string[];
  readonly shingles: ReadonlySet<number>;
}

/**
 * Finds entries that repeat others: the same title, the same link, or much the same text (MinHash finds candidates, the
 * shared shingles decide). Kept up to date entry by entry, so that a check costs the same in a large base.
 */
export class DuplicateFinder {
  readonly #known = new Map<string, Known>();
  readonly #byKey = new Map<string, Set<string>>();

  /** Adds an entry, or replaces it. */
  set(entry: Comparable): void {
    this.delete(entry.id);
    const shingles = shinglesOf(textOf(entry));
    const { title, link } = exactKeys(entry);
    const keys = [title, ...(link === null ? [] : [link]), ...bandKeys(shingles)];
    this.#known.set(entry.id, { keys, shingles });
    for (const key of keys) this.#byKey.set(key, (this.#byKey.get(key) ?? new Set()).add(entry.id));
  }

  /** One that can be changed without changing this one. */
  copy(): DuplicateFinder {
    const copy = new DuplicateFinder();
    for (const [id, known] of this.#known) copy.#known.set(id, known);
    for (const [key, ids] of this.#byKey) copy.#byKey.set(key, new Set(ids));
    return copy;
  }

  delete(id: string): void {
    for (const key of this.#known.get(id)?.keys ?? []) {
      const ids = this.#byKey.get(key);
      ids?.delete(id);
      if (ids?.size === 0) this.#byKey.delete(key);
    }
    this.#known.delete(id);
  }

  /** Those that this entry repeats, likeliest first; never itself. */
  similarTo(entry: Comparable): Similarity[] {
    const found = new Map<string, Similarity>();
    const note = (id: string, why: Similarity['why'], likeness: number) => {
      const before = found.get(id);
      if (id !== entry.id && (before === undefined || before.likeness < likeness)) found.set(id, { id, why, likeness });
    };
    const { title, link } = exactKeys(entry);
    for (const id of this.#with(title)) note(id, 'title', 1);
    if (link !== null) for (const id of this.#with(link)) note(id, 'link', 1);
    const shingles = shinglesOf(textOf(entry));
    for (const id of new Set(bandKeys(shingles).flatMap((key) => [...this.#with(key)]))) {
      const likeness = shareOf(shingles, this.#known.get(id)?.shingles ?? new Set());
      if (likeness >= ALIKE) note(id, 'text', round(likeness));
    }
    return [...found.values()].sort((one, other) => other.likeness - one.likeness || (one.id < other.id ? -1 : 1));
  }

  #with(key: string): ReadonlySet<string> {
    return this.#byKey.get(key) ?? new Set();
  }
}

function textOf({ title, summary, body }: Comparable): string {
  return normalised(`${title} ${summary} ${body}`);
}

/** Support and sales may both show the same page: only entries for the same people repeat one another (EXS-37). */
function exactKeys({ title, url, audience }: Comparable): { title: string; link: string | null } {
  return {
    title: `title:${audience}:${normalised(title)}`,
    link: url === null ? null : `link:${audience}:${canonicalLink(url)}`,
  };
}

function shinglesOf(text: string): Set<number> {
  const shingles = new Set<number>();
  for (let at = 0; at + SHINGLE <= text.length; at++) shingles.add(hashOf(text, at, at + SHINGLE));
  return shingles;
}

/** FNV-1a of a piece of text, 32 bits. */
function hashOf(text: string, from: number, to: number): number {
  let value = 0x811c9dc5;
  for (let at = from; at < to; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}

function bandKeys(shingles: ReadonlySet<number>): string[] {
  if (shingles.size < FEWEST) return [];
  const lowest = new Uint32Array(HASHES).fill(0xffffffff);
  for (const shingle of shingles) {
    for (let at = 0; at < HASHES; at++) {
      const value = mixed(shingle, at);
      if (value < (lowest[at] ?? 0)) lowest[at] = value;
    }
  }
  return Array.from({ length: HASHES / ROWS }, (_, band) => {
    return `band:${band}:${lowest.slice(band * ROWS, (band + 1) * ROWS).join('.')}`;
  });
}

/** The `at`th of a family of hash functions (murmur's finaliser over a salted value). */
function mixed(value: number, at: number): number {
  let x = (value ^ Math.imul(at + 1, 0x9e3779b1)) >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

function shareOf(one: ReadonlySet<number>, other: ReadonlySet<number>): number {
  let common = 0;
  for (const shingle of one) if (other.has(shingle)) common += 1;
  const all = one.size + other.size - common;
  return all === 0 ? 0 : common / all;
}

function round(share: number): number {
  return Math.round(share * 1_000) / 1_000;
}
