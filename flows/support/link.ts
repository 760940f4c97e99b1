import type { CodeAsked, CodeTyped } from '../../src/contracts/one-time-codes.ts';
import { plainOption } from './choices.ts';
import { reachIn } from './names.ts';
import type { Phrase } from './phrases.ts';
import { ask, askAgain, promptOf } from './prompts.ts';
import type { Said } from './said.ts';
import type { Phase } from './state.ts';
import type { Turn } from './turn.ts';
import { yesNoOf } from './yes-no.ts';

/** Phases that the conversation does not go back to: their question was left for good. */
const LEFT: ReadonlySet<Phase> = new Set(['new', 'linkAddress', 'linkCode', 'ticketTalk']);
const BEFORE_CASE: ReadonlySet<Phase> = new Set(['name', 'userType', 'problem', 'survey', 'wrapUp']);

/** `vincular`: a code proves here who one is on another channel. To the address that was just said, or to one that is asked for. */
export function startLink(turn: Turn): void {
  const { state } = turn;
  if (!turn.ctx.mayLink) {
    leaveLink(turn, turn.t('link.notHere'));
    return;
  }
  if (state.linkFrom === null) state.linkFrom = state.phase;
  if (state.linkReach !== null) turn.run({ type: 'sendCode', address: state.linkReach });
  else ask(turn, 'linkAddress');
}

/** The mail or number on the other channel. What is typed proves nothing: the code does. */
export function hearLinkAddress(turn: Turn, said: Said, phrase: Phrase | null): boolean {
  const { email, phone } = reachIn(said);
  const address = email ?? phone;
  if (address !== undefined) turn.run({ type: 'sendCode', address });
  else if (declines(turn, said, phrase)) leaveLink(turn);
  return address !== undefined || turn.state.phase !== 'linkAddress';
}

/** Another address may be given instead; the code itself never comes here: it is taken out of the message before. */
export function hearLinkCode(turn: Turn, said: Said, phrase: Phrase | null): boolean {
  if (declines(turn, said, phrase)) {
    leaveLink(turn);
    return true;
  }
  return hearLinkAddress(turn, said, null);
}

/** A code was sent, or nobody writes from that address: the words are the same. */
export function tellCodeSent(turn: Turn, outcome: CodeAsked): void {
  turn.state.linkReach = null;
  if (outcome === 'limited') leaveLink(turn, turn.t('link.limited'));
  else ask(turn, 'linkCode');
}

const REFUSED: Readonly<Record<Exclude<CodeTyped, 'linked'>, string>> = {
  wrong: 'link.wrong',
  unread: 'link.unread',
  over: 'link.over',
  conflict: 'link.conflict',
};

/** What the code came to; who proved it is told of the tickets that they asked about. */
export function tellCodeTyped(turn: Turn, outcome: CodeTyped): void {
  const { state } = turn;
  if (outcome === 'wrong' || outcome === 'unread') {
    askAgain(turn, turn.t(REFUSED[outcome]));
    return;
  }
  if (outcome !== 'linked') {
    leaveLink(turn, turn.t(REFUSED[outcome]));
    return;
  }
  turn.lead(turn.t('link.linked'));
  state.phase = phaseBack(turn);
  state.linkFrom = null;
  turn.run({ type: 'findTickets', ...(state.askedFolio !== null && { folio: state.askedFolio }) });
}

/** Back to where the conversation was. */
function leaveLink(turn: Turn, word?: string): void {
  const { state } = turn;
  if (word !== undefined) turn.lead(word);
  state.phase = phaseBack(turn);
  Object.assign(state, { linkFrom: null, linkReach: null });
  if (BEFORE_CASE.has(state.phase) && state.problem === '') {
    state.outcome ??= 'answered';
    ask(turn, 'wrapUp');
  } else if (promptOf(turn)) askAgain(turn);
  else turn.flushLead();
}

function phaseBack({ state }: Turn): Phase {
  const from = state.linkFrom ?? state.phase;
  return LEFT.has(from) ? 'wrapUp' : from;
}

function declines(turn: Turn, said: Said, phrase: Phrase | null): boolean {
  const picked = plainOption(said, promptOf(turn)?.options ?? []);
  return picked?.value === 'noLink' || yesNoOf(said)?.yes === false || phrase === 'dontKnow';
}
