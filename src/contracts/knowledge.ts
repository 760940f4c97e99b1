import type { Advice } from './advice.ts';
import type { Link } from './envelope.ts';
import type { Redacted } from './redacted.ts';

/** How sure the search is: send the links, ask which one is meant, or say that there is none. */
export type AnswerBand = 'send' | 'ask' | 'none';

/** An answer of the knowledge base: links that exist now, best first, and nothing else (P8, EXS-35). */
export interface KnowledgeAnswer {
  readonly band: AnswerBand;
  /** At most three when the band is send or ask; empty when it is none. */
  readonly links: readonly Link[];
}

/** Where to look, and what a model said of the question. Advice orders what is published; it adds nothing (P8). */
export interface AnswerOptions {
  readonly audience?: 'support' | 'sales';
  readonly module?: string | null;
  readonly advice?: Advice;
}

/** What people said of entries that were sent: it makes answers more careful, never bolder. */
export interface AnswerCautions {
  /** Entries that must not be sent for this question; they may be asked about. */
  notToSend(question: string): ReadonlySet<string>;
}

/** What a flow may ask the knowledge base. Synchronous: the index is in the process. */
export interface KnowledgePort {
  answer(question: string, options?: AnswerOptions): KnowledgeAnswer;
  /** Those of the links that are published now, as they read now: for links kept since an earlier turn (P8). */
  current?(links: readonly Link[]): readonly Link[];
}

/** Why the search puts an entry where it is. */
export interface AnswerReason {
  readonly entryId: string;
  readonly title: string;
  /** Against the best, 0..1. */
  readonly share: number;
  /** Words of the question that the entry has in some form. */
  readonly words: readonly string[];
  /** Its example question that has the most of them; null = none has any. */
  readonly example: string | null;
}

/** An answer with its reasons, for whoever tries a question out. */
export interface ExplainedAnswer extends KnowledgeAnswer {
  /** How sure the search is that the first one answers, 0..1. */
  readonly confidence: number;
  /** The best candidates, also when nothing is sent. */
  readonly candidates: readonly AnswerReason[];
}

/** Says what the bot would answer, and why. Nothing is recorded of it. */
export interface AnswerExplainer {
  explain(question: string): ExplainedAnswer;
}

/** An entry in the console's list. */
export interface KnowledgeEntryView {
  readonly id: string;
  readonly title: string;
  /** Null while a draft has none. */
  readonly url: string | null;
  readonly audience: 'support' | 'sales';
  readonly module: string | null;
  readonly updatedAt: Date;
}

/** A question that the knowledge base had no link for (EXS-42), with how often it came. */
export interface UnansweredQuestion {
  readonly id: string;
  readonly question: Redacted;
  readonly times: number;
  readonly lastAt: Date;
}

/** What the console and the API may list of the knowledge base. `limit` 1..200; `next` is passed back as `after`. */
export interface KnowledgeAdminPort {
  list(filter: { after?: string; limit: number }): Promise<{ items: KnowledgeEntryView[]; next: string | null }>;
  /** Newest first. */
  unanswered(filter: { after?: string; limit: number }): Promise<{ items: UnansweredQuestion[]; next: string | null }>;
}
