import type { Redacted } from '../../src/contracts/redacted.ts';
import { ask } from './prompts.ts';
import { resetCase } from './state.ts';
import type { Turn } from './turn.ts';

const MAX_QUOTE = 60;

/** One topic is done: the person's next question (EXS-20), else the survey after an answer, else "anything more?". */
export function finishTopic(turn: Turn): void {
  const { state, ctx } = turn;
  const [next, ...later] = state.pending;
  if (next !== undefined) {
    state.pending = later;
    startTopic(turn, next);
  } else if (state.outcome === 'answered' && ctx.policy.survey) {
    turn.run({ type: 'noteSurveyAsked', survey: ctx.policy.survey.name });
    ask(turn, 'survey');
  } else if (state.outcome === 'answered') sayGoodbye(turn);
  else ask(turn, 'wrapUp');
}

/** Takes up a question that the person had asked before. */
function startTopic(turn: Turn, topic: Redacted): void {
  resetCase(turn.state);
  turn.state.problem = topic;
  const quote = topic.length > MAX_QUOTE ? `${topic.slice(0, MAX_QUOTE).trimEnd()}…` : topic;
  turn.lead(turn.t('topic.next', { topic: quote }));
  turn.goOn();
}

/** Thanks and closes with what was reached. */
export function sayGoodbye(turn: Turn): void {
  turn.say(turn.t('bye'));
  turn.close(turn.state.outcome ?? 'answered');
}
