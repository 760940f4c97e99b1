import type { Redacted } from '../../src/contracts/redacted.ts';
import { askedDetail, missingDetails, takeDetail } from './details.ts';
import type { Phrase } from './phrases.ts';
import { ask, askAgain } from './prompts.ts';
import type { Said } from './said.ts';
import { leaveTrail } from './state.ts';
import type { Turn } from './turn.ts';
import { yesNoOf } from './yes-no.ts';

/** MAS-32: asks for the next one that is missing, one at a time. */
export function askDetail(turn: Turn): boolean {
  const next = missingDetails(turn)[0];
  if (!next) return false;
  turn.state.asking = next.field;
  ask(turn, 'detail');
  return true;
}

/** An answer in words or by choice. What is required is asked until it is there; the rest may be left out. */
export function hearDetail(turn: Turn, said: Said, phrase: Phrase | null): boolean {
  const detail = askedDetail(turn);
  if (!detail) return goOn(turn);
  if (takeDetail(turn, detail, said)) {
    leaveTrail(turn.state, `d:${detail.field}`);
    return goOn(turn);
  }
  const declines = phrase === 'dontKnow' || (said.words.length <= 3 && yesNoOf(said)?.yes === false);
  if (declines && !detail.isRequired) {
    turn.state.details = { ...turn.state.details, [detail.field]: nothing(turn) };
    return goOn(turn);
  }
  if (!declines) return false;
  askAgain(turn, turn.t('detail.needed'));
  return true;
}

function nothing(turn: Turn): Redacted {
  return turn.cut(turn.state.problem, 0);
}

function goOn(turn: Turn): true {
  turn.goOn();
  return true;
}
