import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CannedReplyList } from '../../../shared/wire/canned-reply.ts';
import { api } from '../app/api.ts';
import { useErrorNotice } from '../parts/error-text.ts';

const path = '/api/canned-replies';

/** All that one may use, the most used first, and what a text may name. */
export function useCannedReplies() {
  return useQuery({
    queryKey: ['canned'],
    queryFn: ({ signal }) => api.get<CannedReplyList>(path, signal),
    staleTime: 60_000,
  });
}

/** What is written of one. */
export interface CannedDraft {
  readonly title: string;
  readonly text: string;
  readonly shared: boolean;
}

/** Writes one; a new one under an id that the page has made. */
export function useSaveCanned(done: () => void) {
  return useCannedDeed(({ id, draft }: { id: string; draft: CannedDraft }) => {
    return api.send('PUT', `${path}/${encodeURIComponent(id)}`, draft);
  }, done);
}

/** Takes one away. */
export function useRemoveCanned(done: () => void) {
  return useCannedDeed((id: string) => api.send('DELETE', `${path}/${encodeURIComponent(id)}`), done);
}

function useCannedDeed<About>(mutationFn: (about: About) => Promise<unknown>, done: () => void) {
  const client = useQueryClient();
  const notify = useErrorNotice();
  return useMutation({
    mutationFn,
    onSuccess: done,
    onError: notify,
    onSettled: () => client.invalidateQueries({ queryKey: ['canned'] }),
  });
}
