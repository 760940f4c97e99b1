import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ConversationOpportunities, Opportunity } from '../../../shared/wire/opportunity.ts';
import type { Page } from '../../../shared/wire/page.ts';
import { api } from '../app/api.ts';
import { useErrorNotice } from '../parts/error-text.ts';

/** All of the organisation, newest first. */
export function useOpportunities() {
  return useInfiniteQuery({
    queryKey: ['opportunities', 'all'],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<Opportunity>>(`/api/opportunities${pageParam && `?after=${encodeURIComponent(pageParam)}`}`, signal),
    getNextPageParam: (page) => page.next,
  });
}

const pathOf = (id: string) => `/api/conversations/${encodeURIComponent(id)}/opportunities`;

/** Those of a conversation. */
export function useOwnOpportunities(id: string) {
  return useQuery({
    queryKey: ['opportunities', id],
    queryFn: ({ signal }) => api.get<ConversationOpportunities>(pathOf(id), signal),
  });
}

/** What is sent when an agent marks one. */
export interface OpportunityMark {
  readonly id: string;
  readonly category: Opportunity['category'];
  readonly module: string | null;
  readonly description: string;
  readonly customer: Opportunity['customer'];
}

/** Marks one in a conversation. */
export function useMarkOpportunity(id: string) {
  const client = useQueryClient();
  const notify = useErrorNotice();
  return useMutation({
    mutationFn: (mark: OpportunityMark) => api.send<Opportunity>('POST', pathOf(id), mark),
    onError: notify,
    onSettled: () => client.invalidateQueries({ queryKey: ['opportunities'] }),
  });
}
