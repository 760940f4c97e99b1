import type { Evidence } from './evidence.ts';
import { CAPITAL } from './evidence-marks.ts';
import type { Wanted } from './question.ts';
import { WORD } from './vocabulary.ts';

/** What the ranking weighs of a document, in the order of the weights of a model. */
export const RANK_FEATURES = [
  ...['strength', 'score', 'likeness', 'likenessBeside', 'coverage', 'named', 'exact', 'title', 'titleShare', 'tags'],
  ...[
    'head',
    'segment',
    'segmentShare',
    'segmentScore',
    'window',
    'near',
    'order',
    'phrase',
    'allWords',
    'silentWords',
  ],
  ...['missingNames', 'codes', 'missing', 'first', 'length', 'who', 'when', 'where', 'howMany'],
] as const;

/** Features that count otherwise among untitled passages than among titled entries. */
const BY_KIND = ['strength', 'score', 'likeness', 'likenessBeside', 'coverage', 'named', 'segment', 'segmentShare']
  .concat(['segmentScore', 'window', 'near', 'phrase', 'allWords', 'silentWords'])
  .map((name) => (RANK_FEATURES as readonly string[]).indexOf(name));

/** Length of a document's vector: the features, and some of them again for indices of untitled passages. */
export const RANK_SIZE = RANK_FEATURES.length + BY_KIND.length;

/** Weights of the linear ranking. Data: fitted offline, replaced whole. */
export interface RankModel {
  readonly weights: readonly number[];
}

/** What the first pass says of a document beside the others. */
export interface Beside {
  readonly score: number;
  readonly topScore: number;
  readonly topLikeness: number;
  readonly isPassages: boolean;
  readonly wanted: Wanted;
}

/** A document's features as a vector of RANK_SIZE. */
export function rankVector(seen: Evidence, beside: Beside): Float64Array {
  const { answers } = seen;
  const { wanted } = beside;
  const isDated = (answers & WORD.year) !== 0 ? 1 : (answers & (WORD.digits | WORD.time)) !== 0 ? 0.3 : -1;
  const vector = new Float64Array(RANK_SIZE);
  vector[0] = beside.topScore > 0 ? beside.score / beside.topScore : 0;
  vector[1] = Math.log1p(beside.score);
  vector[2] = seen.likeness;
  vector[3] = beside.topLikeness > 0 ? seen.likeness / beside.topLikeness : 0;
  vector[4] = seen.coverage;
  vector[5] = seen.named;
  vector[6] = seen.exact;
  vector[7] = seen.title;
  vector[8] = seen.titleShare;
  vector[9] = seen.tags;
  vector[10] = seen.head;
  vector[11] = seen.segment;
  vector[12] = seen.segmentShare;
  vector[13] = seen.segmentScore;
  vector[14] = seen.window;
  vector[15] = seen.near;
  vector[16] = seen.order;
  vector[17] = seen.phrase;
  vector[18] = seen.allWords;
  vector[19] = seen.silentWords;
  vector[20] = seen.missingNames;
  vector[21] = seen.codes;
  vector[22] = seen.missing;
  vector[23] = seen.first;
  vector[24] = seen.length;
  vector[25] = wanted.who ? has(answers, CAPITAL) : 0;
  vector[26] = wanted.when ? isDated : 0;
  vector[27] = wanted.where ? has(answers, CAPITAL) : 0;
  vector[28] = wanted.howMany ? has(answers, WORD.digits | WORD.count) : 0;
  if (beside.isPassages) {
    for (let place = 0; place < BY_KIND.length; place += 1) {
      vector[RANK_FEATURES.length + place] = vector[BY_KIND[place] as number] as number;
    }
  }
  return vector;
}

/** How well a document answers beside the others of the same question; only differences mean something. */
export function rankOf({ weights }: RankModel, vector: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < vector.length; at += 1) sum += (weights[at] as number) * (vector[at] as number);
  return sum;
}

function has(answers: number, bits: number): number {
  return (answers & bits) !== 0 ? 1 : -1;
}
