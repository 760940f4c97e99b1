import { useQuery } from '@tanstack/react-query';
import type { Notices } from '../../../shared/wire/notice.ts';
import { api } from '../app/api.ts';
import { useMay } from '../session/use-me.ts';

/** One's newest notices and how many are not read; live events ask again. */
export function useNotices() {
  return useQuery({
    queryKey: ['notices'],
    queryFn: ({ signal }) => api.get<Notices>('/api/me/notices?limit=50', signal),
    enabled: useMay('notices.own'),
    refetchInterval: 120_000,
  });
}
