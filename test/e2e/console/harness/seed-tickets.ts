import type { Gateway } from '../../../../src/compose/gateway.ts';
import type { Actor, TicketDraft, TicketView } from '../../../../src/contracts/ticket.ts';
import type { TicketDeed } from '../../../../src/contracts/ticket-deeds.ts';
import type { ContactDoc } from '../../../../src/storage/models/contacts.ts';
import { redacted } from '../../../http/world/redacted.ts';

/** A ticket as a suite wants it; what is left out is unremarkable. */
export interface SeededTicket {
  readonly subject: string;
  /** Name of whoever asked. */
  readonly requester: string;
  readonly minutesAgo: number;
  readonly facts?: TicketDraft['facts'];
  readonly draft?: Partial<TicketDraft>;
  /** Done one after the other, a minute apart, by a lead. */
  readonly deeds?: readonly TicketDeed[];
}

const lead: Actor = { role: 'lead', id: 'luis' };

/** Opens tickets through the gateway's own port, in their order. */
export async function seedTickets(
  gateway: Gateway,
  organisation: string,
  all: readonly SeededTicket[],
): Promise<TicketView[]> {
  const now = gateway.clock.now().getTime();
  const made: TicketView[] = [];
  for (const [place, one] of all.entries()) {
    const contact = `person-${place}`;
    await gateway.store.connection
      .model<ContactDoc>('contacts')
      .create(contactDoc(contact, organisation, one.requester, new Date(now)));
    const at = (minutes: number) => new Date(now - (one.minutesAgo - minutes) * 60_000);
    let ticket = await gateway.tickets.open(`seed-${place}`, draftOf(one), {
      ...{ organisation, conversationId: null, contactId: contact },
      ...{ actor: { role: 'agent', id: 'ana' }, at: at(0) },
    });
    for (const [step, deed] of (one.deeds ?? []).entries())
      ticket = await gateway.tickets.act(ticket.id, deed, { actor: lead, at: at(step + 1) });
    made.push(ticket);
  }
  return made;
}

function contactDoc(id: string, org: string, name: string, at: Date): ContactDoc {
  return {
    ...{ _id: id, org, name: redacted(name), userType: null, customerClass: 'estandar' },
    ...{ organisation: null, email: null, phone: null, visits: 0, createdAt: at },
  } as unknown as ContactDoc;
}

function draftOf({ subject, facts = {}, draft = {} }: SeededTicket): TicketDraft {
  return {
    ...{ subject: redacted(subject), description: redacted(`${subject}. Pasa desde hoy en la mañana.`) },
    ...{ reason: 'request', diagnosis: {}, complexity: null, area: '', facts, ...draft },
  };
}
