import type { RedactionContext, SensitiveKind, Speaker } from '../../contracts/redacted.ts';
import type { View } from '../text/view.ts';
import { asksForCode } from './one-time-code.ts';
import { asksAgain, type Expectation, expectationOf } from './question.ts';

/** Customer messages for which a question holds (redaction-notes 5.5). */
export const TURNS = 3;

/** The context of a conversation in which nothing was said yet. */
export const initialRedactionContext: RedactionContext = { expect: 'none', turnsLeft: 0, seen: [] };

/** What happened with a message, as far as the next one is concerned. */
export interface Outcome {
  readonly view: View;
  readonly speaker: Speaker;
  readonly kinds: readonly SensitiveKind[];
  readonly seen: readonly string[];
}

/** The context for the next message. A one-time code is waited for beside everything else: neither ends the other. */
export function nextContext(context: RedactionContext, outcome: Outcome): RedactionContext {
  const asksCode = outcome.speaker !== 'user' && asksForCode(outcome.view);
  const next = nextExpectation(context, outcome, asksCode);
  const { codeTurnsLeft = 0 } = context;
  const left = asksCode ? TURNS : outcome.speaker === 'user' ? Math.max(0, codeTurnsLeft - 1) : 0;
  if (left === 0 && context.codeTurnsLeft === undefined) return next;
  return { ...next, codeTurnsLeft: left };
}

function nextExpectation(
  context: RedactionContext,
  { view, speaker, kinds, seen }: Outcome,
  asksCode: boolean,
): RedactionContext {
  const asked = askedBy(view, asksCode);
  const last = kinds.at(-1);
  if (last !== undefined && (asked === undefined || asked.mode !== 'pair')) {
    // A value was given: a correction or a second value may follow. A pair waits for its other half.
    const mode = context.mode === 'pair' && context.expect === last ? 'pair' : 'mention';
    const turnsLeft = mode === 'pair' ? Math.max(1, context.turnsLeft - 1) : TURNS;
    return { expect: last, turnsLeft, seen, mode };
  }
  if (rearms(context, view, speaker)) return { ...context, seen, turnsLeft: TURNS, mode: 'answer' };
  if (asked !== undefined && takesOver(context, asked.expect, { speaker, mode: asked.mode })) {
    if (asked.expect === 'none') return askedElse(context, speaker, seen);
    return { expect: asked.expect, turnsLeft: TURNS, seen, mode: asked.mode };
  }
  return waitOn(context, { view, speaker, kinds, seen });
}

/** A question about a code is no harmless one, which would end the wait for a password. */
function askedBy(view: View, asksCode: boolean): Expectation | undefined {
  const asked = expectationOf(view);
  return asksCode && asked?.expect === 'none' ? undefined : asked;
}

function takesOver(
  context: RedactionContext,
  expect: RedactionContext['expect'],
  { speaker, mode }: { speaker: Speaker; mode: string },
): boolean {
  if (expect === 'none') return speaker !== 'user' && context.expect !== 'version';
  // Speaking of it again does not weaken an open question.
  return mode !== 'mention' || context.expect === 'none' || context.mode === 'mention' || context.expect !== expect;
}

/**
 * Somebody asks for something harmless. A person who asks ends the wait. The bot asks its next question whatever was said,
 * so "la contraseña es" may still be followed by its value: only what looks made up is taken then.
 */
function askedElse(context: RedactionContext, speaker: Speaker, seen: readonly string[]): RedactionContext {
  const onlySpokenOf = context.mode === 'mention' && context.seen.length === 0;
  if (speaker !== 'bot' || context.expect === 'none' || onlySpokenOf) return { expect: 'none', turnsLeft: 0, seen };
  return { ...context, seen, mode: 'mention' };
}

/** The agent asks for it once more, or for another one. */
function rearms(context: RedactionContext, view: View, speaker: Speaker): boolean {
  if (speaker === 'user' || context.expect === 'none' || context.expect === 'version') return false;
  return context.mode === 'mention' && asksAgain(view);
}

function waitOn(context: RedactionContext, { speaker, seen }: Outcome): RedactionContext {
  if (context.expect === 'none') return context.seen === seen ? context : { ...context, seen };
  const turnsLeft = speaker === 'user' ? context.turnsLeft - 1 : context.turnsLeft;
  if (turnsLeft <= 0) return { expect: 'none', turnsLeft: 0, seen };
  return { ...context, turnsLeft, seen };
}
