import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Cycle, CycleSummary } from '../../../shared/wire/audit-cycle.ts';
import type { Page } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import { useErrorNotice } from '../parts/error-text.ts';

const base = '/api/quality/cycles';

/** Audit reports that the viewer takes part in. */
export function useCycles() {
  return useQuery({
    queryKey: ['quality', 'cycles'],
    queryFn: ({ signal }) => api.get<Page<CycleSummary> & { takesPart: boolean }>(`${base}?limit=100`, signal),
  });
}

/** One audit report. */
export function useCycle(id: string) {
  return useQuery({
    queryKey: ['quality', 'cycle', id],
    queryFn: ({ signal }) => api.get<Cycle>(`${base}/${encodeURIComponent(id)}`, signal),
  });
}

/** A deed on a report, or on one of its findings: `findings/<id>/answer`. The page shows what came of it. */
export function useCycleDeed(id: string, deed: string, done: () => void = () => undefined) {
  const client = useQueryClient();
  const notify = useErrorNotice();
  return useMutation({
    mutationFn: (body: object) => api.send<Cycle>('POST', `${base}/${encodeURIComponent(id)}/${deed}`, body),
    onSuccess: (cycle) => {
      client.setQueryData(['quality', 'cycle', id], cycle);
      done();
    },
    onError: notify,
    onSettled: () => client.invalidateQueries({ queryKey: ['quality', 'cycles'] }),
  });
}

/** The way to a finding's deed. */
export function findingPath(finding: string, deed: string): string {
  return `findings/${encodeURIComponent(finding)}/${deed}`;
}
