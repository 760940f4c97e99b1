import { useQueryClient } from '@tanstack/react-query';
import { useLocation, useNavigate } from 'react-router';
import type { Started } from '../../../shared/wire.ts';

/** What happens once somebody is in: who they are is asked anew, and from the sign-in page they go to work. */
export function useArrival(to = '/inbox'): (started: Started) => Promise<void> {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  return async ({ agent }) => {
    if (agent === null) return;
    await client.resetQueries({ queryKey: ['me'] });
    // Who was thrown out in the middle of something comes back to it.
    if (pathname.startsWith('/sign-in')) await navigate(to, { replace: true });
  };
}
