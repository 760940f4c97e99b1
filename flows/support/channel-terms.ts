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
  const own = (contact.consents ?? []).filter(({ kind, version }) => kind === 'terms' && version === terms.version);
  return own.at(-1)?.answer !== 'accepted';
}

/**
 * MAS-29: the customer, and not only the person, must have authorised this channel. Of a person whose customer is not known nothing can be said
 * here: who may open tickets is asked later.
 */
function isOutsideContract({ ctx: { terms, requester } }: Turn): boolean {
  const fact = terms?.fact ?? null;
  return fact !== null && requester.status === 'valid' && requester.facts[fact] !== 'yes';
}

/**
 * Reads a message before all else while the channel's terms are not accepted. What was written before waits, and is read after the
 * yes. Null: the message was about the terms, and is answered.
 */
export function passTerms(turn: Turn, event: MessageEvent): MessageEvent | null {
  const { state } = turn;
  if ((state.phase === 'terms' || state.phase === 'new') && isOutsideContract(turn)) {
    state.heard = true;
    return leave(turn, turn.t('terms.notInContract'));
  }
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
  if (found !== null || phrase === 'bye' || phrase === 'cancel' || isOver) {
    if (found !== null && ctx.terms)
      turn.run({ type: 'recordConsent', kind: 'terms', version: ctx.terms.version, answer: 'refused' });
    return leave(turn, turn.t('terms.refused'));
  }
  keepOpening(turn, event, event.text);
  askAgain(turn, turn.t('consent.unclear'));
  return null;
}

function accept(turn: Turn, event: MessageEvent, rest: MessageEvent['text']): MessageEvent | null {
  const { state, ctx } = turn;
  if (ctx.terms) turn.run({ type: 'recordConsent', kind: 'terms', version: ctx.terms.version, answer: 'accepted' });
  if (rest.length > 0 || event.attachments.length > 0) keepOpening(turn, event, rest);
  const { opening } = state;
  Object.assign(state, { phase: 'new', opening: null, misses: 0, asks: 0 });
  turn.lead(turn.t('consent.thanks'));
  return opening ?? { ...event, text: joinRedacted([pieceOf(event.text, 0, 0)], '\n') };
}

/** This channel is not used: the person is told where else they are attended. */
function leave(turn: Turn, why: string): null {
  Object.assign(turn.state, { opening: null, misses: 0 });
  turn.say(why);
  turn.close('cancelled');
  return null;
}
