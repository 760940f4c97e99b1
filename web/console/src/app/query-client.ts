import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError, isSignedOut } from '../../../shared/api-client.ts';

/** The data cache. A signed-out answer anywhere makes the whole console ask again who it is. */
export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      if (isSignedOut(error) && query.queryKey[0] !== 'me') void queryClient.invalidateQueries({ queryKey: ['me'] });
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // What the server refused it will refuse again; only silence and its own faults are worth a second try.
      retry: (count, error) => count < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 500),
    },
  },
});
