import { fitRanking, type RankingSample } from '../../knowledge/search/fit-ranking.ts';
import type { RankModel } from '../../knowledge/search/reranker.ts';
import { createSearchIndex } from '../../knowledge/search/search-index.ts';
import { foreignSets, type KnowledgeSet, tradeSets } from './knowledge-sets.ts';

const FOLDS = 5;

/** Fits the ranking on all sets that are there: what `knowledge/search/rank-model.ts` holds. */
export function refitRanking(): RankModel {
  return fitRanking([...tradeSets(), ...foreignSets()].flatMap(samplesOf));
}

/** Hit@1 per set, in percent, of weights that did not see the question (five folds). */
export function crossFitRanking(): { readonly set: string; readonly questions: number; readonly hit1: number }[] {
  const sets = [...tradeSets(), ...foreignSets()].map((set) => ({ name: set.name, samples: samplesOf(set) }));
  const hits = new Map(sets.map(({ name }) => [name, 0]));
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const model = fitRanking(sets.flatMap(({ samples }) => samples.filter((_, at) => at % FOLDS !== fold)));
    for (const { name, samples } of sets) {
      const right = samples.filter((sample, at) => at % FOLDS === fold && isFirstRight(sample, model)).length;
      hits.set(name, (hits.get(name) ?? 0) + right);
    }
  }
  return sets.map(({ name, samples }) => ({
    set: name,
    questions: samples.length,
    hit1: Math.round((1_000 * (hits.get(name) ?? 0)) / samples.length) / 10,
  }));
}

/** Each set counts with the square root of its size: the large ones are of other trades. */
function samplesOf(set: KnowledgeSet): RankingSample[] {
  const index = createSearchIndex(set.entries);
  const asked = set.questions.filter(({ relevant }) => relevant.length > 0);
  return asked.map(({ q, relevant }) => {
    const { candidates } = index.inspect(q);
    return {
      vectors: candidates.map(({ vector }) => vector),
      right: candidates.map(({ id }) => relevant.includes(id)),
      weight: 1 / Math.sqrt(asked.length),
    };
  });
}

function isFirstRight({ vectors, right }: RankingSample, { weights }: RankModel): boolean {
  const values = vectors.map((vector) => vector.reduce((sum, x, i) => sum + x * (weights[i] ?? 0), 0));
  return right[values.indexOf(Math.max(...values))] === true;
}
