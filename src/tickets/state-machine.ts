import type { Policy } from '../contracts/policy.ts';
import type { Actor, TicketFacts } from '../contracts/ticket.ts';
import { AppError } from '../errors/app-error.ts';
import { whenHolds } from '../policy/routing.ts';

/** A state of a policy. */
export type TicketState = Policy['tickets']['states'][number];

/** What is shown of a state that the policy no longer knows (it changed while tickets were in it). */
export type StateLabels = Pick<TicketState, 'agentLabel' | 'requesterLabel'>;

/** Phases in which a ticket is over. */
const endPhases: readonly string[] = ['closed', 'rejected', 'cancelled'];

/** The state with a code, or undefined. */
export function stateOf(policy: Policy, code: string): TicketState | undefined {
  return policy.tickets.states.find((state) => state.code === code);
}

/** Labels of a state; its code when the policy does not know it any more. */
export function labelsOf(policy: Policy, code: string): StateLabels {
  return stateOf(policy, code) ?? { agentLabel: code, requesterLabel: code };
}

/** Whether a ticket in this phase is over. */
export function isOver(phase: string): boolean {
  return endPhases.includes(phase);
}

/** Codes of the states that a role may move a ticket to. The bot acts as the system. */
export function allowedMoves(policy: Policy, from: string, role: Actor['role']): string[] {
  const asked = role === 'bot' ? 'system' : role;
  const moves = stateOf(policy, from)?.next ?? [];
  return moves.filter(({ by }) => by.includes(asked)).map(({ to }) => to);
}

/** The rule by which a ticket in a state is closed when nobody answers; the first that fits (MAS-79, MAS-106, ALI-41). */
export function autoCloseRule({ tickets }: Policy, state: string, facts: TicketFacts) {
  return tickets.autoClose.find((one) => one.state === state && whenHolds(one.when, facts));
}

/** The state to move to. Throws TICKET_MOVE_REFUSED, with what is allowed instead. */
export function checkMove(policy: Policy, move: { from: string; to: string; role: Actor['role'] }): TicketState {
  const allowed = allowedMoves(policy, move.from, move.role);
  const target = allowed.includes(move.to) ? stateOf(policy, move.to) : undefined;
  if (target === undefined) {
    throw new AppError('TICKET_MOVE_REFUSED', { ...move, allowed: allowed.join(', ') || 'none' });
  }
  return target;
}
