import { lacksConsent } from '../../src/contracts/consent.ts';
import type { FlowEvent } from '../../src/contracts/flow.ts';
import type { Redacted } from '../../src/contracts/redacted.ts';
import { joinRedacted, pieceOf } from '../../src/contracts/redacted-text.ts';
import { matchOption, plainOption } from './choices.ts';
import { requestAgent } from './decide.ts';
import { sentencesOf } from './form.ts';
import { phraseOf } from './phrases.ts';
import { ask, askAgain, promptOf } from './prompts.ts';
import { hear, type Said } from './said.ts';
import type { Turn } from './turn.ts';
import { yesNoOf } from './yes-no.ts';

type MessageEvent = Extract<FlowEvent, { type: 'message' }>;

/** What a person may have written before their answer; the rest would not be read anyway. */
const MAX_OPENING = 2_000;
const MAX_FILES = 10;

/** Whether nothing may be asked of the person yet: the policy wants an explicit yes, and there is none. */
export function awaitsConsent({ ctx }: Turn): boolean {
  return lacksConsent(ctx.policy.privacy.notice, ctx.contact.consents);
}

/** The question itself; the greeting and the notice lead it. */
export function askConsent(turn: Turn): void {
  ask(turn, 'consent');
}

/**
 * Reads a message before the flow does, while a yes is asked for. What the person wrote meanwhile waits in the state and
 * is read once they accept, so that nobody writes twice. Null: the message was about the consent, and is answered.
 */
export function passConsent(turn: Turn, event: MessageEvent, greet: () => void): MessageEvent | null {
  const { state } = turn;
  const isFirst = state.phase === 'new' && awaitsConsent(turn);
  if (!isFirst && state.phase !== 'consent' && state.phase !== 'refused') return event;
  Object.assign(state, { heard: true, reminded: false });
  const said = hear(event);
  if (!isFirst) return state.phase === 'consent' ? hearConsent(turn, event, said) : hearRefused(turn, event, said);
  keepOpening(turn, event, event.text);
  greet();
  return null;
}

function hearConsent(turn: Turn, event: MessageEvent, said: Said): MessageEvent | null {
  const { state, ctx } = turn;
  const phrase = phraseOf(said);
  if (phrase === 'human') return toPerson(turn);
  const found = answerIn(turn, said);
  if (found !== null) return found.accepts ? accept(turn, event, found.rest) : refuse(turn);
  if (phrase === 'bye' || phrase === 'cancel') return leave(turn);
  keepOpening(turn, event, event.text);
  state.misses += 1;
  if (state.misses < ctx.policy.conversation.maxMisunderstandings) askAgain(turn, turn.t('consent.unclear'));
  else {
    state.misses = 0;
    ask(turn, 'refused');
  }
  return null;
}

/** After a no: a person of the desk, the end, or a yes after all. */
function hearRefused(turn: Turn, event: MessageEvent, said: Said): MessageEvent | null {
  const { state, ctx } = turn;
  const phrase = phraseOf(said);
  const picked = matchOption(said, promptOf(turn)?.options ?? []);
  if (picked?.value === 'human' || phrase === 'human') return toPerson(turn);
  if (picked !== null || phrase === 'bye' || phrase === 'cancel' || phrase === 'thanks') return leave(turn);
  if (ACCEPTS.test(said.folded) && !NEGATION.test(said.folded)) return accept(turn, event, pieceOf(event.text, 0, 0));
  const answer = yesNoOf(said);
  if (answer !== null) return answer.yes ? toPerson(turn) : leave(turn);
  state.misses += 1;
  if (state.misses < ctx.policy.conversation.maxMisunderstandings) askAgain(turn, turn.t('misunderstood'));
  else leave(turn);
  return null;
}

