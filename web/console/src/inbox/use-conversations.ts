import { useInfiniteQuery } from '@tanstack/react-query';
import type { Conversation, Page } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';

/** Which conversations a list shows. */
export type InboxView = 'waiting' | 'mine' | 'all';

const filters: Record<InboxView, string> = { waiting: 'mode=waiting', mine: 'mine=true', all: '' };

/** Conversations of a view, page by page; live events keep it true. */
export function useConversations(view: InboxView) {
  return useInfiniteQuery({
    queryKey: ['conversations', view],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const after = pageParam === '' ? '' : `&after=${encodeURIComponent(pageParam)}`;
      return api.get<Page<Conversation>>(`/api/conversations?${filters[view]}${after}`, signal);
    },
    getNextPageParam: (page) => page.next,
  });
}
