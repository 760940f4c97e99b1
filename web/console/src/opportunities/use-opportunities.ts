import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ConversationOpportunities, Opportunity, OpportunityPage } from '../../../shared/wire/opportunity.ts';
import { api } from '../app/api.ts';
import { useErrorNotice } from '../parts/error-text.ts';

/** All of the organisation, newest first. */
export function useOpportunities() {
  return useInfiniteQuery({
    queryKey: ['opportunities', 'all'],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      api.get<OpportunityPage>(`/api/opportunities${pageParam && `?after=${encodeURIComponent(pageParam)}`}`, signal),
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

const demoPathOf = (id: string) => `/api/opportunities/${encodeURIComponent(id)}/demo`;

/** What is sent to ask for a demo; `version`: as it was seen. */
export interface DemoWish {
  readonly version: number;
  readonly audience: string;
  readonly attendees: number;
  readonly minutes: number;
}

/** Asks for a demo, or changes it. */
export function usePlanDemo(id: string) {
  return useDemoDeed((wish: DemoWish) => api.send<Opportunity>('PUT', demoPathOf(id), wish));
}

/** Confirms a demo with the attendance rules that are met. */
export function useConfirmDemo(id: string) {
  return useDemoDeed((said: { version: number; met: string[] }) =>
    api.send<Opportunity>('POST', `${demoPathOf(id)}/confirm`, said),
  );
}

function useDemoDeed<T>(mutationFn: (said: T) => Promise<Opportunity>) {
  const client = useQueryClient();
  const notify = useErrorNotice();
  return useMutation({
    mutationFn,
    onError: notify,
    onSettled: () => client.invalidateQueries({ queryKey: ['opportunities'] }),
  });
}
