import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { RoutineRun } from '../../../shared/wire/routine.ts';
import { api } from '../app/api.ts';
import { useErrorNotice } from '../parts/error-text.ts';

/** Checklists: what is to be done, or what was signed; for leads those of everybody. */
export function useRoutines({ history, all }: { history: boolean; all: boolean }) {
  const query = `history=${history}&all=${all}&limit=100`;
  return useQuery({
    queryKey: ['routines', query],
    queryFn: ({ signal }) => api.get<{ items: RoutineRun[] }>(`/api/routines?${query}`, signal),
    refetchInterval: 60_000,
  });
}

/** Puts a checklist as it is now into the lists that show it. */
export function useRunShown(): (run: RoutineRun) => void {
  const client = useQueryClient();
  return (run) => {
    client.setQueriesData<{ items: RoutineRun[] }>(
      { queryKey: ['routines'] },
      (list) => list && { ...list, items: list.items.map((one) => (one.id === run.id ? run : one)) },
    );
  };
}

/** A deed on one checklist. */
export function useRoutineDeed<Body extends object>(id: string, deed: 'items' | 'sign') {
  const client = useQueryClient();
  const notify = useErrorNotice();
  const show = useRunShown();
  return useMutation({
    mutationFn: (body: Body) => api.send<RoutineRun>('POST', `/api/routines/${encodeURIComponent(id)}/${deed}`, body),
    // At once from the answer: the list of a busy desk takes its time.
    onSuccess: show,
    onError: notify,
    onSettled: () => void client.invalidateQueries({ queryKey: ['routines'] }),
  });
}
