import type { SearchableEntry, SearchEngine } from '../../src/contracts/search.ts';
import { analyze, fold, MAX_QUERY_TOKENS } from './analyzer.ts';
import { createSearchIndex, type SearchIndexOptions } from './search-index.ts';
import { Vocabulary } from './vocabulary.ts';

/** Words that a vocabulary may hold of entries that are gone before it is begun anew. */
const WORN = 20_000;

/** The product's search engine, for the knowledge base to build its indices with. */
export function createSearchEngine(options: SearchIndexOptions = {}): SearchEngine {
  let vocabulary = options.vocabulary ?? new Vocabulary();
  let fresh = 0;
  return {
    createIndex: (entries) => {
      if (vocabulary.words.length > 2 * fresh + WORN) {
        vocabulary = new Vocabulary();
        fresh = sizeAfter(vocabulary, entries);
      } else if (fresh === 0) fresh = sizeAfter(vocabulary, entries);
      return createSearchIndex(entries, { ...options, vocabulary });
    },
    meaningOf: (question) => {
      const stems = new Set(analyze(question, MAX_QUERY_TOKENS).map((token) => token.stem));
      // A question of silent words only is at least the same as itself.
      return stems.size > 0 ? [...stems].sort().join(' ') : fold(question).trim();
    },
  };
}

function sizeAfter(vocabulary: Vocabulary, entries: readonly SearchableEntry[]): number {
  for (const entry of entries) vocabulary.read(entry);
  return vocabulary.words.length;
}
