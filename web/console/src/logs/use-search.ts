import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { Agent } from '../../../shared/wire/agent.ts';
import type { ChatHits } from '../../../shared/wire/chat-search.ts';
import { api } from '../app/api.ts';

/** Filters as the address of the page has them; days are local. */
export type SearchValues = Readonly<Record<(typeof searchNames)[number], string>>;
export const searchNames = [
  'text',
  'person',
  'agent',
  'channel',
  'from',
  'to',
  'outcome',
  'mode',
  'speaker',
  'removed',
  'rating',
] as const;

/** The finds, page by page. */
export function useSearch(values: SearchValues) {
  const query = queryOf(values);
  return useInfiniteQuery({
    queryKey: ['chats', query],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const after = pageParam ? `&after=${encodeURIComponent(pageParam)}` : '';
      return api.get<ChatHits>(`/api/chats/search?${query}${after}`, signal);
    },
    getNextPageParam: (page) => page.next,
  });
}

/** The people of the desk, for the choice. */
export function useAgents() {
  return useQuery({
    queryKey: ['agents'],
    queryFn: ({ signal }) => api.get<{ items: Agent[] }>('/api/agents', signal),
    staleTime: 60_000,
  });
}

function queryOf({ from, to, rating, ...values }: SearchValues): string {
  const query = new URLSearchParams(Object.entries(values).filter(([, value]) => value !== ''));
  if (from) query.set('from', new Date(`${from}T00:00:00`).toISOString());
  if (to) query.set('to', new Date(Date.parse(`${to}T00:00:00`) + 86_400_000).toISOString());
  const [least, most] = rating.split('-');
  if (least) query.set('ratingFrom', least);
  if (most) query.set('ratingTo', most);
  return query.toString();
}