const ACCEPTS = /(^|\W)(acepto|autorizo|agree|accept)($|\W)/;
/** A yes beside one of these is no clear yes. */
const NEGATION = /(^|\W)(no|nunca|jamas|tampoco|ni|sin|not|never|don't|dont|disagree|without)($|\W)/;
/** A longer sentence answers only when it speaks of agreeing: `está bien feo` does not. */
const SPEAKS_OF_IT = /(^|\W)(acept\w*|autoriz\w*|acuerdo|agree\w*|accept\w*)/;
/** Openings of a yes beside which thanks or a `claro` may stand; thanks alone are no yes. */
const CLEAR_YES =
  /^\W*(si+|sip|claro|por supuesto|de acuerdo|esta bien|correcto|afirmativo|adelante|ok|okay|okey|va|vale|dale|yes|yep|yeah|sure|of course)($|\W)/;
const MAX_SENTENCES = 4;

/**
 * The answer in a message: a button, a number, the words, or the first sentence that clearly says it (a letter opens with
 * a greeting and ends with a signature). Silence, thanks or a doubt are no yes.
 */
export function answerIn(turn: Turn, said: Said): { accepts: boolean; rest: Redacted } | null {
  const options = promptOf(turn)?.options ?? [];
  const nothing = pieceOf(said.text, 0, 0);
  const plain = plainOption(said, options);
  if (plain) return { accepts: plain.value === 'accept', rest: nothing };
  const sign = said.words.length === 0 && said.attachments === 0 ? yesNoOf(said) : null;
  if (sign) return { accepts: sign.yes, rest: nothing };
  const sentences = sentencesOf(said);
  for (const [at, sentence] of sentences.slice(0, MAX_SENTENCES).entries()) {
    const accepts = acceptsIn(sentence, options);
    const rest = joinRedacted(
      sentences.slice(at + 1).map(({ text }) => text),
      '\n',
    );
    if (accepts !== null) return { accepts, rest };
  }
  return null;
}

function acceptsIn(sentence: Said, options: Parameters<typeof matchOption>[1]): boolean | null {
  const plain = plainOption(sentence, options);
  if (plain) return plain.value === 'accept';
  const answer = yesNoOf(sentence);
  // `no puedo facturar` tells a case; `no, gracias` answers.
  if (answer?.yes === false && answer.rest !== sentence.text) return false;
  if (answer?.yes === true && answer.rest.length === 0 && CLEAR_YES.test(sentence.folded)) return true;
  const picked = SPEAKS_OF_IT.test(sentence.folded) ? matchOption(sentence, options, false) : null;
  if (picked?.value === 'refuse') return false;
  return picked?.value === 'accept' && !NEGATION.test(sentence.folded) ? true : null;
}

function accept(turn: Turn, event: MessageEvent, rest: Redacted): MessageEvent | null {
  const { state } = turn;
  record(turn, 'accepted');
  if (rest.length > 0 || event.attachments.length > 0) keepOpening(turn, event, rest);
  const { opening } = state;
  Object.assign(state, { phase: 'new', opening: null, misses: 0, asks: 0 });
  turn.lead(turn.t('consent.thanks'));
  if (opening === null) turn.goOn();
  return opening;
}

function refuse(turn: Turn): null {
  record(turn, 'refused');
  Object.assign(turn.state, { opening: null, misses: 0 });
  turn.lead(turn.t('consent.refused'));
  ask(turn, 'refused');
  return null;
}

function record(turn: Turn, answer: 'accepted' | 'refused'): void {
  const { notice } = turn.ctx.policy.privacy;
  if (notice) turn.run({ type: 'recordConsent', version: notice.version, answer });
}

/** A person of the desk, who is told nothing: what was written is not used. */
function toPerson(turn: Turn): null {
  Object.assign(turn.state, { opening: null, misses: 0 });
  requestAgent(turn, 'requested');
  return null;
}

function leave(turn: Turn): null {
  turn.state.opening = null;
  turn.say(turn.t('cancelled'));
  turn.close('cancelled');
  return null;
}

/** Keeps what a person wrote until it may be read. */
export function keepOpening({ state }: Turn, event: MessageEvent, text: Redacted): void {
  const known = state.opening;
  const joined = known ? joinRedacted([known.text, text], '\n') : text;
  const { choice } = event;
  state.opening = {
    type: 'message',
    text: pieceOf(joined, 0, Math.min(joined.length, MAX_OPENING)),
    ...(known || choice === undefined ? {} : { choice }),
    attachments: [...(known?.attachments ?? []), ...event.attachments].slice(0, MAX_FILES),
    removed: [...new Set([...(known?.removed ?? []), ...event.removed])],
  };
}
