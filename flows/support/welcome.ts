import { isConsentDue } from '../../src/contracts/consent.ts';
import type { Link } from '../../src/contracts/envelope.ts';
import { pieceOf } from '../../src/contracts/redacted-text.ts';
import { askConsent, awaitsConsent } from './consent.ts';
import { hearOwnType } from './listen-person.ts';
import { leadNotices } from './maintenance.ts';
import { companyIn, firstName, introductionIn } from './names.ts';
import { calledOf, learnName, nameOf, needsName, needsUserType, update } from './person.ts';
import { type Phrase, saysSolved } from './phrases.ts';
import { ask } from './prompts.ts';
import { hearText, type Said } from './said.ts';
import { resetCase } from './state.ts';
import type { Turn } from './turn.ts';
import { takeProblem } from './understand.ts';
import { fold } from './words.ts';

/** Entry id of the knowledge base's own address, which is no entry (EXS-02). */
export const HOME_LINK_ID = 'home';

/** EXS-02, EXS-06: a greeting by name where it is known, with the way to the knowledge base. */
export function greet(turn: Turn): void {
  if (turn.state.greeted) return;
  turn.state.greeted = true;
  const { organisation, knowledge } = turn.ctx.policy;
  // A name that only the channel gave is not used before the person agrees.
  const known = awaitsConsent(turn) && turn.ctx.contact.visits === 0 ? '' : calledOf(turn);
  const values = { bot: organisation.botName, organisation: organisation.name, name: known };
  const key = known === '' ? 'greet.new' : turn.ctx.contact.visits > 0 ? 'greet.back' : 'greet.known';
  const home: Link = { entryId: HOME_LINK_ID, title: knowledge.home.title, url: knowledge.home.url };
  turn.lead(turn.t(key, values), [home]);
  leadNotices(turn);
  showNotice(turn);
  if (known !== '') turn.mark(1, 'done');
}

/** The privacy notice: one line, once per version of it and person. Its address is the policy's own, not a knowledge link. */
function showNotice(turn: Turn): void {
  const { notice } = turn.ctx.policy.privacy;
  if (!notice || !isConsentDue(notice, turn.ctx.contact.consents)) return;
  // A line of its own, so that no word runs into the address.
  turn.lead(`${notice.text} ${notice.url}\n`);
  if (notice.consent === 'implicit') turn.run({ type: 'recordConsent', version: notice.version, answer: 'shown' });
}

/** Where the policy asks for a yes, nothing else is asked before it. */
export function greetForConsent(turn: Turn): void {
  greet(turn);
  askConsent(turn);
}

/** The conversation was opened and nobody wrote yet. */
export function onStart(turn: Turn): void {
  if (turn.state.phase !== 'new') return;
  if (awaitsConsent(turn)) {
    greetForConsent(turn);
    return;
  }
  greet(turn);
  turn.goOn();
}

/** An agent gave the conversation back: a short word, and what else is wanted. */
export function onReturned(turn: Turn): void {
  resetCase(turn.state);
  Object.assign(turn.state, { pending: [], outcome: 'agent', misses: 0, heard: true });
  turn.lead(turn.t(nameOf(turn) === null ? 'returned' : 'returned.name', { name: calledOf(turn) }));
  if (awaitsConsent(turn)) {
    greetForConsent(turn);
    return;
  }
  skipIdentification(turn);
  ask(turn, 'wrapUp');
}

/** After an agent nobody is asked who they are. */
function skipIdentification(turn: Turn): void {
  const { state } = turn;
  const nothing = pieceOf(state.problem, 0, 0);
  if (needsName(turn)) state.person = { ...state.person, name: nothing };
  if (needsUserType(turn)) state.person = { ...state.person, userType: '' };
}

/**
 * The first message: greets, takes in what it already says (name, type of user, case). True: nothing more to read.
 * A thanks after an ended conversation opens no new one.
 */
export function onFirstMessage(turn: Turn, said: Said, phrase: Phrase | null): boolean {
  if (phrase === 'thanks' || phrase === 'bye' || saysSolved(said)) {
    turn.say(turn.t('thanks.reply'));
    return true;
  }
  const given = introductionIn(said);
  if (given && isNews(turn, given.name)) learnName(turn, given.name);
  if (needsUserType(turn)) hearOwnType(turn, said);
  greet(turn);
  return false;
}

/** What a channel calls somebody is the best that is known until they say their own name; a shorter form of it is no news. */
function isNews(turn: Turn, name: string): boolean {
  const known = nameOf(turn);
  return known === null ? needsName(turn) : fold(firstName(known)) !== fold(firstName(name));
}

/** What the first message tells of the case. */
export function openCase(turn: Turn, whole: Said, phrase: Phrase | null): void {
  const given = introductionIn(whole);
  const said = given && turn.state.person.name === given.name ? hearText(given.rest) : whole;
  const organisation = companyIn(said);
  if (organisation) update(turn, { organisation });
  const taken = said.words.length > 0 && takeProblem(turn, said);
  if (taken && turn.state.pending.length === 0) turn.lead(turn.t('greet.help'));
  if (!taken && phrase === null && said.words.length > 3 && turn.state.person.name === undefined) {
    turn.lead(turn.t('greet.scope'));
  }
  turn.goOn();
}
