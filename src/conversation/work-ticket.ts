import type { Redactor } from '../contracts/redacted.ts';
import type { Actor, TicketPort } from '../contracts/ticket.ts';
import { areaFor } from '../policy/routing.ts';
import { episodeKeyOf, type TurnDraft } from './draft.ts';
import { type Organisation, workRuleOf } from './organisation.ts';
import { placeFacts } from './place.ts';
import { workTimers } from './work-clock.ts';

/** Sets the work clock's two timers as the clock stands now. */
export function applyWorkTimers(draft: TurnDraft, organisation: Organisation): void {
  for (const [name, at] of Object.entries(workTimers(draft.work, workRuleOf(organisation)))) {
    if (at === null) delete draft.timers[name];
    else draft.timers[name] = at;
  }
}

/** EXS-12: the ticket that the work clock, or the agent by hand, opens; once an episode, and the requester is told. */
export async function openWorkTicket(
  draft: TurnDraft,
  organisation: Organisation,
  { tickets, redactor }: { tickets: TicketPort; redactor: Redactor },
  reason: 'elapsed' | 'manual',
  actor: Actor = { role: 'system', id: 'work-clock' },
): Promise<string> {
  const { policy, t } = organisation;
  const summary = draft.card?.summary ?? draft.lastText;
  const ticket = await tickets.open(
    `${draft.read._id}:${episodeKeyOf(draft)}:work`,
    {
      subject: redactor.redact(summary.slice(0, 120)).text,
      description: summary,
      reason,
      diagnosis: draft.card?.diagnosis ?? {},
      complexity: null,
      area: areaFor(policy, { ...draft.card?.diagnosis, ...placeFacts(policy, draft.read), reason }),
      facts: placeFacts(policy, draft.read),
    },
    {
      organisation: draft.read.org,
      conversationId: draft.read._id,
      contactId: draft.contact.id,
      actor,
      at: draft.at,
    },
  );
  if (!draft.tickets.includes(ticket.folio)) draft.tickets.push(ticket.folio);
  draft.work = { ...draft.work, folio: ticket.folio };
  applyWorkTimers(draft, organisation);
  const key = reason === 'elapsed' ? 'desk.ticketByClock' : 'desk.ticketByAgent';
  const text = t(key, { folio: ticket.folio });
  draft.replies.push({ role: 'system', name: policy.organisation.name, draft: { text } });
  return ticket.folio;
}
