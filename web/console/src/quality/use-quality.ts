import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { HeldAnswer, OpenReview, QualityFigures, Review, ReviewForm } from '../../../shared/wire/quality.ts';
import type { Page } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import { useErrorNotice } from '../parts/error-text.ts';

/** A page of cases. `query` as the API takes it. */
export function useReviews(query: string) {
  return useQuery({
    queryKey: ['quality', 'reviews', query],
    queryFn: ({ signal }) => api.get<{ items: Review[]; next: string | null }>(`/api/quality/reviews?${query}`, signal),
  });
}

/** One case with its facts. */
export function useReview(id: string) {
  return useQuery({
    queryKey: ['quality', 'review', id],
    queryFn: ({ signal }) => api.get<OpenReview>(`/api/quality/reviews/${encodeURIComponent(id)}`, signal),
  });
}

/** Figures between two local days; the second one counts too. */
export function useQualityFigures(span: string) {
  return useQuery({
    queryKey: ['quality', 'figures', span],
    queryFn: ({ signal }) => api.get<QualityFigures>(`/api/quality/figures?${span}`, signal),
  });
}

/** Answers that wait or came back; of one conversation where given. */
export function useHeldAnswers(conversation?: string) {
  const query = conversation === undefined ? '' : `conversation=${encodeURIComponent(conversation)}&`;
  return useInfiniteQuery({
    queryKey: ['quality', 'answers', conversation ?? ''],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const after = pageParam ? `&after=${encodeURIComponent(pageParam)}` : '';
      return api.get<Page<HeldAnswer> & { form: ReviewForm | null }>(
        `/api/quality/answers?${query}limit=50${after}`,
        signal,
      );
    },
    getNextPageParam: (page) => page.next,
    select: ({ pages }) => ({ items: pages.flatMap(({ items }) => items), form: pages[0]?.form ?? null }),
    refetchInterval: 30_000,
  });
}

/** Sends a deed and asks for everything of quality again. */
export function useQualityDeed<Body extends object>(path: string) {
  const client = useQueryClient();
  const notify = useErrorNotice();
  return useMutation({
    mutationFn: (body: Body) => api.send('POST', path, body),
    onError: notify,
    onSettled: () => client.invalidateQueries({ queryKey: ['quality'] }),
  });
}
