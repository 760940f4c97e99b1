import type { Policy } from '../contracts/policy.ts';
import type { TicketEffect } from '../contracts/ticket-effects.ts';
import { effectIdOf } from '../storage/ids.ts';
import type { OutageRepository } from '../storage/repositories/availability.ts';

/**
 * MAS-83: a ticket that is flagged as a relevant incident begins a line of the log, which the mark of its restoration ends;
 * people add what caused it and what was done. One line for each ticket, whatever is applied twice.
 */
export function createOutageEffect(
  repository: OutageRepository,
  policyOf: (organisation: string) => Policy,
): TicketEffect {
  return {
    name: 'outages',
    async apply({ ticket, event }) {
      const { availability } = policyOf(ticket.organisation);
      const id = effectIdOf('outage', ticket.organisation, ticket.id);
      const { facts } = ticket;
      const isFlagged = event.facts?.[availability.relevantFact] === 'yes';
      if (isFlagged && (event.type === 'opened' || event.type === 'fieldsChanged')) {
        const known = (list: readonly { value: string }[], value: unknown) =>
          list.find((one) => one.value === value)?.value ?? null;
        await repository.add({
          ...{ _id: id, org: ticket.organisation, service: serviceOf(availability, facts.service) },
          environment: known(availability.environments, facts.environment),
          report: known(availability.reports, facts.availability),
          ...{ startedAt: ticket.openedAt, endedAt: null, cause: null, action: null },
          ...{ ticket: ticket.id, folio: ticket.folio, source: 'ticket', version: 1 },
        });
      }
      if (event.type !== 'marked' || event.mark === undefined || event.mark !== availability.restoredMark) return;
      const line = await repository.find(id);
      if (line?.endedAt === null) await repository.change(line, { endedAt: event.at });
    },
  };
}

/** A fact names it; else it is one that people name when they complete the line. */
function serviceOf({ services }: Policy['availability'], said: unknown): string {
  return services.find(({ code, label }) => code === said || label === said)?.label ?? '—';
}
