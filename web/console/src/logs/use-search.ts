import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { Agent } from '../../../shared/wire/agent.ts';
import type { ChatHits } from '../../../shared/wire/chat-search.ts';
import { api } from '../app/api.ts';

/** Filters as the page has them; days are local. */
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

/** The finds, page by page; asked by a post, so that no typed word is in an address. */
export function useSearch(values: SearchValues) {
  const query = queryOf(values);
  return useInfiniteQuery({
    queryKey: ['chats', query],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      api.send<ChatHits>('POST', '/api/chats/search', { ...query, ...(pageParam && { after: pageParam }) }),
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

function queryOf({ from, to, rating, ...values }: SearchValues): Readonly<Record<string, string | number>> {
  const [least, most] = rating.split('-');
  return {
    ...Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '')),
    ...(from && { from: new Date(`${from}T00:00:00`).toISOString() }),
    ...(to && { to: new Date(Date.parse(`${to}T00:00:00`) + 86_400_000).toISOString() }),
    ...(least && { ratingFrom: Number(least) }),
    ...(most && { ratingTo: Number(most) }),
  };
}
