import { caseOf } from './case.ts';
import { exactOption, matchOption } from './choices.ts';
import type { Phrase } from './phrases.ts';
import { askAgain, askedQuestion, questionOptions } from './prompts.ts';
import type { Said } from './said.ts';
import { addToProblem, keepForLater, leaveTrail } from './state.ts';
import type { Turn } from './turn.ts';
import { isOtherTopic, takeProblem } from './understand.ts';
import { yesNoOf } from './yes-no.ts';

const MAX_ASKS = 2;

/** EXS-10: the case in the person's own words. */
export function hearProblem(turn: Turn, said: Said, phrase: Phrase | null): boolean {
  const { state } = turn;
  if (takeProblem(turn, said)) {
    leaveTrail(state, 'problem');
    turn.goOn();
    return true;
  }
  const answer = said.words.length <= 3 ? yesNoOf(said) : null;
  if ((phrase === null && answer === null) || state.asks > MAX_ASKS) return false;
  askAgain(turn, phrase === 'thanks' ? turn.t('thanks') : turn.t('problem.tell'));
  return true;
}

/** EXS-30: an answer by choice, by number, in other words, or "I do not know". */
export function hearQuestion(turn: Turn, said: Said, phrase: Phrase | null): boolean {
  const question = askedQuestion(turn);
  if (!question) {
    turn.goOn();
    return true;
  }
  const { field } = question;
  const picked = matchOption(said, questionOptions(question));
  if (picked) return settle(turn, field, picked.value.slice(field.length + 1));
  if (phrase === 'dontKnow') return settle(turn, field, '');
  if (phrase !== null) return remind(turn, field, phrase === 'thanks' ? turn.t('thanks') : undefined);
  return hearFreely(turn, said, field);
}

/** Words that are no choice: they may decide the field, tell more, or open another topic. */
function hearFreely(turn: Turn, said: Said, field: string): boolean {
  const { state } = turn;
  if (field !== 'module' && said.words.length >= 4 && isOtherTopic(turn, said.text)) {
    keepForLater(state, said.text);
    askAgain(turn, turn.t('topic.later'));
    return true;
  }
  const other = answerToOther(turn, said, field);
  if (other !== null) {
    askAgain(turn, other);
    return true;
  }
  const direct = readField(turn, said.text, field);
  if (direct !== null) {
    if (said.words.length >= 4) addToProblem(state, said.text);
    return settle(turn, field, direct);
  }
  if (said.words.length < 3 && turn.diagnose(said.text).kind === null) return false;
  addToProblem(state, said.text);
  if (readField(turn, state.problem, field) !== null) {
    leaveTrail(state, `q:${field}`);
    turn.goOn();
    return true;
  }
  return remind(turn, field, turn.t('noted'));
}

/** The very words of another question's answer give or correct that one; says which. */
function answerToOther(turn: Turn, said: Said, field: string): string | null {
  const { state, ctx } = turn;
  for (const question of ctx.policy.diagnosis.questions) {
    const picked = question.field === field ? null : exactOption(said, questionOptions(question));
    if (!picked) continue;
    const known = (caseOf(turn) as unknown as Readonly<Record<string, unknown>>)[question.field] ?? null;
    state.answers = { ...state.answers, [question.field]: picked.value.slice(question.field.length + 1) };
    return turn.t(known === null ? 'noted.answer' : 'corrected', { answer: picked.title });
  }
  return null;
}

function readField(turn: Turn, text: string, field: string): string | null {
  const value = (turn.diagnose(text) as unknown as Readonly<Record<string, unknown>>)[field];
  return value === null || value === undefined ? null : String(value);
}

/** The same question once more; after that it is left out, the agent will see that it is missing. */
function remind(turn: Turn, field: string, lead?: string): true {
  if (turn.state.asks < MAX_ASKS) {
    askAgain(turn, lead);
    return true;
  }
  return settle(turn, field, '');
}

function settle(turn: Turn, field: string, value: string): true {
  turn.state.answers = { ...turn.state.answers, [field]: value };
  turn.state.asking = null;
  leaveTrail(turn.state, `q:${field}`);
  turn.goOn();
  return true;
}
