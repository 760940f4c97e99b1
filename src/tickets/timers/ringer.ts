import type { Actor, TicketView } from '../../contracts/ticket.ts';
import type { TicketDeed } from '../../contracts/ticket-deeds.ts';
import { ruleFacts } from '../facts.ts';
import { autoCloseRule } from '../state-machine.ts';
import type { Bell } from './bells.ts';
import type { TimerDeps } from './timers.ts';

const system: Actor = { role: 'system', id: 'timers' };

/**
 * Does what a bell says, on the ticket exactly as it was when the bell was read: whoever was faster, a requester's reply
 * above all, wins, and the ticket is looked at again.
 */
export function createRinger({
  tickets,
  rulesOf,
  clock,
  metrics,
}: Pick<TimerDeps, 'tickets' | 'rulesOf' | 'clock' | 'metrics'>): (ticket: TicketView, bell: Bell) => Promise<void> {
  return async (ticket, bell) => {
    const deed = deedOf(ticket, bell, rulesOf);
    const at = clock.now();
    const done = await tickets.act(ticket.id, deed, { actor: system, at, ifVersion: ticket.version });
    if (done.version === ticket.version) throw new Error(`The bell ${bell.kind} of ${bell.clock} changed nothing.`);
    if (done.version === ticket.version + 1) metrics?.bellRung(bell.kind);
  };
}

function deedOf(ticket: TicketView, bell: Bell, rulesOf: TimerDeps['rulesOf']): TicketDeed {
  const { clock, dueAt, reminder } = bell;
  switch (bell.kind) {
    case 'breach':
      return { type: 'ring', bell: 'breach', clock, dueAt };
    case 'warning':
    case 'closeWarning':
      return { type: 'ring', bell: 'warning', clock, dueAt };
    case 'reminder':
      return { type: 'ring', bell: 'warning', clock, dueAt, ...(reminder !== undefined && { reminder }) };
    case 'climb':
      return { type: 'escalate', ladder: clock };
    case 'close':
      return closingDeed(ticket, rulesOf);
  }
}

/** MAS-79, ALI-41, ALI-44: the state and the code that the policy closes with. */
function closingDeed(ticket: TicketView, rulesOf: TimerDeps['rulesOf']): TicketDeed {
  const { organisation, company, state } = ticket;
  const rule = autoCloseRule(rulesOf(organisation, company).policy, state, ruleFacts(ticket));
  // The bell came from the same rules a moment ago; a policy that changed in between is read again at the next try.
  if (rule === undefined) throw new Error(`The policy closes nothing from ${state} any more.`);
  return { type: 'move', to: rule.to, ...(rule.closingCode !== null && { closingCode: rule.closingCode }) };
}
