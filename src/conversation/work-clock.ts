import type { WorkClockView } from '../contracts/conversation.ts';
import type { WorkClockState } from '../storage/models/conversations.ts';

/** The rule of the policy, in ms. */
export interface WorkClockRule {
  /** Null: no limit, so no warning and no ticket by time. */
  readonly limitMs: number | null;
  readonly warnMs: number;
  readonly pauseWhileWaitingForUser: boolean;
}

/** A work clock that has not started. Bot time is not agent time: it starts when an agent takes the conversation. */
export const freshWorkClock: WorkClockState = { elapsedMs: 0, runningSince: null, warned: false, folio: null };

/** Active attention so far, ms (AMB-02). */
export function elapsedMs(clock: WorkClockState, at: Date): number {
  return clock.elapsedMs + (clock.runningSince ? Math.max(0, at.getTime() - clock.runningSince.getTime()) : 0);
}

/** Starts counting; a running clock goes on. */
export function start(clock: WorkClockState, at: Date): WorkClockState {
  return clock.runningSince ? clock : { ...clock, runningSince: at };
}

/** Stops counting and keeps what was counted. */
export function pause(clock: WorkClockState, at: Date): WorkClockState {
  return clock.runningSince ? { ...clock, elapsedMs: elapsedMs(clock, at), runningSince: null } : clock;
}

/** The two instants that matter while it runs. Exactly the limit is no ticket (AMB-01): the ticket is due 1 ms after. */
export function workTimers(clock: WorkClockState, rule: WorkClockRule): Record<string, Date | null> {
  const none = { 'work.warn': null, 'work.limit': null };
  if (!clock.runningSince || clock.folio || rule.limitMs === null) return none;
  const from = clock.runningSince.getTime() - clock.elapsedMs;
  const warnAt = clock.warned || rule.warnMs <= 0 ? null : new Date(from + rule.limitMs - rule.warnMs);
  return { 'work.warn': warnAt, 'work.limit': new Date(from + rule.limitMs + 1) };
}

/** What the console shows. */
export function workClockView(clock: WorkClockState, rule: WorkClockRule, at: Date): WorkClockView {
  return {
    elapsedMs: elapsedMs(clock, at),
    running: clock.runningSince !== null,
    limitMs: rule.limitMs,
    folio: clock.folio,
  };
}
