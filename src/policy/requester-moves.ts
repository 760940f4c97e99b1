import type { Policy } from '../contracts/policy.ts';
import type { Redacted } from '../contracts/redacted.ts';
import type { TicketDeed } from '../contracts/ticket-deeds.ts';

/** How a requester closes what is solved (ALI-43, MAS-77): the state, and the code that says yes, not silence's. */
export interface RequesterClosing {
  readonly to: string;
  readonly closingCode?: string;
}

/** The way to a closed state that the policy gives the requester from a state; null: it gives none. */
export function requesterClosing({ tickets }: Pick<Policy, 'tickets'>, from: string): RequesterClosing | null {
  const { next = [] } = tickets.states.find(({ code }) => code === from) ?? {};
  const closed = new Set(tickets.states.filter(({ phase }) => phase === 'closed').map(({ code }) => code));
  const to = next.find((move) => closed.has(move.to) && move.by.includes('requester'))?.to;
  if (to === undefined) return null;
  const silence = tickets.autoClose.map(({ closingCode }) => closingCode);
  const code = tickets.closingCodes.find((one) => one.states.includes(to) && !silence.includes(one.code))?.code;
  return { to, ...(code !== undefined && { closingCode: code }) };
}

/** Whether the policy lets the requester send it back from a state (MAS-78, ALI-45). */
export function requesterMayReject({ tickets }: Pick<Policy, 'tickets'>, from: string): boolean {
  const { next = [] } = tickets.states.find(({ code }) => code === from) ?? {};
  return next.some(({ to, by }) => to === tickets.unsatisfiedTo && by.includes('requester'));
}

/** MAS-74: a requester takes their ticket up the matrix of the dissatisfied, with why. Null: the policy has no such matrix. */
export function escalationBy({ escalations }: Pick<Policy, 'escalations'>, reason?: Redacted): TicketDeed | null {
  const ladder = escalations.find(({ trigger }) => trigger === 'dissatisfied');
  if (ladder === undefined) return null;
  return { type: 'escalate', ladder: ladder.name, ...(reason !== undefined && { reason }) };
}
