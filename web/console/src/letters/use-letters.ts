import { useQuery } from '@tanstack/react-query';
import type { DeadLetter } from '../../../shared/wire/letter.ts';
import { api } from '../app/api.ts';
import { useMay } from '../session/use-me.ts';

/** Replies that gave up (P3); asked again by every live change of the connection and every half minute. */
export function useLetters() {
  return useQuery({
    queryKey: ['letters'],
    queryFn: ({ signal }) => api.get<{ items: DeadLetter[] }>('/api/dead-letters?limit=200', signal),
    refetchInterval: 30_000,
    enabled: useMay('deadLetters.read'),
  });
}

/** How many there are. */
export function useLetterCount(): number {
  return useLetters().data?.items.length ?? 0;
}
