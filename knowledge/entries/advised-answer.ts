import type { Advice } from '../../src/contracts/advice.ts';
import type { AnswerBand } from '../../src/contracts/knowledge.ts';
import type { SearchOutcome } from '../../src/contracts/search.ts';

/** Half by words, half by meaning. */
const WORDS_WEIGHT = 0.5;
/** An entry that only its meaning speaks for is worth a question from this cosine on. */
const ALIKE = 0.6;
/** Share of the first score that the best of the others keeps when a model chose. */
const REST = 0.3;

/**
 * What a search by words comes to once a model was heard. Likeness of meaning is added to the score, and the model's
 * choice goes first. Words stay the judge of what is sent: the model alone gets an entry asked about, and it takes the
 * model and the likeness together to send one that the words would not; a model that says "none" takes one step back.
 * Ids that `isThere` does not know are dropped (P8). Small talk stays silent whatever a model says.
 */
export function weighAdvice(outcome: SearchOutcome, advice: Advice, isThere: (id: string) => boolean): SearchOutcome {
  if (outcome.concepts === 0) return outcome;
  const similar = advice.similar.filter(({ id }) => isThere(id));
  const chosen = advice.chosen?.filter(isThere) ?? null;
  const results = fuse(outcome, similar);
  if (chosen && chosen.length > 0) {
    return { ...outcome, band: bandChosen(outcome, chosen, similar), results: firstOf(chosen, results) };
  }
  // Ids that are not published any more are no opinion; an empty choice is one.
  const saysNone = advice.chosen?.length === 0;
  return { ...outcome, band: saysNone ? stepBack(outcome.band) : bandFused(outcome, results, similar), results };
}

function fuse(outcome: SearchOutcome, similar: Advice['similar']): SearchOutcome['results'] {
  if (similar.length === 0) return outcome.results;
  const words = normalised(outcome.results.map(({ id, score }) => [id, score] as const));
  const meaning = normalised(similar.map(({ id, likeness }) => [id, Math.max(0, likeness)] as const));
  const ids = new Set([...words.keys(), ...meaning.keys()]);
  return [...ids]
    .map((id) => ({ id, score: WORDS_WEIGHT * (words.get(id) ?? 0) + (1 - WORDS_WEIGHT) * (meaning.get(id) ?? 0) }))
    .sort((one, other) => other.score - one.score || (one.id < other.id ? -1 : 1));
}

function normalised(scores: readonly (readonly [string, number])[]): Map<string, number> {
  const top = Math.max(Number.EPSILON, ...scores.map(([, score]) => score));
  return new Map(scores.map(([id, score]) => [id, score / top]));
}

/** The chosen, then the rest so far below that only the chosen are sent. */
function firstOf(chosen: readonly string[], results: SearchOutcome['results']): SearchOutcome['results'] {
  const top = Math.max(Number.EPSILON, ...results.map(({ score }) => score));
  const rest = results.filter(({ id }) => !chosen.includes(id));
  return [
    ...chosen.map((id) => ({ id, score: 1 })),
    ...rest.map(({ id, score }) => ({ id, score: (REST * score) / top })),
  ];
}

function bandChosen(outcome: SearchOutcome, chosen: readonly string[], similar: Advice['similar']): AnswerBand {
  if (outcome.band !== 'none') return 'send';
  return similar[0] !== undefined && similar[0].id === chosen[0] ? 'send' : 'ask';
}

/** Meaning alone moves the order; where the words found nothing it may ask, never send. */
function bandFused(outcome: SearchOutcome, results: SearchOutcome['results'], similar: Advice['similar']): AnswerBand {
  const first = results[0]?.id;
  const alike = similar.find(({ id }) => id === first)?.likeness ?? 0;
  if (outcome.band === 'none') return alike >= ALIKE ? 'ask' : 'none';
  return first === outcome.results[0]?.id ? outcome.band : 'ask';
}

function stepBack(band: AnswerBand): AnswerBand {
  return band === 'send' ? 'ask' : 'none';
}
