import { addNaturalHours } from '../calendar/calendar.ts';
import type { Policy } from '../contracts/policy.ts';
import type { TicketDraft } from '../contracts/ticket.ts';

/**
 * By when a ticket must be closed: the earlier of the total time (EXS-71) and, for a simple bug, its own (EXS-15).
 * Both in natural hours (AMB-05). Null when the policy sets neither.
 */
export function dueAtOf(
  policy: Policy,
  draft: Pick<TicketDraft, 'diagnosis' | 'complexity'>,
  openedAt: Date,
): Date | null {
  const { totalHours, simpleBugHours } = policy.tickets;
  const isSimpleBug = draft.diagnosis.kind === 'bug' && draft.complexity === 'sencillo';
  const hours = [totalHours, isSimpleBug ? simpleBugHours : null].filter((value) => value !== null);
  return hours.length === 0 ? null : addNaturalHours(openedAt, Math.min(...hours));
}
