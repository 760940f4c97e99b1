import type { Redacted } from '../../src/contracts/redacted.ts';
import { pieceOf } from '../../src/contracts/redacted-text.ts';
import { matchOption, plainOption } from './choices.ts';
import {
  bareName,
  companyIn,
  firstName,
  type Introduction,
  introductionIn,
  nameWithCompany,
  reachIn,
} from './names.ts';
import { learnName, learnUserType, nameOf, needsUserType, update } from './person.ts';
import { type Phrase, phraseOf } from './phrases.ts';
import { askAgain, userTypeOptions } from './prompts.ts';
import { hearText, type Said } from './said.ts';
import { keepForLater, leaveTrail, type Phase } from './state.ts';
import type { Turn } from './turn.ts';
import { isCase, takeProblem } from './understand.ts';
import { yesNoOf } from './yes-no.ts';

/** How often a question about the person is put before the flow goes on without the answer. */
const MAX_ASKS = 2;
const REFUSAL =
  /(^|\W)(prefiero no|no quiero|no le digo|no te digo|que (le )?importa|para que (quiere|lo|mi|necesita)?|que le importa|anonim[oa]|rather not|no thanks|why do you)($|\W)/;

/** EXS-06: the name in any usual form; a case told instead is kept and the name asked once more. */
export function hearName(turn: Turn, said: Said, phrase: Phrase | null): boolean {
  const given = nameIn(turn, said);
  if (given) {
    meet(turn, given.name);
    takeRest(turn, hearText(given.rest));
    return goOn(turn);
  }
  if (refuses(said, phrase)) {
    declineName(turn);
    turn.lead(turn.t('name.fine'));
    return goOn(turn);
  }
  if (phrase === 'greeting') return greetBack(turn);
  if (tellsOnlyType(turn, said)) return retry(turn, () => declineName(turn), turn.t('noted'));
  if (phrase === 'vague' || phrase === 'ok') return retry(turn, () => declineName(turn));
  if (takeProblem(turn, said)) return retry(turn, () => declineName(turn), turn.t('noted'));
  return false;
}

const MAX_TYPE_WORDS = 4;

/** `soy partner` instead of the name: kept, and no case. */
function tellsOnlyType(turn: Turn, said: Said): boolean {
  if (!needsUserType(turn) || said.words.length > MAX_TYPE_WORDS) return false;
  const picked = plainOption(said, userTypeOptions(turn), false);
  if (picked) learnUserType(turn, picked.value.slice(picked.value.indexOf(':') + 1));
  else hearOwnType(turn, said);
  return !needsUserType(turn);
}

const MIN_CASE_WORDS = 3;

/** What stands beside a name: the organisation, the type of user, or the case itself. */
export function takeRest(turn: Turn, rest: Said): void {
  const organisation = companyIn(rest);
  if (organisation) {
    update(turn, { organisation });
    const after = hearText(pieceOf(rest.text, rest.text.indexOf(organisation) + organisation.length));
    if (after.words.length > 0) takeRest(turn, after);
    return;
  }
  if (needsUserType(turn)) hearOwnType(turn, rest);
  if (turn.state.problem === '' && rest.words.length >= MIN_CASE_WORDS && takeProblem(turn, rest)) return;
  if (!needsUserType(turn) || rest.words.length > 6) return;
  const picked = matchOption(rest, userTypeOptions(turn), false);
  if (picked) learnUserType(turn, picked.value.slice(picked.value.indexOf(':') + 1));
}

