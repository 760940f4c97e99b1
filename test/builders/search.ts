import { createSearchEngine } from '../../knowledge/search/engine.ts';
import type { SearchDoc } from '../../src/storage/models/demand.ts';
import { redacted } from './flow-context.ts';

const engine = createSearchEngine();

/** A search of the log that nobody said anything about, with some fields changed. */
export function buildSearch(question: string, over: Partial<SearchDoc> = {}): SearchDoc {
  return {
    ...{ _id: question, org: 'exsim', conversation: 'c', episode: 1, contact: 'p', at: new Date(0), cluster: null },
    ...{ question: redacted(question), meaning: engine.meaningOf(question), module: null, band: 'send' as const },
    ...{ top: [], shown: [], solved: null, solvedBy: [], handedOver: false, corrected: null, judgedAt: null },
    agentMs: 0,
    ...over,
  };
}
