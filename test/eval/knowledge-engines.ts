import { create, insertMultiple, search as searchOrama } from '@orama/orama';
import { stemmer } from '@orama/stemmers/spanish';
import MiniSearch from 'minisearch';
import { wordsOf } from '../../knowledge/search/analyzer.ts';
import { createSearchIndex } from '../../knowledge/search/search-index.ts';
import { stopWords } from '../../knowledge/search/words/words.ts';
import type { SearchableEntry } from '../../src/contracts/search.ts';

/** What an engine makes of one question: ids, best first, and how sure it is of the first (any scale). */
export interface Found {
  readonly ids: readonly string[];
  readonly confidence: number;
}

/** An engine with its entries in it. */
export type Searching = (query: string) => Found;

/** An engine to compare: `build` puts entries in. */
export interface Contender {
  readonly name: string;
  build(entries: readonly SearchableEntry[]): Searching;
}

const FIELDS = ['title', 'tags', 'examples', 'body'];

/** Ours, and what one would take from the shelf. */
export const contenders: readonly Contender[] = [
  { name: 'ventanilla', build: ventanilla },
  { name: 'MiniSearch default', build: miniSearch },
  { name: 'MiniSearch tuned', build: tunedMiniSearch },
  { name: 'Orama', build: orama },
];

function ventanilla(entries: readonly SearchableEntry[]): Searching {
  const index = createSearchIndex(entries);
  return (query) => {
    const { results, confidence } = index.search(query, { limit: 10 });
    return { ids: results.map(({ id }) => id), confidence };
  };
}

function miniSearch(entries: readonly SearchableEntry[]): Searching {
  const index = new MiniSearch({ fields: FIELDS });
  index.addAll(entries.map(plain));
  return (query) => first(index.search(query));
}

/** Stems, folding, a curated stop list, spelling and beginnings; titles and tags count twice: the best setting we found for it. */
function tunedMiniSearch(entries: readonly SearchableEntry[]): Searching {
  const index = new MiniSearch({
    fields: ['text'],
    tokenize: (text) => wordsOf(text),
    processTerm: (word) => (stopWords.has(word) ? null : stemmer(word)),
    searchOptions: { bm25: { k: 1.6, b: 0.75, d: 0 }, fuzzy: 0.2, prefix: (term) => term.length > 3 },
  });
  index.addAll(
    entries.map((entry) => {
      const { id, title, tags, examples, body } = plain(entry);
      return { id, text: [title, title, tags, tags, examples, body].join(' ') };
    }),
  );
  return (query) => first(index.search(query));
}

function orama(entries: readonly SearchableEntry[]): Searching {
  const db = create({
    schema: { id: 'string', title: 'string', tags: 'string', examples: 'string', body: 'string' } as const,
    components: { tokenizer: { language: 'spanish', stemming: true, stemmer, stopWords: [...stopWords] } },
  });
  insertMultiple(db, entries.map(plain), 500);
  return (query) => {
    const found = searchOrama(db, { term: query, properties: ['title', 'tags', 'examples', 'body'], limit: 10 });
    if (found instanceof Promise) throw new Error('Orama answers later: it was given an asynchronous component');
    return { ids: found.hits.map(({ document }) => document.id), confidence: found.hits[0]?.score ?? 0 };
  };
}

function plain({ id, title, tags, examples, body }: SearchableEntry) {
  return { id, title, tags: tags?.join(' ') ?? '', examples: examples?.join(' ') ?? '', body };
}

function first(found: readonly { readonly id: string; readonly score: number }[]): Found {
  return { ids: found.slice(0, 10).map(({ id }) => id), confidence: found[0]?.score ?? 0 };
}
