import type { FlowEvent } from '../../src/contracts/flow.ts';
import { joinRedacted, pieceOf } from '../../src/contracts/redacted-text.ts';
import { answerIn, keepOpening } from './consent.ts';
import { phraseOf } from './phrases.ts';
import { ask, askAgain } from './prompts.ts';
import { hear } from './said.ts';
import type { Turn } from './turn.ts';

type MessageEvent = Extract<FlowEvent, { type: 'message' }>;

/** Whether the person has still to accept what using this channel means (MAS-29, MAS-30): once for each wording of it. */
function areDue({ ctx }: Turn): boolean {
  const { terms, contact } = ctx;
  if (!terms) return false;
  return (contact.consents ?? []).filter(({ version }) => version === terms.version).at(-1)?.answer !== 'accepted';
}

/**
 * Reads a message before all else while the channel's terms are not accepted. What was written before waits, and is read after the
 * yes. Null: the message was about the terms, and is answered.
 */
export function passTerms(turn: Turn, event: MessageEvent): MessageEvent | null {
  const { state } = turn;
  if (state.phase === 'terms') return hearTerms(turn, event);
  if (state.phase !== 'new' || !areDue(turn)) return event;
  state.heard = true;
  keepOpening(turn, event, event.text);
  turn.lead(turn.ctx.terms?.text ?? turn.t('terms.optIn'));
  ask(turn, 'terms');
  return null;
}

function hearTerms(turn: Turn, event: MessageEvent): MessageEvent | null {
  const { state, ctx } = turn;
  Object.assign(state, { heard: true, reminded: false });
  const said = hear(event);
  const found = answerIn(turn, said);
  if (found?.accepts) return accept(turn, event, found.rest);
  const phrase = phraseOf(said);
  state.misses += 1;
  const isOver = state.misses >= ctx.policy.conversation.maxMisunderstandings;
  if (found !== null || phrase === 'bye' || phrase === 'cancel' || isOver) return leave(turn, found !== null);
  keepOpening(turn, event, event.text);
  askAgain(turn, turn.t('consent.unclear'));
  return null;
}

function accept(turn: Turn, event: MessageEvent, rest: MessageEvent['text']): MessageEvent | null {
  const { state, ctx } = turn;
  if (ctx.terms) turn.run({ type: 'recordConsent', version: ctx.terms.version, answer: 'accepted' });
  if (rest.length > 0 || event.attachments.length > 0) keepOpening(turn, event, rest);
  const { opening } = state;
  Object.assign(state, { phase: 'new', opening: null, misses: 0, asks: 0 });
  turn.lead(turn.t('consent.thanks'));
  return opening ?? { ...event, text: joinRedacted([pieceOf(event.text, 0, 0)], '\n') };
}

/** Without a yes this channel is not used: the person is told where else they are attended. */
function leave(turn: Turn, isRefusal: boolean): null {
  const { state, ctx } = turn;
  if (isRefusal && ctx.terms) turn.run({ type: 'recordConsent', version: ctx.terms.version, answer: 'refused' });
  Object.assign(state, { opening: null, misses: 0 });
  turn.say(turn.t('terms.refused'));
  turn.close('cancelled');
  return null;
}
