import type { HttpDeps } from '../deps.ts';
import type { Route } from '../routing/route.ts';
import { tokenRoutes } from './token-routes.ts';

/** What outside systems use, and what administrators set up for them. */
export function integrationRoutes(deps: HttpDeps): Route[] {
  return [...tokenRoutes(deps)];
}
