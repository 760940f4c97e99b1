import type { Ticket } from '../../../shared/wire/ticket.ts';
import { Tags } from '../parts/tags.tsx';
import { useMay } from '../session/use-me.ts';
import { useTicketDeed, useTicketTags } from './use-ticket.ts';

/** Words that the desk puts on a ticket; nobody outside sees them. */
export function TicketTags({ ticket }: { ticket: Ticket }) {
  const may = useMay('tickets.move');
  const known = useTicketTags().data ?? [];
  const deed = useTicketDeed(ticket.id);
  return (
    <Tags tags={ticket.tags} known={known} mayChange={may} change={(body) => deed.mutate({ path: 'tags', body })} />
  );
}
