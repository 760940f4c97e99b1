import type { Policy } from '../contracts/policy.ts';
import type { TicketEvent } from '../contracts/ticket.ts';
import { requiredFor } from '../policy/steps.ts';
import type { TicketDoc } from '../storage/models/tickets.ts';
import { ruleFacts } from './facts.ts';
import { entersState } from './replay.ts';
import type { TicketState } from './state-machine.ts';

/** What a state requires of the ticket and it does not have, as people call it (CON-26, CON-28, CON-51). */
export function lackingOf(
  policy: Policy,
  state: TicketState,
  { doc, events }: { doc: TicketDoc; events: readonly TicketEvent[] },
): string[] {
  const passed = events.filter(entersState).map(({ to }) => to ?? '');
  const required = requiredFor(state, { facts: ruleFacts(doc), passed });
  const marks = required.marks.filter((mark) => !doc.marks.includes(mark));
  const fields = required.fields.filter((field) => (doc.fields[field] ?? '').trim() === '');
  return [...marks.map((mark) => stepLabel(policy, mark)), ...fields.map((field) => fieldLabel(policy, field))];
}

function stepLabel({ protocols }: Policy, mark: string): string {
  return protocols.flatMap(({ steps }) => steps).find((step) => step.mark === mark)?.label ?? mark;
}

function fieldLabel({ intake }: Policy, field: string): string {
  return intake.fields.find((one) => one.field === field)?.label ?? field;
}
