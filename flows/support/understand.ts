import type { Diagnosis } from '../../src/contracts/diagnosis.ts';
import type { Policy } from '../../src/contracts/policy.ts';
import type { Redacted } from '../../src/contracts/redacted.ts';
import { outageIn } from './outage.ts';
import { asksPrice, phraseOf } from './phrases.ts';
import { hearText, type Said } from './said.ts';
import { addToProblem, keepForLater, noteOnce } from './state.ts';
import { topicsOf } from './topics.ts';
import type { Turn } from './turn.ts';
import { fold, wordsOf } from './words.ts';

/** Whether a text is something that support or sales can work on. */
export function isCase(turn: Turn, text: string): boolean {
  if (text.trim() === '') return false;
  if (outageIn(turn.ctx.policy, text) !== null) return true;
  return tellsCase(turn.ctx.policy, turn.diagnose(text), text) || asksPrice(fold(text));
}

/** Fields of the diagnosis that say that somebody tells a case, whichever of them a policy uses. */
const TELLING = ['kind', 'opportunity', 'recordKind', 'line', 'needs', 'area', 'type'] as const;
/** A reader that sorts every text into one of its classes says nothing of a word or two. */
const MIN_WORDS = 4;

function tellsCase({ diagnosis: { fields } }: Policy, said: Diagnosis, text: string): boolean {
  if (said.kind !== null || said.opportunity !== null) return true;
  if (fields.includes('kind')) return false;
  return (
    TELLING.some((field) => fields.includes(field) && said[field] !== null) && wordsOf(fold(text)).length >= MIN_WORDS
  );
}

/** The same, or something that the knowledge base knows (EXS-44: a bare "certificaciones" is a question too). */
export function isTopic(turn: Turn, said: Said): boolean {
  if (isCase(turn, said.text)) return true;
  return said.words.length > 0 && phraseOf(said) === null && turn.lookUp(said.text).band !== 'none';
}

/** Takes the case out of a message; further questions wait their turn (EXS-20). False: there is no case in it. */
export function takeProblem(turn: Turn, said: Said): boolean {
  const { first, others } = topicsOf(said, turn);
  if (!isTopic(turn, others.length > 0 ? hearText(first) : said)) return false;
  if (!isCase(turn, first)) noteOnce(turn.state, 'information');
  addToProblem(turn.state, first);
  for (const other of others) keepForLater(turn.state, other);
  if (others.length > 0) turn.lead(turn.t('topic.first'));
  return true;
}

/** Whether a message speaks of another module than the case does: something else entirely. */
export function isOtherTopic(turn: Turn, text: Redacted): boolean {
  const now = turn.diagnose(turn.state.problem).module;
  const then = turn.diagnose(text);
  return then.kind !== null && then.module !== null && now !== null && then.module !== now;
}
