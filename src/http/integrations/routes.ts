import type { HttpDeps } from '../deps.ts';
import type { Route } from '../routing/route.ts';
import { deliveryRoutes } from './delivery-routes.ts';
import { outsideRoutes } from './outside-routes.ts';
import { tokenRoutes } from './token-routes.ts';
import { transferRoutes } from './transfer-routes.ts';
import { webhookRoutes } from './webhook-routes.ts';

/** What outside systems use, and what administrators set up for them. */
export function integrationRoutes(deps: HttpDeps): Route[] {
  return [
    ...tokenRoutes(deps),
    ...webhookRoutes(deps),
    ...deliveryRoutes(deps),
    ...outsideRoutes(deps),
    ...transferRoutes(deps),
  ];
}
