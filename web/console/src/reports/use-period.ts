import { useUrlFilters } from '../parts/use-url-filters.ts';

/** The period that a page is about, kept in its address. */
export function usePeriod() {
  const filters = useUrlFilters(['kind', 'from', 'to'] as const);
  const kind = (filters.values.kind || 'month') as 'day' | 'week' | 'month' | 'custom';
  const { from, to } = filters.values;
  // Days of one's own choice need both ends.
  const isWhole = kind !== 'custom' || (from !== '' && to !== '');
  const query = new URLSearchParams({ kind, ...(from && { from }), ...(kind === 'custom' && to && { to }) }).toString();
  return { ...filters, kind, query, isWhole };
}

/** What `usePeriod` gives. */
export type PeriodFilters = ReturnType<typeof usePeriod>;
