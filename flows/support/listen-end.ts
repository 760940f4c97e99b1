import { matchOption, numberOf, plainOption } from './choices.ts';
import { openTicket, requestAgent } from './decide.ts';
import { dropQuestion } from './listen-person.ts';
import type { Phrase } from './phrases.ts';
import { ask, askAgain, promptOf } from './prompts.ts';
import type { Said } from './said.ts';
import { hearText } from './said.ts';
import { addToProblem, noteOnce, resetCase } from './state.ts';
import type { Turn } from './turn.ts';
import { isCase, isTopic, takeProblem } from './understand.ts';
import { fold } from './words.ts';
import { sayGoodbye } from './wrap-up.ts';
import { yesNoOf } from './yes-no.ts';

/** `mejor deje un ticket` chooses; a longer sentence with the word in it does not. */
const MAX_CHOICE_WORDS = 5;
const MAX_LINKS = 3;

/** In the queue: wait, leave a ticket, or tell more. Said once that it is noted, then quietly kept for the agent. */
export function hearWaiting(turn: Turn, said: Said, phrase: Phrase | null): boolean {
  const { state } = turn;
  const short = said.words.length <= MAX_CHOICE_WORDS;
  const picked =
    state.folio === null && short ? matchOption(said, promptOf(turn)?.options ?? [], state.asks > 0) : null;
  if (picked?.value === 'ticket') return leaveTicket(turn);
  if (picked || phrase !== null) {
    if (picked || phrase === 'vague' || phrase === 'greeting') turn.say(turn.t('waiting.still'));
    else if (phrase === 'thanks' && noteOnce(state, 'thanked')) turn.say(turn.t('thanks'));
    return true;
  }
  if (said.words.length <= 4 && said.text.includes('?')) {
    turn.say(turn.t('waiting.still'));
    return true;
  }
  if (said.words.length < 2 && !isTopic(turn, said)) {
    if (noteOnce(state, 'stillWord')) turn.say(turn.t('waiting.still'));
    return true;
  }
  addToProblem(state, said.text);
  if (state.noted.includes('wantsTicket')) return leaveTicket(turn);
  if (noteOnce(state, 'queueWord')) sayNoted(turn, said);
  return true;
}

/** The agent will see it; who never got a link may get one meanwhile, at any hour (EXS-34). */
function sayNoted(turn: Turn, said: Said): void {
  const { state } = turn;
  const { band, links } = turn.lookUp(said.text);
  if (state.searched || band !== 'send') turn.say(turn.t('waiting.noted'));
  else turn.say(turn.t('waiting.links'), { links: links.slice(0, MAX_LINKS) });
}

function leaveTicket(turn: Turn): true {
  if (turn.state.problem === '') {
    noteOnce(turn.state, 'wantsTicket');
    turn.say(turn.t('waiting.tellFirst'));
  } else openTicket(turn, 'close', 'request');
  return true;
}

/** "Anything more?" */
export function hearWrapUp(turn: Turn, said: Said, phrase: Phrase | null): boolean {
  if (said.choice === 'done' || phrase === 'thanks' || phrase === 'ok') return goodbye(turn);
  const answer = yesNoOf(said);
  const more = answer ? (answer.rest.length > 0 ? hearText(answer.rest) : null) : said;
  if (more && isTopic(turn, more)) {
    resetCase(turn.state);
    takeProblem(turn, more);
    turn.goOn();
    return true;
  }
  const picked = plainOption(said, promptOf(turn)?.options ?? []);
  if (picked?.value === 'human') {
    requestAgent(turn, 'requested');
    return true;
  }
  if (picked || answer?.yes === false) return goodbye(turn);
  if (answer?.yes === true || phrase !== null) {
    resetCase(turn.state);
    ask(turn, 'problem');
    return true;
  }
  return false;
}

/** EXS-68: a score, or anything else: nobody is held up for a survey. */
export function hearSurvey(turn: Turn, said: Said): boolean {
  const { survey } = turn.ctx.policy;
  const pressed = said.choice?.startsWith('score:') ? Number(said.choice.slice('score:'.length)) : null;
  const score = pressed ?? numberOf(said) ?? inSentence(said) ?? inWords(turn, said);
  if (survey && score !== null && score >= survey.min && score <= survey.max) {
    // Words beside the score are the reason.
    const comment = pressed === null && said.words.length > 2 ? { comment: said.text } : {};
    turn.run({ type: 'recordSurvey', survey: survey.name, score, ...comment });
    return goodbye(turn);
  }
  if (said.words.length >= 3 && isTopic(turn, said)) {
    resetCase(turn.state);
    takeProblem(turn, said);
    turn.goOn();
    return true;
  }
  if (score !== null && turn.state.asks === 1) {
    askAgain(turn);
    return true;
  }
  return goodbye(turn);
}

function inWords(turn: Turn, said: Said): number | null {
  const { survey } = turn.ctx.policy;
  const says = (key: string) =>
    turn
      .t(key)
      .split('|')
      .some((word) => fold(word) === said.words.join(' '));
  if (!survey) return null;
  return says('words.best') ? survey.max : says('words.worst') ? survey.min : null;
}

function inSentence(said: Said): number | null {
  const digits = said.words.filter((word) => /^\d{1,2}$/.test(word));
  return digits.length > 0 ? Number(digits[0]) : null;
}

function goodbye(turn: Turn): true {
  sayGoodbye(turn);
  return true;
}

/** Two misunderstandings in a row: a person is offered; the answer, or null when it was neither yes nor no. */
export function hearOffer(turn: Turn, said: Said): boolean | null {
  const picked = plainOption(said, promptOf(turn)?.options ?? []);
  if (!picked && said.words.length > 2 && isCase(turn, said.text)) return null;
  const yes = picked ? picked.value === 'yes' : (yesNoOf(said)?.yes ?? null);
  if (yes === true) {
    if (turn.state.problem === '') turn.state.problem = said.words.length > 3 ? said.text : turn.state.problem;
    requestAgent(turn, 'misunderstood');
    return true;
  }
  if (yes === null) return null;
  turn.state.phase = turn.state.returnTo ?? 'problem';
  turn.state.misses = 0;
  if (dropQuestion(turn, turn.state.phase)) return true;
  turn.state.asks = 0;
  askAgain(turn, turn.t('offer.again'));
  return true;
}
