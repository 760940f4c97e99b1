import type { Diagnosis } from '../../src/contracts/diagnosis.ts';
import { joinRedacted } from '../../src/contracts/redacted-text.ts';
import { cardOf, ticketOf } from './card.ts';
import { caseOf, complexityOf, needsTicket } from './case.ts';
import { askIdentity, mayOpenTickets } from './requester.ts';
import type { Turn } from './turn.ts';

/** EXS-12, EXS-13, EXS-14: over the limit a ticket, else an agent at once; an improvement is never a ticket (AMB-10). */
export function decide(turn: Turn): boolean {
  const diagnosis = caseOf(turn);
  const improves = diagnosis.kind === 'mejora';
  if (!improves && needsTicket(turn.ctx.policy, diagnosis)) {
    // Nobody can work: the ticket alone would be no answer, an agent is called as well (EXS-29).
    const stopped = diagnosis.urgency === 'critica';
    openTicket(turn, stopped ? 'queue' : 'wrapUp', reasonOf(turn));
    if (stopped) requestAgent(turn, 'immediate');
  } else requestAgent(turn, 'immediate');
  return true;
}

/** Why the policy wants a ticket: by the expected time, or by a rule of its own (MAS-129, ALI-11). */
function reasonOf({ ctx }: Turn): 'estimate' | 'rule' {
  return ctx.policy.ticketRule.strategy === 'duration' ? 'estimate' : 'rule';
}

/** Opens the ticket of the case; its result tells the folio. `after` = what comes then. */
export function openTicket(
  turn: Turn,
  after: 'wrapUp' | 'queue' | 'close',
  reason: 'estimate' | 'rule' | 'request',
): void {
  const { state } = turn;
  if (!mayOpenTickets(turn)) {
    askIdentity(turn);
    return;
  }
  turn.run({ type: 'openTicket', draft: ticketOf(turn, reason) });
  state.afterTicket = after;
  state.outcome = 'ticket';
  turn.setCard(cardOf(turn, 'ticket'));
  turn.mark(6, 'done');
  channel(turn, caseOf(turn));
}

/** Hands over to the queue of agents with the whole case (EXS-21). A long case known by now gets its ticket too (EXS-12). */
export function requestAgent(turn: Turn, reason: 'immediate' | 'requested' | 'misunderstood'): void {
  const { state } = turn;
  const diagnosis = caseOf(turn);
  const told = state.problem !== '';
  if (reason !== 'immediate' && told && state.folio === null && mayOpenTickets(turn) && isKnownLong(turn, diagnosis)) {
    openTicket(turn, 'queue', reasonOf(turn));
  }
  turn.run({ type: 'requestAgent', reason, summary: joinRedacted([state.problem, ...state.pending], '\n') });
  // Nothing is asked yet; only the answer to a question that was put may be a number.
  state.asks = 0;
  state.phase = 'waiting';
  state.outcome = 'agent';
  turn.setCard(cardOf(turn, 'immediate'));
  turn.mark(6, 'notApplicable');
  if (told && diagnosis.kind !== null) {
    turn.mark(5, 'done');
    channel(turn, diagnosis);
  }
  turn.mark(9, 'done');
  turn.markRest();
}

/** EXS-05 steps 7 and 8. */
function channel(turn: Turn, { kind }: Diagnosis): void {
  turn.mark(7, kind === 'bug' || kind === 'mejora' ? 'done' : 'notApplicable');
  turn.mark(8, kind === 'bug' ? 'done' : 'notApplicable');
}

function isKnownLong({ ctx }: Turn, diagnosis: Diagnosis): boolean {
  return diagnosis.kind !== 'mejora' && diagnosis.length !== null && needsTicket(ctx.policy, diagnosis);
}

/** EXS-15: the word on a simple bug's hours, when the policy has them. */
export function simpleBugWord(turn: Turn): string | null {
  const hours = turn.ctx.policy.tickets.simpleBugHours;
  const simple = complexityOf(turn.ctx.policy, caseOf(turn)) === 'sencillo';
  return simple && hours !== null ? turn.t('bug.simple', { count: hours }) : null;
}
