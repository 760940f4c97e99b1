import { pieceOf } from '../../src/contracts/redacted-text.ts';
import { ask, askAgain } from './prompts.ts';
import type { Phase } from './state.ts';
import type { Turn } from './turn.ts';

const NO_WAY_BACK: ReadonlySet<Phase> = new Set(['new', 'waiting', 'wrapUp', 'survey', 'closed', 'form']);

/** One step back: the last answer is forgotten and its question put again. */
export function goBack(turn: Turn): void {
  const { state } = turn;
  const last = NO_WAY_BACK.has(state.phase) ? undefined : state.trail.at(-1);
  if (last === undefined) {
    if (state.phase === 'waiting') turn.say(turn.t('waiting.still'));
    else askAgain(turn, turn.t('back.start'));
    return;
  }
  state.trail = state.trail.slice(0, -1);
  state.misses = 0;
  turn.lead(turn.t('back'));
  askOnce(turn, last);
}

function askOnce(turn: Turn, id: string): void {
  const { state } = turn;
  if (id === 'name' || id === 'userType') {
    const { [id]: _forgotten, ...person } = state.person;
    state.person = person;
    ask(turn, id);
  } else if (id === 'links') {
    ask(turn, state.links.length > 0 ? 'links' : 'problem');
  } else if (id.startsWith('q:')) {
    const field = id.slice(2);
    const { [field]: _forgotten, ...answers } = state.answers;
    Object.assign(state, { answers, asking: field });
    ask(turn, 'question');
  } else {
    Object.assign(state, {
      problem: pieceOf(state.problem, 0, 0),
      whole: pieceOf(state.problem, 0, 0),
      answers: {},
      searched: false,
      links: [],
      pending: [],
    });
    ask(turn, 'problem');
  }
}
