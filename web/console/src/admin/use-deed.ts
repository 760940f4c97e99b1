import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useErrorNotice } from '../parts/error-text.ts';

/** Something that an administrator does: a failure is told, and what it changes is asked for anew. */
export function useDeed<Input, Answer>(
  key: string,
  work: (input: Input) => Promise<Answer>,
  done?: (answer: Answer) => void,
) {
  const client = useQueryClient();
  const notify = useErrorNotice();
  return useMutation({
    mutationFn: work,
    ...(done ? { onSuccess: done } : {}),
    onError: notify,
    onSettled: () => client.invalidateQueries({ queryKey: [key] }),
  });
}
