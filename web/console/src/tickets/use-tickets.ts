import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { Page } from '../../../shared/wire/page.ts';
import type { SavedTicketView, TicketList, TicketRow, TicketViewCount } from '../../../shared/wire/ticket-search.ts';
import { api } from '../app/api.ts';

/** Lines of one page: enough for a tall screen. */
const PAGE = 60;

/** Tickets of a list, page by page; asked by a post, so that no typed word is in an address. Live events keep it true. */
export function useTicketList({ filter, text = '', sort }: TicketList) {
  return useInfiniteQuery({
    queryKey: ['tickets', 'list', filter, text, sort],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      api.send<Page<TicketRow>>('POST', '/api/tickets/search', {
        ...filter,
        ...{ sort, limit: PAGE },
        ...(text !== '' && { text }),
        ...(pageParam !== '' && { after: pageParam }),
      }),
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
  });
}

/** The views that the team and oneself keep. */
export function useSavedViews() {
  return useQuery({
    queryKey: ['ticket-views'],
    queryFn: ({ signal }) => api.get<{ items: SavedTicketView[] }>('/api/ticket-views', signal),
  });
}

/** How many tickets each view has; asked again when a ticket changes, and every minute for those that run late. */
export function useViewCounts() {
  return useQuery({
    queryKey: ['tickets', 'counts'],
    queryFn: ({ signal }) => api.get<{ items: TicketViewCount[] }>('/api/ticket-views/counts', signal),
    refetchInterval: 60_000,
  });
}
