import { useQuery } from '@tanstack/react-query';
import type { Me, PolicyView } from '../../../shared/wire.ts';
import { api, rememberCsrf } from '../app/api.ts';

/** Who is signed in; asking also renews the CSRF token. */
export function useMe() {
  return useQuery({
    queryKey: ['me'],
    queryFn: async ({ signal }) => {
      const me = await api.get<Me>('/api/me', signal);
      rememberCsrf(me.csrfToken);
      return me;
    },
    staleTime: 60_000,
  });
}

/** Whether the signed-in person may do something; hides what would be refused. */
export function useMay(permission: string): boolean {
  return useMe().data?.permissions.includes(permission) ?? false;
}

/** The same for several at once: whether one of them is allowed. */
export function useMayAny(): (permissions: readonly string[]) => boolean {
  const own = useMe().data?.permissions ?? [];
  return (permissions) => permissions.some((permission) => own.includes(permission));
}

/** The rules that run now; they change only with a restart. */
export function usePolicy() {
  return useQuery({
    queryKey: ['policy'],
    queryFn: ({ signal }) => api.get<PolicyView>('/api/policy', signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
