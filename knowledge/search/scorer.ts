import type { Concept, Variant } from './concepts.ts';
import { type Inverted, postingOf } from './inverted.ts';

/** Adds up what each document gets for the concepts of a question. */
export interface Scorer {
  /**
   * The best documents, best first, at most `limit`. `admit` scales a document's score, 0 = out of scope.
   * Equal scores keep the order of the entries.
   */
  best(concepts: readonly Concept[], limit: number, admit: (doc: number) => number): Ranked[];
}

/** A document and its score. */
export interface Ranked {
  readonly doc: number;
  score: number;
}

/** A scorer with its own scratch fields; a search is synchronous, so one is enough for an index. */
export function createScorer(index: Inverted): Scorer {
  const scratch = {
    total: new Float64Array(index.size),
    concept: new Float64Array(index.size),
    inTotal: [] as number[],
    inConcept: [] as number[],
  };
  return {
    best: (concepts, limit, admit) => {
      for (const concept of concepts) scoreConcept(index, concept, scratch);
      const best = top(scratch, limit, admit);
      for (const doc of scratch.inTotal) scratch.total[doc] = 0;
      scratch.inTotal.length = 0;
      return best;
    },
  };
}

interface Scratch {
  readonly total: Float64Array;
  readonly concept: Float64Array;
  readonly inTotal: number[];
  readonly inConcept: number[];
}

function scoreConcept(index: Inverted, concept: Concept, scratch: Scratch): void {
  for (const term of concept.literal) addLiteral(index, term, scratch);
  for (const variant of concept.variants) raiseToVariant(index, variant, scratch);
  const { total, inTotal, inConcept } = scratch;
  for (const doc of inConcept) {
    if (total[doc] === 0) inTotal.push(doc);
    total[doc] = (total[doc] as number) + (scratch.concept[doc] as number);
    scratch.concept[doc] = 0;
  }
  inConcept.length = 0;
}

function addLiteral(index: Inverted, term: number, { concept, inConcept }: Scratch): void {
  const end = index.offsets[term + 1] as number;
  for (let at = index.offsets[term] as number; at < end; at += 1) {
    const doc = index.docs[at] as number;
    if (concept[doc] === 0) inConcept.push(doc);
    concept[doc] = (concept[doc] as number) + (index.impacts[at] as number);
  }
}

function raiseToVariant(index: Inverted, variant: Variant, { concept, inConcept }: Scratch): void {
  const rarest = rarestOf(index, variant.terms);
  const end = index.offsets[rarest + 1] as number;
  for (let at = index.offsets[rarest] as number; at < end; at += 1) {
    const doc = index.docs[at] as number;
    let sum = index.impacts[at] as number;
    for (const term of variant.terms) {
      if (term === rarest) continue;
      const posting = postingOf(index, term, doc);
      sum = posting < 0 ? 0 : sum + (index.impacts[posting] as number);
      if (sum === 0) break;
    }
    const value = sum * variant.weight;
    if (value <= (concept[doc] as number)) continue;
    if (concept[doc] === 0) inConcept.push(doc);
    concept[doc] = value;
  }
}

function rarestOf(index: Inverted, terms: readonly number[]): number {
  let rarest = terms[0] as number;
  for (const term of terms) if ((index.idf[term] as number) > (index.idf[rarest] as number)) rarest = term;
  return rarest;
}

/** Keeps the `limit` best in order; a document that does not beat the last is passed over at once. */
function top(scratch: Scratch, limit: number, admit: (doc: number) => number): Ranked[] {
  const best: Ranked[] = [];
  for (const doc of scratch.inTotal) {
    const score = (scratch.total[doc] as number) * admit(doc);
    const last = best[limit - 1];
    if (score <= 0 || (last !== undefined && !isBefore(score, doc, last))) continue;
    let place = Math.min(best.length, limit - 1);
    while (place > 0 && isBefore(score, doc, best[place - 1] as Ranked)) {
      best[place] = best[place - 1] as Ranked;
      place -= 1;
    }
    best[place] = { doc, score };
  }
  return best;
}

function isBefore(score: number, doc: number, other: Ranked): boolean {
  return score > other.score || (score === other.score && doc < other.doc);
}
