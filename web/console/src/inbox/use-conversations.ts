import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { InboxRow, TagList } from '../../../shared/wire/inbox.ts';
import type { Page } from '../../../shared/wire/page.ts';
import { api } from '../app/api.ts';

/** The lists of the inbox, in the order of their tabs. */
export const inboxViews = ['waiting', 'mine', 'open', 'closed'] as const;
/** One of them. */
export type InboxView = (typeof inboxViews)[number];

/** What narrows a list. */
export const inboxFilters = ['text', 'channel', 'priority', 'assignee', 'area', 'tag', 'unread'] as const;

/** Lines of one page: enough for a tall screen. */
const PAGE = 60;

/**
 * Conversations of a view, page by page; live events keep it true. `filter` is what narrows it, as `UrlFilters.query` has it.
 * Asked by a post, so that no typed word is in an address.
 */
export function useConversations(view: InboxView, filter: string) {
  return useInfiniteQuery({
    queryKey: ['conversations', 'list', view, filter],
    initialPageParam: '',
    queryFn: ({ pageParam }) => {
      const { unread, ...narrowing } = Object.fromEntries(new URLSearchParams(filter));
      return api.send<Page<InboxRow>>('POST', '/api/inbox/search', {
        ...{ ...narrowing, view, limit: PAGE },
        ...(unread === 'true' && { unread: true }),
        ...(pageParam !== '' && { after: pageParam }),
      });
    },
    getNextPageParam: (page) => page.next,
    placeholderData: (before, query) => (query?.queryKey[2] === view ? before : undefined),
  });
}

/** Tags to choose from. */
export function useTags() {
  return useQuery({
    queryKey: ['tags'],
    queryFn: ({ signal }) => api.get<TagList>('/api/inbox/tags', signal),
    staleTime: 60_000,
  });
}
