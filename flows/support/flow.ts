import type { CommandResult, Flow, FlowContext, FlowEvent, FlowResult } from '../../src/contracts/flow.ts';
import { pieceOf } from '../../src/contracts/redacted-text.ts';
import { keepTimers, onTimer } from './idle.ts';
import { onMessage } from './listen.ts';
import { onResult } from './results.ts';
import { initialState, type Phase, type SupportState } from './state.ts';
import { advance } from './steps.ts';
import { Turn } from './turn.ts';
import { onReturned, onStart } from './welcome.ts';

/** More than any step needs; a state machine that does not rest is a defect, not a reason to hang. */
const MAX_ROUNDS = 8;

/**
 * The support conversation: identify → DRS → answer → decide (agent | ticket | opportunity | done), by the nine-step
 * protocol (EXS-05). Pure: the same state, event and context give the same result. docs/flow.md draws it.
 */
export const supportFlow: Flow<SupportState> = {
  name: 'support',
  initial: initialState,
  step(state: SupportState, event: FlowEvent, context: FlowContext): FlowResult<SupportState> {
    const turn = new Turn(state, context);
    if (state.phase === 'closed') return turn.result();
    happen(turn, event);
    for (let round = 0; turn.takeFurther() && round < MAX_ROUNDS; round++) advance(turn);
    if (event.type !== 'timer') keepTimers(turn);
    return turn.result(event.type === 'result' && SILENT.has(event.command));
  },
  listensFor({ phase, asking, problem }) {
    if (UNADVISED.has(phase)) return null;
    const isAboutProblem = phase === 'question' || phase === 'links' || phase === 'meant';
    return {
      expects: phase === 'question' && asking !== null ? `question.${asking}` : phase,
      topic: isAboutProblem ? problem : pieceOf(problem, 0, 0),
    };
  },
};

/** Nothing that a model could say of the next message would matter. */
const UNADVISED: ReadonlySet<Phase> = new Set([
  ...(['terms', 'consent', 'refused', 'reach', 'waiting', 'survey', 'linkAddress', 'linkCode', 'closed'] as const),
]);

/** Results that nobody is told of. */
const SILENT: ReadonlySet<CommandResult['command']> = new Set([
  'updateContact',
  'recordSearch',
  'recordUnanswered',
  'recordFeedback',
  'noteSurveyAsked',
  'recordSurvey',
  'recordConsent',
]);

function happen(turn: Turn, event: FlowEvent): void {
  switch (event.type) {
    case 'start':
      onStart(turn);
      break;
    case 'message': {
      const { problem } = turn.state;
      turn.hearAdvice(event);
      onMessage(turn, event);
      turn.keepAdvice(problem);
      break;
    }
    case 'timer':
      onTimer(turn, event.name);
      break;
    case 'returned':
      onReturned(turn);
      break;
    case 'result':
      onResult(turn, event);
      break;
  }
}
