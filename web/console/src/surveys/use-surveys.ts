import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CheckState, SatisfactionCheck, SurveyComment, SurveyResult } from '../../../shared/wire/survey.ts';
import { api } from '../app/api.ts';
import { useErrorNotice } from '../parts/error-text.ts';

/** Results of every survey of a span. */
export function useSurveyResults(span: string) {
  return useQuery({
    queryKey: ['surveys', 'results', span],
    queryFn: ({ signal }) => api.get<{ surveys: SurveyResult[] }>(`/api/surveys?${span}`, signal),
  });
}

/** What people wrote beside their answers. */
export function useSurveyComments(span: string) {
  return useQuery({
    queryKey: ['surveys', 'comments', span],
    queryFn: ({ signal }) => api.get<{ items: SurveyComment[] }>(`/api/surveys/comments?${span}&limit=200`, signal),
  });
}

/** Cases of the verification queue in one state. */
export function useChecks(state: CheckState) {
  return useQuery({
    queryKey: ['surveys', 'checks', state],
    queryFn: ({ signal }) =>
      api.get<{ items: SatisfactionCheck[] }>(`/api/surveys/checks?state=${state}&limit=200`, signal),
  });
}

/** A deed on a case of the queue. */
export function useCheckDeed<Body extends object>(id: string, deed: 'calls' | 'follow-up') {
  const client = useQueryClient();
  const notify = useErrorNotice();
  return useMutation({
    mutationFn: (body: Body) => api.send('POST', `/api/surveys/checks/${encodeURIComponent(id)}/${deed}`, body),
    onError: notify,
    onSettled: () => client.invalidateQueries({ queryKey: ['surveys', 'checks'] }),
  });
}
