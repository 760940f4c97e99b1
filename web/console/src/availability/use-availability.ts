import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  AvailabilityOffers,
  MaintenanceForesight,
  MaintenanceNotice,
  OutageSheet,
} from '../../../shared/wire/availability.ts';
import type { Page } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import { useErrorNotice } from '../parts/error-text.ts';

/** While mails are on their way the list looks again, ms. */
const LOOK_AGAIN_MS = 2_000;

/** Notices of maintenance, newest first. */
export function useMaintenance() {
  const path = '/api/maintenance?limit=20';
  return useInfiniteQuery({
    queryKey: ['availability', 'notices'],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<MaintenanceNotice>>(pageParam ? `${path}&after=${encodeURIComponent(pageParam)}` : path, signal),
    getNextPageParam: (page) => page.next,
    refetchInterval: ({ state }) => {
      const all = state.data?.pages.flatMap(({ items }) => items) ?? [];
      return all.some(({ deliveries }) => deliveries.some((one) => one.state === 'waiting')) ? LOOK_AGAIN_MS : false;
    },
  });
}

/** What there is to choose from. */
export function useAvailabilityOffers() {
  return useQuery({
    queryKey: ['availability', 'offers'],
    queryFn: ({ signal }) => api.get<AvailabilityOffers>('/api/availability/offers', signal),
  });
}

/** What sending a notice would do now. */
export function useForesight(id: string, isWanted: boolean) {
  return useQuery({
    queryKey: ['availability', 'foresight', id],
    queryFn: ({ signal }) =>
      api.get<MaintenanceForesight>(`/api/maintenance/${encodeURIComponent(id)}/foresight`, signal),
    enabled: isWanted,
    staleTime: 0,
  });
}

/** The log between two instants. */
export function useOutages(from: string, to: string) {
  return useQuery({
    queryKey: ['availability', 'outages', from, to],
    queryFn: ({ signal }) =>
      api.get<OutageSheet>(`/api/outages?from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`, signal),
  });
}

/** A deed; what is shown is fetched again after it. */
export function useAvailabilityDeed() {
  const client = useQueryClient();
  const notify = useErrorNotice();
  return useMutation({
    mutationFn: ({ method, path, body }: { method: 'POST' | 'PUT'; path: string; body: object }) =>
      api.send(method, path, body),
    onError: notify,
    onSettled: () => client.invalidateQueries({ queryKey: ['availability'] }),
  });
}

/** An instant as a field of a form shows it, in the reader's zone. */
export function fieldOf(at: string | null): string {
  if (at === null) return '';
  const date = new Date(at);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** The instant of such a field; null: it is empty. */
export function instantOf(field: string): string | null {
  const date = new Date(field);
  return field === '' || Number.isNaN(date.getTime()) ? null : date.toISOString();
}
