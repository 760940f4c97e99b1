import type { AnswerBand } from './knowledge.ts';
import type { Redacted, Speaker } from './redacted.ts';
import type { SearchableEntry } from './search.ts';

/** What a model may say of a message: ids, codes and numbers, never a text or a link (P8). Plain JSON, kept with the message. */
export interface Advice {
  /** Published entries by likeness of meaning, best first, at most ten. `likeness` is a cosine, -1..1. */
  readonly similar: readonly { readonly id: string; readonly likeness: number }[];
  /** Entries that answer, best first, at most three; empty = none of them does; null = nobody judged. */
  readonly chosen: readonly string[] | null;
  /** Fields of the diagnosis: values of the policy, or minutes. */
  readonly reading: Readonly<Record<string, string | number>>;
}

/** What an advisor is told. All of it went through the redactor (P4). */
export interface AdviceRequest {
  readonly organisation: string;
  readonly conversationId: string;
  readonly text: Redacted;
  /** What the conversation is about so far; empty = nothing yet. */
  readonly topic: Redacted;
  /** What was said before, oldest first. */
  readonly recent: readonly { readonly speaker: Speaker; readonly text: Redacted }[];
  /** What the flow waits for, in its own words: `problem`, `question.impact`. */
  readonly expects: string;
}

/**
 * Optional help of a language model, asked for before a turn. Resolves with null when there is no help to be had: off,
 * too late, refused, out of budget. Never rejects.
 */
export interface MessageAdvisor {
  advise(request: AdviceRequest): Promise<Advice | null>;
}

/** What an advisor sees of one organisation's knowledge: published entries only (P8). */
export interface CandidatePort {
  /** Grows with every change. */
  revision(): number;
  published(): readonly SearchableEntry[];
  /** By words alone, best first, ranked also when the band is `none`. */
  search(question: string, limit: number): CandidateSearch;
}

/** What the search by words alone says. */
export interface CandidateSearch {
  readonly band: AnswerBand;
  /** 0..1. */
  readonly confidence: number;
  /** 0 = small talk: there is nothing to look for. */
  readonly concepts: number;
  /** Of `ids`, in their order; they compare only within one search. */
  readonly scores: readonly number[];
  readonly ids: readonly string[];
}