const I_AM = /(?:^|[^\p{L}])(?:soy|somos|i am|i'm|we are)\s+((?:[\p{L}]+\s*){1,3})/u;

/** EXS-08: `soy partner`, said beside something else. */
export function hearOwnType(turn: Turn, said: Said): void {
  const found = I_AM.exec(said.folded);
  if (!found) return;
  const end = found.index + found[0].length;
  const start = end - (found[1]?.length ?? 0);
  const picked = matchOption(hearText(pieceOf(said.text, start, end)), userTypeOptions(turn), false);
  if (picked) learnUserType(turn, picked.value.slice(picked.value.indexOf(':') + 1));
}

/** EXS-64: sales needs a name; without one an agent takes the wish. */
export function hearCustomer(turn: Turn, said: Said, phrase: Phrase | null): boolean {
  const given = nameIn(turn, said);
  if (given) meet(turn, given.name);
  else if (!refuses(said, phrase) && turn.state.asks < MAX_ASKS) return false;
  return goOn(turn);
}

/** EXS-19: where sales can reach the person; not insisted on. */
export function hearReach(turn: Turn, said: Said): boolean {
  const { state } = turn;
  const reach = reachIn(said);
  const given = reach.email ?? reach.phone;
  if (given === undefined && said.words.length > 4 && isCase(turn, said.text)) keepForLater(state, said.text);
  state.person = { ...state.person, reach: given ?? nothing(turn) };
  if (given !== undefined) update(turn, reach);
  return goOn(turn);
}

/** EXS-07, EXS-08. */
export function hearUserType(turn: Turn, said: Said, phrase: Phrase | null): boolean {
  const picked = matchOption(said, userTypeOptions(turn));
  if (picked) {
    learnUserType(turn, picked.value.slice(picked.value.indexOf(':') + 1));
    leaveTrail(turn.state, 'userType');
    if (turn.state.problem === '' && said.words.length > 6) takeProblem(turn, said);
    return goOn(turn);
  }
  const given = nameOf(turn) === null ? introductionIn(said) : null;
  if (given) {
    meet(turn, given.name);
    takeRest(turn, hearText(given.rest));
    return goOn(turn);
  }
  const skip = () => {
    turn.state.person = { ...turn.state.person, userType: '' };
  };
  if (phrase === 'dontKnow' || refuses(said, phrase)) {
    skip();
    return goOn(turn);
  }
  if (phrase === 'greeting') return greetBack(turn);
  if (phrase === 'thanks' || phrase === 'ok') return retry(turn, skip);
  return takeProblem(turn, said) ? retry(turn, skip, turn.t('noted')) : false;
}

/** The name in a message that was asked for one; a case, or a word of the trade, is none. */
function nameIn(turn: Turn, said: Said): Introduction | null {
  const introduced = introductionIn(said);
  if (introduced) return introduced;
  const withCompany = nameWithCompany(said);
  if (withCompany) return withCompany;
  const name = phraseOf(said) === null ? bareName(said) : null;
  if (name === null) return null;
  const { kind, module, opportunity } = turn.diagnose(said.text);
  return kind === null && module === null && opportunity === null ? { name, rest: nothing(turn) } : null;
}

/** Keeps the name and greets by it. */
function meet(turn: Turn, name: Redacted): void {
  learnName(turn, name);
  leaveTrail(turn.state, 'name');
  turn.lead(turn.t('name.thanks', { name: firstName(name) }));
}

/** The person turned an agent down instead of answering: the question is dropped, not put a third time. */
export function dropQuestion(turn: Turn, phase: Phase): boolean {
  if (phase === 'name') declineName(turn);
  else if (phase === 'userType') turn.state.person = { ...turn.state.person, userType: '' };
  else return false;
  return goOn(turn);
}

function declineName(turn: Turn): void {
  turn.state.person = { ...turn.state.person, name: nothing(turn) };
}

function nothing(turn: Turn): Redacted {
  return pieceOf(turn.state.problem, 0, 0);
}

function refuses(said: Said, phrase: Phrase | null): boolean {
  return phrase === 'dontKnow' || REFUSAL.test(said.folded) || (said.words.length <= 2 && yesNoOf(said)?.yes === false);
}

/** A greeting is no failed answer: the question is put again and not counted. */
function greetBack(turn: Turn): true {
  askAgain(turn);
  turn.state.asks -= 1;
  return true;
}

/** Puts the question once more; the second time without an answer the flow goes on without it. */
function retry(turn: Turn, giveUp: () => void, lead?: string): true {
  if (turn.state.asks < MAX_ASKS) {
    askAgain(turn, lead);
    return true;
  }
  giveUp();
  return goOn(turn);
}

function goOn(turn: Turn): true {
  turn.goOn();
  return true;
}
