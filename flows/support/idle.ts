import { calledOf } from './person.ts';
import { askAgain } from './prompts.ts';
import type { Phase } from './state.ts';
import type { Turn } from './turn.ts';

/** Nobody is waited for: with an agent's queue, or after the end. */
const NOT_WAITING: ReadonlySet<Phase> = new Set(['waiting', 'closed']);
/** Everything was told: no reminder, and a quiet end. */
const QUIET: ReadonlySet<Phase> = new Set(['new', 'wrapUp', 'survey']);

/** A timer of ours came due: one reminder, then a polite end. Late or unknown timers do nothing. */
export function onTimer(turn: Turn, name: string): void {
  const { state } = turn;
  if (NOT_WAITING.has(state.phase)) return;
  if (name === 'idle') remind(turn);
  else if (name === 'close') closeIdle(turn);
}

function remind(turn: Turn): void {
  const { state, ctx } = turn;
  if (state.reminded || isQuiet(turn)) return;
  state.reminded = true;
  const { remindAfterMinutes, closeAfterMinutes } = patienceOf(ctx);
  const asks = state.asks;
  const name = calledOf(turn);
  if (state.phase === 'form') turn.say(turn.t('idle.form'));
  else askAgain(turn, turn.t(name === '' ? 'idle.reminder' : 'idle.reminderName', { name }));
  state.asks = asks;
  turn.setTimers({ idle: null, close: Math.max(1, closeAfterMinutes - remindAfterMinutes) });
}

function closeIdle(turn: Turn): void {
  if (!isQuiet(turn)) turn.say(turn.t('idle.close'));
  turn.close(turn.state.outcome ?? 'idle');
}

function isQuiet({ state }: Turn): boolean {
  return QUIET.has(state.phase) || !state.heard;
}

/** Sets the timers that fit where the conversation now stands; called after every step but a timer's own. */
export function keepTimers(turn: Turn): void {
  const { state, ctx } = turn;
  if (state.phase === 'closed') return;
  const { remindAfterMinutes, closeAfterMinutes } = patienceOf(ctx);
  if (state.phase === 'waiting') turn.setTimers({ idle: null, close: null });
  else if (isQuiet(turn)) turn.setTimers({ idle: null, close: closeAfterMinutes });
  else turn.setTimers({ idle: remindAfterMinutes, close: null });
}

/** Who writes letters answers in days. */
function patienceOf({ abilities, policy }: Turn['ctx']): { remindAfterMinutes: number; closeAfterMinutes: number } {
  return abilities.letters ? policy.conversation.letters : policy.conversation;
}
