import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReportEdition, ReportOffers } from '../../../shared/wire/report.ts';
import type { Page } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import { useErrorNotice } from '../parts/error-text.ts';

const PAGE = 20;
/** While a mail is on its way the list looks again, ms. */
const LOOK_AGAIN_MS = 5_000;

/** Reports as they were handed in, newest first; empty: of all kinds. */
export function useEditions(report: string) {
  const path = `/api/reports/editions?limit=${PAGE}${report && `&report=${encodeURIComponent(report)}`}`;
  return useInfiniteQuery({
    queryKey: ['reports', 'editions', report],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      return api.get<Page<ReportEdition>>(pageParam ? `${path}&after=${encodeURIComponent(pageParam)}` : path, signal);
    },
    getNextPageParam: (page) => page.next,
    refetchInterval: ({ state }) => {
      const all = state.data?.pages.flatMap(({ items }) => items) ?? [];
      return all.some(({ deliveries }) => deliveries.some((one) => one.state === 'waiting')) ? LOOK_AGAIN_MS : false;
    },
  });
}

/** The policy's reports and the customers. */
export function useOffers() {
  return useQuery({
    queryKey: ['reports', 'offers'],
    queryFn: ({ signal }) => api.get<ReportOffers>('/api/reports/offers', signal),
  });
}

/** A deed on reports; the list is fetched again after it. */
export function useEditionDeed(path: string) {
  const client = useQueryClient();
  const notify = useErrorNotice();
  return useMutation({
    mutationFn: (body: object) => api.send('POST', `/api/reports/editions${path}`, body),
    onError: notify,
    onSettled: () => client.invalidateQueries({ queryKey: ['reports', 'editions'] }),
  });
}
