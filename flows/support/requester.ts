import { caseOf, needsTicket } from './case.ts';
import { plainOption } from './choices.ts';
import { reachIn } from './names.ts';
import type { Phrase } from './phrases.ts';
import { ask, askAgain, promptOf } from './prompts.ts';
import type { Said } from './said.ts';
import type { Turn } from './turn.ts';
import { yesNoOf } from './yes-no.ts';

/** How often the person may say that the link was opened when it was not. */
const MAX_CHECKS = 2;

/** MAS-01, ALI-01, ICE-19: whether who writes may open tickets. */
export function mayOpenTickets({ ctx }: Turn): boolean {
  const { status } = ctx.requester;
  return status === 'open' || status === 'valid';
}

/** MAS-02, MAS-27: before a case is taken it must be sure who asks. True: the person is asked, or told how to be let in. */
export function checkRequester(turn: Turn): boolean {
  if (mayOpenTickets(turn) || !needsTicket(turn.ctx.policy, caseOf(turn))) return false;
  return askIdentity(turn);
}

/** Asks for the address on the list; who said that there is none is not asked again in this conversation. */
export function askIdentity(turn: Turn): true {
  if (turn.state.identity === 'refused') return turnAway(turn);
  turn.state.identity = 'address';
  ask(turn, 'identity');
  return true;
}

/** The address (MAS-03), then the word that its link was opened. What is typed proves nothing: the link does. */
export function hearIdentity(turn: Turn, said: Said, phrase: Phrase | null): boolean {
  const { state } = turn;
  if (mayOpenTickets(turn)) {
    turn.lead(turn.t('identity.thanks'));
    turn.goOn();
    return true;
  }
  const email = reachIn(said).email;
  if (email) {
    turn.run({ type: 'proveIdentity', email });
    state.identity = 'link';
    return true;
  }
  const picked = plainOption(said, promptOf(turn)?.options ?? []);
  const answer = yesNoOf(said);
  if (picked?.value === 'unlisted' || answer?.yes === false || phrase === 'dontKnow') return turnAway(turn);
  const confirms = picked?.value === 'opened' || answer?.yes === true || phrase === 'ok';
  if (state.identity !== 'link' || !confirms) return false;
  if (state.asks > MAX_CHECKS) return turnAway(turn);
  askAgain(turn, turn.t('identity.notYet'));
  return true;
}

/** MAS-01: no ticket, said kindly, and the way to be let in. A person can still be asked for. */
export function turnAway(turn: Turn): true {
  const { state, ctx } = turn;
  const { howTo } = ctx.policy.requesters;
  state.identity = 'refused';
  turn.lead(turn.t('identity.refused', { organisation: ctx.policy.organisation.name }));
  // The policy's own address, as that of the privacy notice; not a link of the knowledge base.
  if (howTo) turn.lead(`${howTo.title}: ${howTo.url}\n`);
  state.outcome ??= 'cancelled';
  ask(turn, 'wrapUp');
  return true;
}

/** Who opened the link after being turned away need not tell the case again. True: the case goes on from where it was. */
export function takeLateProof(turn: Turn): boolean {
  const { state } = turn;
  if (state.identity !== 'refused' || state.problem === '' || state.folio !== null || !mayOpenTickets(turn))
    return false;
  state.identity = 'none';
  turn.lead(turn.t('identity.thanks'));
  turn.goOn();
  return true;
}

/** The link was asked for, whether or not the address is on the list: the answer is the same. */
export function tellProof(turn: Turn, code: string): void {
  turn.state.proofCode = code;
  ask(turn, 'identity');
}
