import { createSearchIndex } from '../../knowledge/search/search-index.ts';
import type { SearchableEntry } from '../../src/contracts/search.ts';
import { foreignSets, tradeSets } from './knowledge-sets.ts';

/** How fast the search is at one size. Times in ms; each query counts with the fastest of seven runs. */
export interface KnowledgeBenchRow {
  readonly entries: number;
  /** Building the index once the process is warm: what a publication costs before it is searchable. */
  readonly build: number;
  readonly p50: number;
  readonly p99: number;
}

const RUNS = 7;

/** Times building and searching the samples alone, and among strangers up to each size. */
export function benchKnowledge(sizes: readonly number[] = [1_000, 10_000]): KnowledgeBenchRow[] {
  const [dev, samples] = tradeSets();
  if (!dev || !samples) return [];
  const queries = [...dev.questions, ...samples.questions].map(({ q }) => q);
  const strangers = foreignSets().flatMap(({ entries }) => entries);
  // The first index of a process also compiles the glossary and the code.
  for (let run = 0; run < RUNS; run += 1) createSearchIndex(samples.entries);
  return [samples.entries.length, ...sizes].map((size) => time(mix(samples.entries, strangers, size), queries));
}

function mix(own: readonly SearchableEntry[], strangers: readonly SearchableEntry[], size: number): SearchableEntry[] {
  return Array.from({ length: size }, (_, at) => {
    const known = own[at];
    if (known) return known;
    const stranger = strangers[at % strangers.length] ?? own[0];
    return { id: `stranger-${at}`, title: stranger?.title ?? '', body: `${stranger?.body ?? ''} ${at.toString(36)}x` };
  });
}

function time(entries: readonly SearchableEntry[], queries: readonly string[]): KnowledgeBenchRow {
  const builds = Array.from({ length: entries.length > 2_000 ? 1 : 3 }, () => clock(() => createSearchIndex(entries)));
  const index = createSearchIndex(entries);
  const best = queries.map((query) =>
    Math.min(...Array.from({ length: RUNS }, () => clock(() => index.search(query)))),
  );
  best.sort((one, other) => one - other);
  const at = (share: number) => round(best[Math.min(best.length - 1, Math.floor(best.length * share))] ?? 0);
  return { entries: entries.length, build: round(Math.min(...builds)), p50: at(0.5), p99: at(0.99) };
}

function clock(work: () => unknown): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

function round(ms: number): number {
  return Math.round(ms * 1_000) / 1_000;
}
