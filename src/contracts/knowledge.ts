import type { Link } from './envelope.ts';

/** How sure the search is: send the links, ask which one is meant, or say that there is none. */
export type AnswerBand = 'send' | 'ask' | 'none';

/** An answer of the knowledge base: links that exist now, best first, and nothing else (P8, EXS-35). */
export interface KnowledgeAnswer {
  readonly band: AnswerBand;
  /** At most three when the band is send or ask; empty when it is none. */
  readonly links: readonly Link[];
}

/** What a flow may ask the knowledge base. Synchronous: the index is in the process. */
export interface KnowledgePort {
  answer(question: string, options?: { audience?: 'support' | 'sales'; module?: string | null }): KnowledgeAnswer;
}
