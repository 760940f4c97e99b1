import { useQuery } from '@tanstack/react-query';
import type { Ticket, TicketKindStanding } from '../../../shared/wire/ticket.ts';
import { api } from '../app/api.ts';
import { ticketPath } from './use-ticket.ts';

/** A check of the ticket's kind. */
export type KindCheck = TicketKindStanding['checks'][number];
/** Something that may be done on it. */
export type KindAction = TicketKindStanding['actions'][number];

/** What the kind of a ticket asks for, as it stands at this version of it. */
export function useKind({ id, version }: Ticket) {
  return useQuery({
    queryKey: ['tickets', 'kind', id, version],
    queryFn: ({ signal }) => api.get<{ kind: TicketKindStanding | null }>(ticketPath(id, '/kind'), signal),
    placeholderData: (before) => before,
  });
}
