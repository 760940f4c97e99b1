import { useQuery } from '@tanstack/react-query';
import type { AccessStanding } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';

/** How one's own access stands: password, second factor, recovery codes. */
export function useOwnAccess() {
  return useQuery({
    queryKey: ['ownAccess'],
    queryFn: ({ signal }) => api.get<AccessStanding>('/api/me/access', signal),
  });
}
