import type { AuditActor } from '../contracts/audit.ts';
import type { Policy } from '../contracts/policy.ts';
import { AppError } from '../errors/app-error.ts';
import type { TicketDoc } from '../storage/models/tickets.ts';
import type { PrivacyDeps } from './deps.ts';
import type { Person } from './person.ts';

/** Phases in which a ticket is over. */
const over: readonly string[] = ['closed', 'rejected', 'cancelled'];

/** What of a person is still being worked on. */
export function openWork({ conversations, tickets }: Pick<Person, 'conversations' | 'tickets'>) {
  return {
    conversations: conversations.filter(({ mode }) => mode !== 'closed').length,
    tickets: tickets.filter(({ phase }) => !over.includes(phase)).length,
  };
}

/** Moves a person's open tickets to an end along the policy's own moves. Throws TICKET_MOVE_REFUSED where there is no way. */
export async function closeTickets(
  { tickets, policy, clock }: Pick<PrivacyDeps, 'tickets' | 'policy' | 'clock'>,
  person: Person,
  actor: AuditActor,
): Promise<void> {
  for (const ticket of person.tickets.filter(({ phase }) => !over.includes(phase)))
    for (const to of wayToEnd(policy, ticket))
      await tickets.act(
        ticket._id,
        { type: 'move', to, quiet: true },
        { actor: { role: 'admin', id: actor.id }, at: clock.now() },
      );
}

/** Throws TICKET_MOVE_REFUSED when one of a person's open tickets has no way to an end: better before than in the middle. */
export function checkWaysToEnd(policy: Policy, { tickets }: Pick<Person, 'tickets'>): void {
  for (const ticket of tickets) if (!over.includes(ticket.phase)) wayToEnd(policy, ticket);
}

/** The shortest way of an administrator to a state that is an end. */
function wayToEnd(policy: Policy, { state }: TicketDoc): string[] {
  const states = new Map(policy.tickets.states.map((one) => [one.code, one]));
  const ways: string[][] = [[]];
  const seen = new Set([state]);
  for (const way of ways) {
    const here = way.at(-1) ?? state;
    const known = states.get(here);
    if (way.length > 0 && known && over.includes(known.phase)) return way;
    for (const { to, by } of known?.next ?? []) {
      if (!by.includes('admin') || seen.has(to)) continue;
      seen.add(to);
      ways.push([...way, to]);
    }
  }
  throw new AppError('TICKET_MOVE_REFUSED', { from: state, to: 'closed', role: 'admin', allowed: 'none' });
}
