import { searchKnowledge } from './answer.ts';
import { cardOf } from './card.ts';
import { caseOf, isInformation, missingOf } from './case.ts';
import { askFiles } from './case-files.ts';
import { decide } from './decide.ts';
import { sendForm } from './form.ts';
import { askDetail } from './listen-details.ts';
import { completeClass, nameOf, needsName, needsUserType } from './person.ts';
import { ask } from './prompts.ts';
import { checkRequester } from './requester.ts';
import { sell } from './sales.ts';
import { tellSpecialPath } from './special-path.ts';
import { noteOnce } from './state.ts';
import type { Turn } from './turn.ts';

/** One thing that the flow may have to do next. True: it asked or ended, the turn is over. */
type FlowStep = (turn: Turn) => boolean;

/**
 * Fields that decide which way a case goes: asked before the knowledge base is searched. The others only help the
 * person who takes the case, so they are asked when a person will.
 */
const WAY_FIELDS = new Set(['kind', 'opportunity', 'length', 'minutes', 'needs', 'type']);

/** The protocol in order (EXS-05); what is already known or done is passed over. */
const STEPS: readonly FlowStep[] = [
  sendForm,
  askName,
  askUserType,
  askProblem,
  offerVideo,
  (turn) => askMissing(turn, (field) => WAY_FIELDS.has(field)),
  endDiagnosis,
  tellSpecialPath,
  sell,
  searchKnowledge,
  checkRequester,
  // Who only wants information has said all there is to say.
  (turn) => !isInformation(turn) && askMissing(turn, () => true),
  askDetail,
  askFiles,
  decide,
];

/** Goes on with the next thing that is not done yet. */
export function advance(turn: Turn): void {
  STEPS.some((step) => step(turn));
}

function askName(turn: Turn): boolean {
  if (!needsName(turn)) {
    turn.mark(1, nameOf(turn) === null ? 'skipped' : 'done');
    return false;
  }
  ask(turn, 'name');
  return true;
}

function askUserType(turn: Turn): boolean {
  if (!needsUserType(turn)) {
    completeClass(turn);
    return false;
  }
  ask(turn, 'userType');
  return true;
}

function askProblem(turn: Turn): boolean {
  if (turn.state.problem !== '') return false;
  offerVideo(turn, 'ask');
  return true;
}

/** EXS-09: offered once, in passing, so that it never holds a person up. */
function offerVideo(turn: Turn, mode?: 'ask'): boolean {
  const { state, ctx } = turn;
  const offers = ctx.policy.identification.offerVideoCall;
  const first = offers && state.video === 'none';
  if (first) state.video = 'offered';
  turn.mark(3, offers ? 'done' : 'notApplicable');
  if (mode === 'ask') ask(turn, 'problem');
  if (first && mode === undefined) turn.lead(turn.t('video.offer'));
  return false;
}

/** EXS-10, EXS-30: only what is missing, one at a time. */
function askMissing(turn: Turn, wanted: (field: string) => boolean): boolean {
  const next = missingOf(turn).find(({ field }) => wanted(field));
  if (!next) return false;
  turn.state.asking = next.field;
  ask(turn, 'question');
  return true;
}

/** EXS-05 steps 4 and 5, EXS-11: the diagnosis is made; a case whose kind nobody could tell is support. */
function endDiagnosis(turn: Turn): boolean {
  if (caseOf(turn).kind === null && turn.ctx.policy.diagnosis.fields.includes('kind')) {
    turn.state.answers = { ...turn.state.answers, kind: 'soporte' };
    noteOnce(turn.state, 'assumed');
  }
  turn.mark(4, 'done');
  turn.mark(5, 'done');
  turn.setCard(cardOf(turn, null));
  return false;
}
