import type { WebhookAdmin } from '../../contracts/webhooks.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import { recordFor, visibleTo } from './administration.ts';
import { presentDelivery } from './webhook-presenter.ts';
import * as schema from './webhook-schema.ts';

const base = '/api/integrations/deliveries';
const access = 'integrations.manage';

/** The log of what outside systems were told, and the way to tell it again. */
export function deliveryRoutes(deps: HttpDeps): Route[] {
  return deps.webhooks ? [...readRoutes(deps.webhooks), replayRoute(deps, deps.webhooks)] : [];
}

function readRoutes(webhooks: WebhookAdmin): Route[] {
  return [
    route(
      {
        method: 'get',
        path: base,
        access,
        summary: 'Deliveries to outside systems, newest first',
        query: schema.deliveriesQuery,
        response: schema.deliveriesBody,
      },
      async ({ query, principal }) => {
        const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
        const own = principal.organisation === null ? {} : { organisation: principal.organisation };
        const page = await webhooks.deliveries({ ...given, ...own, limit: query.limit });
        return { items: page.items.map(presentDelivery), next: page.next };
      },
    ),
    route(
      {
        method: 'get',
        path: `${base}/:id`,
        access,
        summary: 'One delivery with its tries',
        params: schema.idParams,
        response: schema.deliveryBody,
      },
      async ({ params, principal }) =>
        presentDelivery(visibleTo(principal, await webhooks.delivery(params.id), 'DELIVERY_NOT_FOUND')),
    ),
  ];
}

function replayRoute(deps: HttpDeps, webhooks: WebhookAdmin): Route {
  return route(
    {
      method: 'post',
      path: `${base}/:id/replay`,
      access,
      summary: 'Send a delivery again, under the same id',
      params: schema.idParams,
      response: schema.deliveryBody,
    },
    async ({ params, principal }) => {
      const { id, organisation, state } = visibleTo(
        principal,
        await webhooks.delivery(params.id),
        'DELIVERY_NOT_FOUND',
      );
      const subject = { kind: 'delivery', id };
      await recordFor(deps, principal, { organisation, action: 'webhook.replay', subject, facts: { state } });
      return presentDelivery(await webhooks.replay(id));
    },
  );
}
