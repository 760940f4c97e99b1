import type { GateSample } from '../../knowledge/search/fit-gate.ts';
import { createSearchIndex } from '../../knowledge/search/search-index.ts';
import { type KnowledgeSet, noiseSets } from './knowledge-sets.ts';

/** What the search made of one question, with what it should have made. */
export interface Judged {
  readonly question: string;
  /** `in`, `out` (of scope in the set itself), `missing` (its entry was taken out), or a noise set's name. */
  readonly kind: string;
  /** Null: the search kept silent by itself, or found nothing. */
  readonly example: GateSample | null;
  readonly confidence: number;
  /** A right entry is the first, or among the first three. */
  readonly right1: boolean;
  readonly right3: boolean;
}

const OUT_WEIGHT = 0.8;
const MISSING_WEIGHT = 0.12;

/** Asks a knowledge base its own questions, all the noise, and every other question without its entry (near misses). */
export function judge(set: KnowledgeSet): Judged[] {
  const index = createSearchIndex(set.entries);
  const judged: Judged[] = [];
  for (const [at, { q, relevant }] of set.questions.entries()) {
    const inScope = relevant.length > 0;
    judged.push(ask(index, q, { kind: inScope ? 'in' : 'out', relevant, weight: inScope ? 1 : OUT_WEIGHT }));
    if (!inScope || at % 2 === 1) continue;
    const without = createSearchIndex(set.entries.filter(({ id }) => !relevant.includes(id)));
    judged.push(ask(without, q, { kind: 'missing', relevant: [], weight: MISSING_WEIGHT }));
  }
  for (const { name, questions, weight } of noiseSets()) {
    for (const q of questions) judged.push(ask(index, q, { kind: name, relevant: [], weight }));
  }
  return judged;
}

function ask(
  index: ReturnType<typeof createSearchIndex>,
  question: string,
  about: { kind: string; relevant: readonly string[]; weight: number },
): Judged {
  const { features, outcome } = index.inspect(question);
  const ids = outcome.results.map(({ id }) => id);
  const right3 = ids.slice(0, 3).some((id) => about.relevant.includes(id));
  // An in-scope question whose links are wrong teaches the gate nothing: neither band is right for it.
  const weight = about.kind === 'in' && !right3 ? 0 : about.weight;
  return {
    question,
    kind: about.kind,
    example: features === null ? null : { features, right: about.kind === 'in', weight },
    confidence: outcome.confidence,
    right1: about.relevant.includes(ids[0] ?? ''),
    right3,
  };
}
