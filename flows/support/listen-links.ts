import type { Link } from '../../src/contracts/envelope.ts';
import { admitNone, linksFailed, linksSolved, offerLinks } from './answer.ts';
import { matchOption, plainOption } from './choices.ts';
import type { Phrase } from './phrases.ts';
import { askAgain, promptOf } from './prompts.ts';
import { hearText, type Said } from './said.ts';
import { addToProblem, keepForLater } from './state.ts';
import { withoutOpening } from './topics.ts';
import type { Turn } from './turn.ts';
import { isCase, isOtherTopic } from './understand.ts';
import { yesNoOf } from './yes-no.ts';

const LATER =
  /(^|\W)(lo (reviso|checo|veo|pruebo|intento|leo)|voy a (ver|revisar|checar|probar|intentar|leer)|dejeme|dej[ae] (lo|me|ver|reviso|checo|veo|pruebo|intento)|en eso estoy|ahorita|un momento|permitame|let me|i will check|checking)($|\W)/;

/** `sí, pero mi factura sigue igual`: polite, and not solved. */
const BUT = /^\W*(si+|ok|okay|gracias|yes)\W+(pero|but)\W/;

/** "Did this solve it?" in whatever words. */
export function hearSolved(turn: Turn, said: Said, phrase: Phrase | null): boolean {
  const { state } = turn;
  if (phrase === 'thanks') return solvedOrNot(turn, true, null);
  if (LATER.test(said.folded) && said.words.length <= 10) {
    turn.say(turn.t('links.takeYourTime'));
    return true;
  }
  const picked = plainOption(said, promptOf(turn)?.options ?? []);
  if (picked) return solvedOrNot(turn, picked.value === 'yes', null);
  const answer = yesNoOf(said);
  if (answer?.yes && BUT.test(said.folded)) return solvedOrNot(turn, false, said);
  if (answer) return solvedOrNot(turn, answer.yes, answer.rest.length > 0 ? hearText(answer.rest) : null);
  if (phrase === 'dontKnow') return solvedOrNot(turn, false, null);
  if (phrase !== null || said.words.length < 3) return false;
  if (said.words.length >= 4 && isOtherTopic(turn, said.text)) {
    keepForLater(state, said.text);
    askAgain(turn, turn.t('topic.later'));
    return true;
  }
  return solvedOrNot(turn, false, said);
}

function solvedOrNot(turn: Turn, solved: boolean, rest: Said | null): true {
  const { state } = turn;
  if (solved) {
    if (rest && isCase(turn, rest.text)) keepForLater(state, withoutOpening(rest.text));
    linksSolved(turn);
    return true;
  }
  linksFailed(turn);
  if (rest && rest.words.length >= 2) addToProblem(state, rest.text);
  turn.lead(turn.t('links.sorry'));
  turn.goOn();
  return true;
}

/** "Which of these do you mean?" */
export function hearMeant(turn: Turn, said: Said, phrase: Phrase | null): boolean {
  const { state } = turn;
  const picked = matchOption(said, promptOf(turn)?.options ?? []);
  const link = state.links.find(({ entryId }) => picked?.value === `entry:${entryId}`);
  if (link) return sendKept(turn, [link]);
  const answer = yesNoOf(said);
  if (answer?.yes === true && state.links.length === 1) return sendKept(turn, state.links);
  if (picked || answer?.yes === false || phrase === 'dontKnow') return none(turn);
  if (phrase !== null || said.words.length < 2) return false;
  addToProblem(state, said.text);
  if (state.asks > 1) return none(turn);
  Object.assign(state, { searched: false, links: [] });
  turn.goOn();
  return true;
}

/** P8: a link kept since an earlier turn is sent only if it is still published, as it reads now. */
function sendKept(turn: Turn, kept: readonly Link[]): true {
  const links = turn.ctx.knowledge.current?.(kept) ?? kept;
  if (links.length === 0) return none(turn);
  turn.state.links = links;
  offerLinks(turn);
  return true;
}

function none(turn: Turn): true {
  turn.state.links = [];
  admitNone(turn);
  turn.goOn();
  return true;
}
