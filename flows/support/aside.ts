import { ask, askAgain, promptOf } from './prompts.ts';
import type { Phase } from './state.ts';
import type { Turn } from './turn.ts';

const BEFORE_CASE: ReadonlySet<Phase> = new Set(['new', 'name', 'userType', 'problem', 'survey']);

/** After a question beside the case was answered: back to where the conversation was. */
export function goBackTo(turn: Turn): void {
  const { state } = turn;
  if (state.phase === 'waiting') turn.flushLead();
  else if (BEFORE_CASE.has(state.phase) && state.problem === '') {
    state.outcome ??= 'answered';
    ask(turn, 'wrapUp');
  } else if (promptOf(turn)) askAgain(turn);
  else turn.flushLead();
}
