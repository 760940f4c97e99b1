import type { Diagnoser } from '../../src/contracts/diagnosis.ts';
import type { Redacted } from '../../src/contracts/redacted.ts';
import { pieceOf } from '../../src/contracts/redacted-text.ts';
import type { Said } from './said.ts';
import { fold } from './words.ts';

/** The first question of a message and the others, in order (EXS-20). */
export interface Topics {
  readonly first: Redacted;
  readonly others: readonly Redacted[];
}

/** Words that open a further question in the same breath. */
const FURTHER = [
  /[\s.,;:!?)]+(?:y |e )?(?:tengo )?otr[ao] (?:cos(?:a|ita)|dud(?:a|ita)|pregunt(?:a|ita)|detalle|tema|problema)(?![\p{L}])/gu,
  /(?:[.,;:!?)\n]\s*(?:y |e )?|\s(?:y|e)\s+)(?:ademas|aparte|por cierto|de paso|por otr[ao] (?:lado|parte)|another (?:thing|question)|by the way)(?![\p{L}])(?! de )/gu,
  /(?:[.,;:!?)\n]\s*(?:y |e )?|\s(?:y|e)\s+)tambien (?:quier|quisier|necesit|ocup|pregunt|me gustari|tengo|me pued|sabe|como|cuant|que |hay)/gu,
  /[.?!\n]\s*also,? (?:i|how|can|do)\s/gu,
];
const NUMBERED = /(?:^|\n)\s*(?:\d{1,2}[.)-]|[-*•])\s+/g;
const MIN_WORDS = 3;
const MAX_TOPICS = 3;

/** Splits a message that plainly asks several things; a message about one thing stays whole. */
export function topicsOf(said: Said, diagnoser: Diagnoser): Topics {
  const cuts = cutsOf(said.folded);
  const pieces = cuts.map((cut, at) => pieceOf(said.text, cut, cuts[at + 1])).filter((piece) => piece.length > 0);
  const joined = pieces.filter((piece) => piece.split(/\s+/).length >= MIN_WORDS);
  const [first, ...others] = joined;
  const real = others
    .filter((other) => isCase(other, diagnoser))
    .slice(0, MAX_TOPICS - 1)
    .map(withoutOpening);
  if (!first || real.length === 0 || !isCase(first, diagnoser)) return { first: said.text, others: [] };
  return { first, others: real };
}

const OPENING =
  /^(?:\d{1,2}[.)-]|[-*•])?\s*(?:(?:y|e|and)\s+)?(?:(?:tengo )?otr[ao] (?:cos(?:a|ita)|dud(?:a|ita)|pregunt(?:a|ita)|detalle|tema|problema)(?: es(?: que)?)?|ademas|aparte|por cierto|de paso|por otr[ao] (?:lado|parte)|also|another (?:thing|question)|by the way)?[\s,:;.]*/;

/** The question itself, without `y otra cosa,`. */
export function withoutOpening(text: Redacted): Redacted {
  return pieceOf(text, OPENING.exec(fold(text))?.[0].length ?? 0);
}

function isCase(text: string, diagnoser: Diagnoser): boolean {
  const { kind, opportunity, module } = diagnoser.diagnose(text);
  return kind !== null || opportunity !== null || module !== null;
}

function cutsOf(folded: string): number[] {
  const numbered = [...folded.matchAll(NUMBERED)].map((found) => found.index ?? 0);
  if (numbered.length >= 2) return numbered;
  const further = FURTHER.flatMap((form) => [...folded.matchAll(form)].map((found) => (found.index ?? 0) + 1));
  return [0, ...new Set(further.filter((at) => at > 8).sort((a, b) => a - b))];
}
