import type { Diagnosis } from '../../src/contracts/diagnosis.ts';
import { cardOf } from './card.ts';
import { caseOf, isLong } from './case.ts';
import { ask } from './prompts.ts';
import { leaveTrail } from './state.ts';
import type { Turn } from './turn.ts';
import { finishTopic } from './wrap-up.ts';

const MAX_LINKS = 3;

/** EXS-35, P8: links that exist, or an honest word that there is none. True: the person is asked about them. */
export function searchKnowledge(turn: Turn): boolean {
  const { state } = turn;
  const diagnosis = caseOf(turn);
  if (state.searched || !helpsToRead(turn, diagnosis)) return false;
  state.searched = true;
  const { band, links } = turn.lookUp(state.problem, { module: diagnosis.module });
  const isShown = links.length > 0 && (band === 'send' || (band === 'ask' && diagnosis.kind !== 'bug'));
  state.links = isShown ? links.slice(0, MAX_LINKS) : [];
  const entryIds = state.links.map(({ entryId }) => entryId);
  turn.run({ type: 'recordSearch', question: state.problem, band, entryIds, module: diagnosis.module });
  if (isShown) {
    if (band === 'send') offerLinks(turn);
    else ask(turn, 'meant');
    return true;
  }
  if (diagnosis.kind === 'soporte') admitNone(turn);
  return false;
}

/** Sends the links of the state, and asks whether they solved it. */
export function offerLinks(turn: Turn): void {
  turn.partGreeting();
  turn.lead(turn.t('links.offer', { count: turn.state.links.length }));
  ask(turn, 'links', turn.state.links);
}

/** No entry answers it: said honestly, and noted for the knowledge base (EXS-42). */
export function admitNone(turn: Turn): void {
  turn.run({ type: 'recordUnanswered', question: turn.state.problem });
  turn.lead(turn.t('links.none'));
}

/** The links solved it: feedback, then the next question or the survey. */
export function linksSolved(turn: Turn): void {
  const { state } = turn;
  if (state.links.length > 0) {
    turn.run({ type: 'recordFeedback', entryIds: state.links.map(({ entryId }) => entryId), solved: true });
  }
  turn.setCard(cardOf(turn, 'answered'));
  for (const step of [6, 7, 8] as const) turn.mark(step, 'notApplicable');
  turn.mark(9, 'done');
  state.outcome = 'answered';
  finishTopic(turn);
}

/** The links did not solve it: noted, the case goes on to a person or a ticket. */
export function linksFailed(turn: Turn): void {
  const { state } = turn;
  turn.run({ type: 'recordFeedback', entryIds: state.links.map(({ entryId }) => entryId), solved: false });
  leaveTrail(state, 'links');
}

/** Links help with what a person can mend alone: not with long work, nor while nobody can work (EXS-29). */
function helpsToRead({ ctx }: Turn, diagnosis: Diagnosis): boolean {
  const long = ctx.policy.ticketRule.strategy === 'duration' && isLong(ctx.policy, diagnosis);
  return !long && diagnosis.kind !== 'mejora' && diagnosis.urgency !== 'critica';
}
