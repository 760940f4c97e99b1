import type { Redactor } from '../../contracts/redacted.ts';
import type { Actor, TicketPort } from '../../contracts/ticket.ts';
import type { TicketEffect } from '../../contracts/ticket-effects.ts';
import { checksOf, kindOfTicket, OVER_YEAR_LIMIT } from '../../policy/ticket-kinds.ts';
import type { TicketRulesOf } from '../rules.ts';

const system: Actor = { role: 'system', id: 'kinds' };

/**
 * What the requester of a new ticket of a kind is told at once: that the year's are used up (MAS-109), and which documents
 * are missing (MAS-92). Each once, as a note that stands in the log.
 */
export function createKindWords(
  tickets: Pick<TicketPort, 'act'>,
  rulesOf: TicketRulesOf,
  redactor: Redactor,
): TicketEffect {
  return {
    name: 'kinds',
    async apply({ ticket, event }) {
      if (event.type !== 'opened') return;
      const kind = kindOfTicket(rulesOf(ticket.organisation, ticket.company).policy, ticket);
      if (kind === null) return;
      const missing = checksOf(kind, ticket, [event]).filter(({ check, isDone }) => check.needs === 'file' && !isDone);
      const list = missing.map(({ check }) => check.label).join('; ');
      const words = [
        ...(ticket.facts[OVER_YEAR_LIMIT] === 'yes' && kind.perYear ? [kind.perYear.text] : []),
        ...(list !== '' && kind.askFor !== null ? [kind.askFor.replaceAll('{{missing}}', list)] : []),
      ];
      for (const [at, word] of words.entries()) {
        const { text } = redactor.redact(word, { speaker: 'system' });
        const doing = { actor: system, at: event.at, key: `kind:${event.id}:${at}` };
        await tickets.act(ticket.id, { type: 'note', text, internal: false }, doing);
      }
    },
  };
}
