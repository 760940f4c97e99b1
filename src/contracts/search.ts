import type { AnswerBand } from './knowledge.ts';

/** Whom an entry is for (EXS-37). */
export type Audience = 'support' | 'sales';

/** What the search reads of an entry. Never changed once indexed: a changed entry is a new object. */
export interface SearchableEntry {
  readonly id: string;
  readonly title: string;
  readonly tags?: readonly string[];
  readonly body: string;
  /** Questions that the entry answers, as people would ask them; four to eight short ones are best. */
  readonly examples?: readonly string[];
  readonly audience?: Audience;
  readonly module?: string | null;
  readonly language?: 'es' | 'en';
}

/** Where to look. */
export interface SearchScope {
  /** Most results, 1..20; 10 unless told. */
  readonly limit?: number;
  /** Only entries for this audience; entries without one are for everybody. */
  readonly audience?: Audience;
  /** Entries of this product module are preferred, not required: the diagnosis may be wrong. */
  readonly module?: string | null;
  /** Only entries in this language; entries without one are in any. */
  readonly language?: 'es' | 'en';
}

/** What a search found. Results are ranked even when the band is `none`. */
export interface SearchOutcome {
  readonly band: AnswerBand;
  /** Best first; scores compare only within one outcome. */
  readonly results: readonly { readonly id: string; readonly score: number }[];
  /** Meanings found in the question; 0 = nothing to search for (a greeting, an emoji, a dot). */
  readonly concepts: number;
  /** How sure the gate is that the first result answers, 0..1. */
  readonly confidence: number;
}

/** An immutable index in the process: a changed knowledge base is a new object. */
export interface SearchIndex {
  readonly size: number;
  search(query: string, scope?: SearchScope): SearchOutcome;
}

/** The search engine as the knowledge base uses it. */
export interface SearchEngine {
  createIndex(entries: readonly SearchableEntry[]): SearchIndex;
  /** Equal for questions that ask the same in the same words, whatever their order, endings and accents. */
  meaningOf(question: string): string;
}
