import type { Attachment } from '../../src/contracts/envelope.ts';
import type { FlowEvent } from '../../src/contracts/flow.ts';
import type { SecureForm } from '../../src/contracts/vault.ts';
import { hearFiles, keepFiles } from './case-files.ts';
import { passTerms } from './channel-terms.ts';
import { matchOption, plainOption } from './choices.ts';
import { passConsent } from './consent.ts';
import { readForm } from './form.ts';
import { acceptVideo, readAnywhere } from './globals.ts';
import { hearLinkAddress, hearLinkCode } from './link.ts';
import { hearProblem, hearQuestion } from './listen-case.ts';
import { hearDetail } from './listen-details.ts';
import { hearOffer, hearSurvey, hearWaiting, hearWrapUp } from './listen-end.ts';
import { hearMeant, hearSolved } from './listen-links.ts';
import { hearCustomer, hearName, hearReach, hearUserType } from './listen-person.ts';
import { hearTicketTalk, readTicketChoice } from './own-tickets.ts';
import { type Phrase, phraseOf } from './phrases.ts';
import { ask, askAgain, promptOf } from './prompts.ts';
import { hearIdentity, takeLateProof } from './requester.ts';
import { hear, type Said } from './said.ts';
import { holdForForm, kindAskedFor, kindOfRemoved, offerForm } from './secure-form.ts';
import type { Phase } from './state.ts';
import type { Turn } from './turn.ts';
import { greetForConsent, onFirstMessage, openCase } from './welcome.ts';
import { wordsOf } from './words.ts';

type MessageEvent = Extract<FlowEvent, { type: 'message' }>;
type Listener = (turn: Turn, said: Said, phrase: Phrase | null) => boolean;

const LISTENERS: Readonly<Partial<Record<Phase, Listener>>> = {
  name: hearName,
  customer: hearCustomer,
  reach: hearReach,
  userType: hearUserType,
  problem: hearProblem,
  question: hearQuestion,
  links: hearSolved,
  meant: hearMeant,
  identity: hearIdentity,
  detail: hearDetail,
  files: hearFiles,
  ticketTalk: hearTicketTalk,
  linkAddress: hearLinkAddress,
  linkCode: hearLinkCode,
  waiting: hearWaiting,
  wrapUp: hearWrapUp,
  survey: hearSurvey,
  form: (turn, said) => {
    readForm(turn, said);
    return true;
  },
};

/** Wishes that mean nothing yet in a first message. */
const NOT_FIRST: ReadonlySet<Phrase> = new Set(['cancel', 'back', 'video', 'noVideo']);

/** In these phases there is no question to put again. */
const NOT_ASKING: ReadonlySet<Phase> = new Set(['waiting', 'form', 'closed']);
/** `mi contraseña es …`: words around a removed value that say nothing more. */
const MAX_BESIDE_SECRET = 4;

/** A person wrote. */
export function onMessage(turn: Turn, message: MessageEvent): void {
  const known = passTerms(turn, message);
  if (known === null) return;
  const event = passConsent(turn, known, () => greetForConsent(turn));
  if (event === null) return;
  if (turn.state.phase === 'linkCode' && event.removed.includes('secret')) {
    // Nothing to warn of: this very value was asked for, and is gone already.
    Object.assign(turn.state, { heard: true, reminded: false });
    turn.run({ type: 'checkCode' });
    return;
  }
  const said = hear(event);
  const warns = event.removed.length > 0 && (!turn.state.warned || isOnlySecret(turn, said, event.removed));
  const wanted = warns ? kindOfRemoved(turn, event.removed) : kindAskedFor(turn, said);
  if (!holdForForm(turn, event, wanted)) answerMessage(turn, event, null);
}

/** Reads a message and answers it. `form`: the one-time form that was made for it, if one was. */
export function answerMessage(turn: Turn, event: MessageEvent, form: SecureForm | null): void {
  const { state } = turn;
  const said = hear(event);
  const phrase = phraseOf(said);
  state.heard = true;
  state.reminded = false;
  keepFiles(turn, event.attachments);
  if (readTicketChoice(turn, said) || takeLateProof(turn)) return;
  if (state.phase === 'new') {
    if (onFirstMessage(turn, said, phrase)) return;
    warnOnce(turn, event.removed, form);
    if (isOnlyFiles(said)) turn.lead(aboutFiles(turn, event.attachments));
    else hintFiles(turn, event.attachments);
    if (kindAskedFor(turn, said) !== null) {
      offerForm(turn, form);
      return;
    }
    if (phrase === 'video') acceptVideo(turn);
    const opens = phrase !== null && NOT_FIRST.has(phrase) ? 'vague' : phrase;
    if (!readAnywhere(turn, said, opens)) openCase(turn, said, opens);
    return;
  }
  const first = warnOnce(turn, event.removed, form);
  if (isOnlyFiles(said)) {
    takeFiles(turn, event.attachments);
    return;
  }
  hintFiles(turn, event.attachments);
  if (isOnlySecret(turn, said, event.removed)) {
    if (!first) warn(turn, event.removed, form);
    askAgain(turn);
    return;
  }
  if (event.removed.length === 0 && kindAskedFor(turn, said) !== null) {
    offerForm(turn, form);
    return;
  }
  if (!answersPlainly(turn, said) && readAnywhere(turn, said, phrase)) {
    if (state.phase !== 'offer') state.misses = 0;
    return;
  }
  listen(turn, said, phrase);
}

