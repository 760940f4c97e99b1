import { createSearchEngine } from '../../knowledge/search/engine.ts';
import type { SearchableEntry } from '../../src/contracts/search.ts';
import { type Contender, contenders } from '../eval/knowledge-engines.ts';
import { foreignSets, tradeSets } from '../eval/knowledge-sets.ts';
import { heapMb, percentile } from './measure.ts';

/** How fast one engine is at one size. Times in ms; each query counts with the fastest of its runs, for the machine may be busy. */
export interface KnowledgeRow {
  readonly engine: string;
  readonly entries: number;
  readonly buildMs: number;
  readonly p50: number;
  readonly p99: number;
  /** Living objects that the index adds, MB; entries themselves are not counted. */
  readonly memoryMb: number;
}

const RUNS = 5;
const QUERIES = 200;

/** Every engine at every size. Entries are the samples among strangers; queries are those of the trade. */
export function benchKnowledge(sizes: readonly number[] = [1_000, 10_000, 100_000]): KnowledgeRow[] {
  const [dev, samples] = tradeSets();
  if (!dev || !samples) return [];
  const queries = [...dev.questions, ...samples.questions].map(({ q }) => q).slice(0, QUERIES);
  const strangers = foreignSets().flatMap(({ entries }) => entries);
  for (const { build } of contenders) build(samples.entries)('factura');
  return sizes.flatMap((size) => {
    const entries = mix(samples.entries, strangers, size);
    return contenders.map((engine) => time(engine, entries, queries));
  });
}

/** ms from a changed entry to a new index that finds it, among `size` entries: the middle of five publications. */
export function benchPublication(size = 1_000): number {
  const [, samples] = tradeSets();
  const strangers = foreignSets().flatMap(({ entries }) => entries);
  const entries = mix(samples?.entries ?? [], strangers, size);
  const engine = createSearchEngine();
  engine.createIndex(entries);
  const times = Array.from({ length: RUNS }, (_, at) => {
    const changed = { id: 'nueva', title: `Novedad xyzzy${at}`, body: '' };
    return clock(() => engine.createIndex([...entries, changed]).search(`xyzzy${at}`));
  });
  return round(percentile(times, 0.5));
}

function mix(own: readonly SearchableEntry[], strangers: readonly SearchableEntry[], size: number): SearchableEntry[] {
  return Array.from({ length: size }, (_, at) => {
    const known = own[at];
    if (known) return known;
    const stranger = strangers[at % strangers.length] ?? own[0];
    return { id: `stranger-${at}`, title: stranger?.title ?? '', body: `${stranger?.body ?? ''} ${at.toString(36)}x` };
  });
}

function time(
  { name, build }: Contender,
  entries: readonly SearchableEntry[],
  queries: readonly string[],
): KnowledgeRow {
  const before = heapMb();
  const begun = performance.now();
  const search = build(entries);
  const buildMs = Math.round(performance.now() - begun);
  const memoryMb = Math.round(heapMb() - before);
  const best = queries.map((query) => Math.min(...Array.from({ length: RUNS }, () => clock(() => search(query)))));
  return {
    engine: name,
    entries: entries.length,
    buildMs,
    p50: round(percentile(best, 0.5)),
    p99: round(percentile(best, 0.99)),
    memoryMb,
  };
}

function clock(work: () => unknown): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

function round(ms: number): number {
  return Math.round(ms * 1_000) / 1_000;
}
