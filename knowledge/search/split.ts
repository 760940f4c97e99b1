import type { SearchOutcome } from '../../src/contracts/search.ts';

/** Questions of one message that are looked at by themselves. */
const MAX_PARTS = 3;
const sentenceEnd = /(?<=[.?!;])\s+|\n+/;
const joint = /,?\s+(?:y\s+adem[aá]s|y\s+tambi[eé]n|adem[aá]s|tambi[eé]n|y|e)\s+(?=[¿\p{L}])/iu;

/** The questions that a message may hold: at the ends of its sentences, or else at "y", "además", "también". One = undivided. */
export function questionsIn(text: string): readonly string[] {
  const sentences = partsOf(text.split(sentenceEnd));
  return sentences.length > 1 ? sentences : partsOf(text.split(joint));
}

function partsOf(parts: readonly string[]): string[] {
  return parts.filter((part) => /[\p{L}\p{N}]/u.test(part)).slice(0, MAX_PARTS);
}

/**
 * Joins what a whole message found with what its questions found by themselves, when at least two of them are answered for
 * sure, each by another entry. The first result of the whole stays first, so a single question never loses it.
 */
export function joinOutcomes(whole: SearchOutcome, parts: readonly SearchOutcome[], limit: number): SearchOutcome {
  const sure = parts.filter(({ band }) => band === 'send');
  const own = new Map(sure.flatMap(({ results, confidence }) => results.slice(0, 1).map(({ id }) => [id, confidence])));
  const first = whole.results[0];
  if (own.size < 2 || first === undefined) return whole;
  const confidence = Math.max(whole.confidence, ...own.values());
  const ahead = [...own].filter(([id]) => id !== first.id).map(([id, score]) => ({ id, score }));
  const rest = whole.results.slice(1).filter(({ id }) => !own.has(id));
  let ceiling = confidence;
  const results = [{ id: first.id, score: confidence }, ...ahead, ...rest].slice(0, limit).map(({ id, score }) => {
    ceiling = Math.min(ceiling, score);
    return { id, score: ceiling };
  });
  return { band: 'send', results, concepts: whole.concepts, confidence };
}
