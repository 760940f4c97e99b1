import type { SearchEngine } from '../../src/contracts/search.ts';
import { analyze, fold, MAX_QUERY_TOKENS } from './analyzer.ts';
import { createSearchIndex, type SearchIndexOptions } from './search-index.ts';

/** The product's search engine, for the knowledge base to build its indices with. */
export function createSearchEngine(options: SearchIndexOptions = {}): SearchEngine {
  return {
    createIndex: (entries) => createSearchIndex(entries, options),
    meaningOf: (question) => {
      const stems = new Set(analyze(question, MAX_QUERY_TOKENS).map((token) => token.stem));
      // A question of silent words only is at least the same as itself.
      return stems.size > 0 ? [...stems].sort().join(' ') : fold(question).trim();
    },
  };
}