/** Requirements 2.4: told once, kindly, with the safe way. True: it was told now. */
function warnOnce(turn: Turn, removed: MessageEvent['removed'], form: SecureForm | null): boolean {
  if (removed.length === 0 || turn.state.warned) return false;
  turn.state.warned = true;
  warn(turn, removed, form);
  return true;
}

/** With a form the warning is a message of its own, so that the button stands under the words that it belongs to. */
function warn(turn: Turn, removed: MessageEvent['removed'], form: SecureForm | null): void {
  if (form === null) {
    turn.lead(warningOf(turn, removed));
    return;
  }
  const count = new Set(removed).size;
  const change = removed.some((kind) => kind === 'password' || kind === 'secret');
  turn.lead(turn.t('safe.removed', { what: namesOf(turn, removed) }));
  if (change) turn.lead(turn.t('safe.change', { count }));
  turn.say(turn.t('safe.form', { count }), { secureForms: [form] });
}

function warningOf(turn: Turn, removed: MessageEvent['removed']): string {
  return turn.t('warning', { count: new Set(removed).size, what: namesOf(turn, removed) });
}

function namesOf(turn: Turn, removed: MessageEvent['removed']): string {
  const names = [...new Set(removed)].map((kind) => turn.t(`warned.${kind}`));
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : turn.t('warned.and', { first: names.slice(0, -1).join(', '), last });
}

/** `la clave es [contraseña eliminada]` alone tells nothing of the case: it is warned of again, and asked again. */
function isOnlySecret(turn: Turn, said: Said, removed: MessageEvent['removed']): boolean {
  const prompt = promptOf(turn);
  if (removed.length === 0 || NOT_ASKING.has(turn.state.phase) || !prompt) return false;
  if (matchOption(said, prompt.options, prompt.shown)) return false;
  const beside = wordsOf(said.folded.replace(/\[[^\]]*\]/g, ' '));
  return said.text.includes('[') && beside.length <= MAX_BESIDE_SECRET;
}

/** A button, a number or the very words of an answer: never a wish in disguise (`una persona` may answer "who is affected?"). */
function answersPlainly(turn: Turn, said: Said): boolean {
  const prompt = promptOf(turn);
  if (!prompt) return false;
  const picked = plainOption(said, prompt.options, prompt.shown);
  return picked !== null && !isWish(picked.value);
}

function isWish(value: string): boolean {
  return value === 'human' || value === 'status' || value === 'video';
}

function listen(turn: Turn, said: Said, phrase: Phrase | null): void {
  const { state } = turn;
  if (state.phase === 'offer') {
    if (hearOffer(turn, said) !== null) return;
    state.phase = state.returnTo ?? 'problem';
  }
  const picked = pickedWish(turn, said);
  if (picked !== null && readAnywhere(turn, { ...said, choice: picked }, null)) return;
  if (LISTENERS[state.phase]?.(turn, said, phrase)) {
    state.misses = 0;
    return;
  }
  if (phrase === 'thanks' || phrase === 'greeting' || phrase === 'ok')
    askAgain(turn, phrase === 'thanks' ? turn.t('thanks') : undefined);
  else misunderstand(turn);
}

/** The number of a menu entry such as "talk to an agent". */
function pickedWish(turn: Turn, said: Said): string | null {
  const prompt = promptOf(turn);
  if (!prompt || said.choice !== undefined) return null;
  const picked = plainOption(said, prompt.options, prompt.shown);
  return picked !== null && isWish(picked.value) ? picked.value : null;
}

/** One misunderstanding: asked again; the policy's number of them in a row: a person is offered. */
function misunderstand(turn: Turn): void {
  const { state, ctx } = turn;
  state.misses += 1;
  if (state.misses < ctx.policy.conversation.maxMisunderstandings) {
    askAgain(turn, turn.t(state.phase === 'problem' ? 'misunderstood.problem' : 'misunderstood'));
    return;
  }
  state.returnTo = state.phase;
  turn.lead(turn.t('offer.sorry'));
  ask(turn, 'offer');
}

function isOnlyFiles(said: Said): boolean {
  return said.attachments > 0 && said.words.length === 0 && said.choice === undefined;
}

/** A file without words: noted for the agent; pictures cannot be checked for secrets, so the person is asked to. */
function takeFiles(turn: Turn, files: readonly Attachment[]): void {
  const word = aboutFiles(turn, files);
  if (turn.state.phase === 'files' && turn.state.files.length > 0) {
    turn.lead(word);
    turn.goOn();
    return;
  }
  if (turn.state.phase === 'waiting' || turn.state.phase === 'form') turn.say(word);
  else askAgain(turn, word);
}

/** What is said of files that came without words. A file that could not be read was not kept, and its sender must know. */
function aboutFiles(turn: Turn, files: readonly Attachment[]): string {
  return turn.t(files.some(({ review }) => review === 'held') ? 'files.held' : 'files.noted');
}

/** Beside words: a withheld file is told each time, and once that pictures are not checked (requirements 2.4 rule 5). */
function hintFiles(turn: Turn, files: readonly Attachment[]): void {
  if (files.some(({ review }) => review === 'held')) turn.lead(turn.t('files.held'));
  else if (!turn.state.filesHinted && files.some(({ review }) => review === 'unscanned')) {
    turn.state.filesHinted = true;
    turn.lead(turn.t('files.unscanned'));
  }
}
