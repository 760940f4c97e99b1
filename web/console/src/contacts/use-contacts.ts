import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  ContactCardView,
  ContactEpisode,
  ContactLine,
  ContactMerge,
  ContactSuggestion,
  MergePreview,
  Message,
  Page,
  Ticket,
} from '../../../shared/wire.ts';
import { api } from '../app/api.ts';

const path = (id: string, rest = '') => `/api/contacts/${encodeURIComponent(id)}${rest}`;

/** People by a part of their name, an address or a number; asked by a post, so that no typed word is in an address. */
export function useContactSearch(text: string) {
  return useInfiniteQuery({
    queryKey: ['contacts', 'list', text],
    initialPageParam: '',
    queryFn: ({ pageParam }) => {
      const filter = { limit: 30, ...(text !== '' && { text }), ...(pageParam && { after: pageParam }) };
      return api.send<Page<ContactLine>>('POST', '/api/contacts/search', filter);
    },
    getNextPageParam: (page) => page.next,
  });
}

/** A person's card, by whichever of their contacts. */
export function useContactCard(id: string) {
  return useQuery({
    queryKey: ['contacts', 'card', id],
    queryFn: ({ signal }) => api.get<ContactCardView>(path(id), signal),
  });
}

/** Episodes on all channels, newest first. */
export function useContactHistory(id: string) {
  return useInfiniteQuery({
    queryKey: ['contacts', 'history', id],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const filter = new URLSearchParams({ limit: '10', ...(pageParam && { after: pageParam }) });
      return api.get<Page<ContactEpisode>>(path(id, `/history?${filter}`), signal);
    },
    getNextPageParam: (page) => page.next,
  });
}

/** The newest tickets of a person. */
export function useContactTickets(id: string) {
  return useQuery({
    queryKey: ['contacts', 'tickets', id],
    queryFn: ({ signal }) => api.get<{ items: Ticket[] }>(path(id, '/tickets?limit=20'), signal),
  });
}

/** Contacts that may be the same person. */
export function useContactSuggestions(id: string, isOn: boolean) {
  return useQuery({
    queryKey: ['contacts', 'suggestions', id],
    queryFn: ({ signal }) => api.get<{ items: ContactSuggestion[] }>(path(id, '/suggestions'), signal),
    enabled: isOn,
  });
}

/** What joining two contacts would do. */
export function useMergePreview(kept: string, joined: string) {
  return useQuery({
    queryKey: ['contacts', 'preview', kept, joined],
    queryFn: () => api.send<MergePreview>('POST', '/api/contact-merges/preview', { kept, joined }),
    staleTime: 0,
  });
}

/** Joins two contacts, or splits a merge again; whatever is shown of people is asked for anew. */
export function useMergeDeed() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ path: rest, body }: { path: string; body: object }) =>
      api.send<ContactMerge>('POST', `/api/contact-merges${rest}`, body),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['contacts'] });
      await client.invalidateQueries({ queryKey: ['conversations'] });
    },
  });
}

/** Says that two contacts are different people: they are not suggested again. */
export function useDismissal() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (pair: { kept: string; joined: string }) =>
      api.send<undefined>('POST', '/api/contact-merges/dismissals', pair),
    onSuccess: () => client.invalidateQueries({ queryKey: ['contacts', 'suggestions'] }),
  });
}

/** Words of one episode, page by page; it only reads. */
export function useEpisode({ conversationId, fromSeq, toSeq }: ContactEpisode) {
  return useInfiniteQuery({
    queryKey: ['contacts', 'episode', conversationId, fromSeq],
    initialPageParam: fromSeq - 1,
    queryFn: async ({ pageParam, signal }) => {
      const from = `/api/conversations/${encodeURIComponent(conversationId)}/messages?after=${pageParam}&limit=100`;
      const { items } = await api.get<{ items: Message[] }>(from, signal);
      return items.filter(({ seq }) => toSeq === null || seq <= toSeq);
    },
    getNextPageParam: (page) => {
      const last = page.at(-1)?.seq;
      return last === undefined || page.length < 100 || last === toSeq ? null : last;
    },
  });
}
