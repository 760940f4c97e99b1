import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { AgentSheet, FigureCase, FigureSheet, TodayState } from '../../../shared/wire/report.ts';
import type { Page } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import type { PeriodFilters } from './use-period.ts';

/** Figures of a period; the ones before stay while others are on their way. */
export function useFigures({ query, isWhole }: PeriodFilters) {
  return useQuery({
    queryKey: ['reports', 'figures', query],
    queryFn: ({ signal }) => api.get<FigureSheet>(`/api/reports/figures?${query}`, signal),
    placeholderData: keepPreviousData,
    enabled: isWhole,
  });
}

/** What a figure was made from, page by page. */
export function useCases(name: string, group: string, { query, isWhole }: PeriodFilters) {
  const own = group ? `&group=${encodeURIComponent(group)}` : '';
  const path = `/api/reports/figures/${encodeURIComponent(name)}/cases?${query}${own}`;
  return useInfiniteQuery({
    queryKey: ['reports', 'cases', path],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      return api.get<Page<FigureCase>>(pageParam ? `${path}&after=${encodeURIComponent(pageParam)}` : path, signal);
    },
    getNextPageParam: (page) => page.next,
    enabled: isWhole,
  });
}

/** One line for each agent. */
export function useAgentFigures({ query, isWhole }: PeriodFilters) {
  return useQuery({
    queryKey: ['reports', 'agents', query],
    queryFn: ({ signal }) => api.get<AgentSheet>(`/api/reports/agents?${query}`, signal),
    placeholderData: keepPreviousData,
    enabled: isWhole,
  });
}

/** How the desk stands, asked again every half minute. */
export function useToday() {
  return useQuery({
    queryKey: ['reports', 'today'],
    queryFn: ({ signal }) => api.get<TodayState>('/api/reports/today', signal),
    refetchInterval: 30_000,
  });
}
