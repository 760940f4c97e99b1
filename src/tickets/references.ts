import type { Clock } from '../contracts/clock.ts';
import type { TicketReference, TicketReferences } from '../contracts/ticket-references.ts';
import { AppError } from '../errors/app-error.ts';
import type { TicketReferenceDoc } from '../storage/models/ticket-references.ts';
import type { TicketReferenceRepository } from '../storage/repositories/ticket-references.ts';

/** Reference numbers, kept beside the tickets: no move, merge or reopening of a ticket touches them. */
export function createTicketReferences(deps: {
  readonly references: TicketReferenceRepository;
  readonly clock: Clock;
}): TicketReferences {
  const { references, clock } = deps;
  return {
    async set({ id, organisation }, reference) {
      const isSet = await references.set({
        _id: `${id}:${reference.system}`,
        org: organisation,
        ticket: id,
        system: reference.system,
        value: reference.id.trim(),
        key: keyOf(reference.id),
        at: clock.now(),
      });
      if (!isSet) throw new AppError('REFERENCE_TAKEN', { system: reference.system });
    },
    of: async (ticketId) => (await references.of([ticketId])).map(viewReference),
    async ofMany(ticketIds) {
      const found = new Map<string, TicketReference[]>();
      for (const doc of await references.of(ticketIds)) {
        found.set(doc.ticket, [...(found.get(doc.ticket) ?? []), viewReference(doc)]);
      }
      return found;
    },
    async find(organisation, id, system) {
      const docs = await references.find(organisation, keyOf(id), system);
      return [...new Set(docs.map(({ ticket }) => ticket))];
    },
  };
}

function keyOf(id: string): string {
  return id.normalize('NFKC').trim().toLowerCase();
}

function viewReference({ system, value }: TicketReferenceDoc): TicketReference {
  return { system, id: value };
}
