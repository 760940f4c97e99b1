import type { CandidateSearch } from '../../src/contracts/advice.ts';
import type { Link } from '../../src/contracts/envelope.ts';
import type {
  AnswerBand,
  AnswerCautions,
  AnswerOptions,
  KnowledgeAnswer,
  KnowledgePort,
} from '../../src/contracts/knowledge.ts';
import type {
  SearchableEntry,
  SearchEngine,
  SearchIndex,
  SearchOutcome,
  SearchScope,
} from '../../src/contracts/search.ts';
import type { EntryDoc } from '../../src/storage/models/knowledge.ts';
import { weighAdvice } from './advised-answer.ts';

/** Links of one answer at most. */
const MAX_LINKS = 3;
/** Results that advice may put in another order. */
const WEIGHED = 20;
/** A link this far below the first is no longer an answer. */
const NEAR_FIRST = 0.4;

const nothing: KnowledgeAnswer = { band: 'none', links: [] };
const trusting: AnswerCautions = { notToSend: () => new Set() };

/** What is published now and its index: replaced whole, so that an answer sees the one or the other, never half. */
export class LiveIndex implements KnowledgePort {
  readonly #engine: SearchEngine;
  readonly #cautions: AnswerCautions;
  #entries: ReadonlyMap<string, EntryDoc> = new Map();
  /** Null: the entries are known, and whoever asks first builds their index. */
  #index: SearchIndex | null = null;

  constructor(engine: SearchEngine, cautions: AnswerCautions = trusting) {
    this.#engine = engine;
    this.#cautions = cautions;
  }

  /** Published entries. */
  get size(): number {
    return this.#entries.size;
  }

  /** Searches these entries from now on. */
  replace(entries: readonly EntryDoc[]): void {
    const index = this.#engine.createIndex(entries.map(searchableOf));
    this.#entries = new Map(entries.map((entry) => [entry.entry, entry]));
    this.#index = index;
  }

  /** Searches these entries from now on; their index is built by `warm` or by the first question. */
  replaceLater(entries: readonly EntryDoc[]): void {
    this.#entries = new Map(entries.map((entry) => [entry.entry, entry]));
    this.#index = null;
  }

  /** Builds the index if it is not built. */
  warm(): SearchIndex {
    this.#index ??= this.#engine.createIndex([...this.#entries.values()].map(searchableOf));
    return this.#index;
  }

  /** These entries as they are, with one more or changed, or without one that may not be sent any more. */
  with(changed: readonly EntryDoc[], maySend: (entry: EntryDoc) => boolean): EntryDoc[] {
    const entries = new Map(this.#entries);
    for (const entry of changed) {
      if (maySend(entry)) entries.set(entry.entry, entry);
      else entries.delete(entry.entry);
    }
    return [...entries.values()].sort((one, other) => (one._id < other._id ? -1 : 1));
  }

  /** P8: an entry that is being withdrawn is no longer sent, before the store and the index know. */
  withdraw(id: string): void {
    const entries = new Map(this.#entries);
    entries.delete(id);
    this.#entries = entries;
  }

  answer(question: string, options: AnswerOptions = {}): KnowledgeAnswer {
    const { band, results } = this.#search(question, options);
    const first = results[0];
    if (band === 'none' || first === undefined) return nothing;
    const near = results.slice(0, MAX_LINKS).filter(({ score }) => score >= first.score * NEAR_FIRST);
    const { band: careful, ids } = this.#careful(question, band, near);
    const links = ids.flatMap((id) => this.#linkTo(id));
    return links.length === 0 ? nothing : { band: careful, links };
  }

  /** A first link that people refused for this question is asked about with the others; a later one is left out. */
  #careful(question: string, band: AnswerBand, near: readonly { readonly id: string }[]) {
    const ids = near.map(({ id }) => id);
    const refused = band === 'send' ? this.#cautions.notToSend(question) : new Set<string>();
    const [first = ''] = ids;
    if (refused.has(first)) return { band: 'ask', ids } as const;
    return { band, ids: ids.filter((id) => !refused.has(id)) };
  }

  current(links: readonly Link[]): readonly Link[] {
    return links.flatMap(({ entryId }) => this.#linkTo(entryId));
  }

  /** What may be sent now, for whoever proposes an order among it. */
  published(): readonly SearchableEntry[] {
    return [...this.#entries.values()].map(searchableOf);
  }

  /** By words alone. */
  candidates(question: string, limit: number): CandidateSearch {
    const { band, confidence, concepts, results } = this.warm().search(question, { limit });
    const sendable = results.filter(({ id }) => this.#entries.has(id));
    return {
      ...{ band, confidence, concepts },
      ids: sendable.map(({ id }) => id),
      scores: sendable.map(({ score }) => score),
    };
  }

  #search(question: string, { advice, ...scope }: AnswerOptions): SearchOutcome {
    const index = this.warm();
    if (!advice) return index.search(question, { ...scope, limit: MAX_LINKS });
    return weighAdvice(index.search(question, { ...scope, limit: WEIGHED }), advice, (id) => this.#isFor(id, scope));
  }

  /** EXS-37: what the scope leaves out of the search, no advice brings in. */
  #isFor(id: string, { audience }: SearchScope): boolean {
    const entry = this.#entries.get(id);
    return entry !== undefined && (audience === undefined || entry.audience === audience);
  }

  #linkTo(id: string): Link[] {
    const entry = this.#entries.get(id);
    return entry && entry.url !== null ? [{ entryId: id, title: entry.title, url: entry.url }] : [];
  }
}

const searchables = new WeakMap<EntryDoc, SearchableEntry>();

/** The same object for the same document: the engine reads an entry's words once, not at every publication. */
function searchableOf(doc: EntryDoc): SearchableEntry {
  const known = searchables.get(doc);
  if (known) return known;
  const made = searchable(doc);
  searchables.set(doc, made);
  return made;
}

function searchable(doc: EntryDoc): SearchableEntry {
  return {
    id: doc.entry,
    title: doc.title,
    body: doc.body ? `${doc.summary}\n${doc.body}` : doc.summary,
    tags: doc.tags,
    examples: doc.examples,
    audience: doc.audience,
    module: doc.module,
    language: doc.language,
  };
}
