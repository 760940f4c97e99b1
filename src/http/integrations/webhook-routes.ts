import { randomUUID } from 'node:crypto';
import type { WebhookAdmin } from '../../contracts/webhooks.ts';
import { AppError } from '../../errors/app-error.ts';
import { organisationOf } from '../auth/organisation.ts';
import type { Principal } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import { recordFor, visibleTo } from './administration.ts';
import { presentTry, presentWebhook } from './webhook-presenter.ts';
import * as schema from './webhook-schema.ts';

const base = '/api/integrations/webhooks';
const access = 'integrations.manage';

/** Endpoints of outside systems: made, changed, tried, taken away. Every change is in the trail before it is done. */
export function webhookRoutes(deps: HttpDeps): Route[] {
  const { webhooks } = deps;
  if (!webhooks) return [];
  return [
    ...readRoutes(webhooks),
    createRoute(deps, webhooks),
    updateRoute(deps, webhooks),
    rotateRoute(deps, webhooks),
    removeRoute(deps, webhooks),
    pingRoute(webhooks),
  ];
}

function readRoutes(webhooks: WebhookAdmin): Route[] {
  return [
    route(
      { method: 'get', path: base, access, summary: 'Endpoints of outside systems', response: schema.webhooksBody },
      async ({ principal }) => ({
        items: (await webhooks.list(principal.organisation ?? undefined)).map(presentWebhook),
      }),
    ),
    route(
      {
        method: 'get',
        path: `${base}/:id`,
        access,
        summary: 'One endpoint, with how much waits for it',
        params: schema.idParams,
        response: schema.webhookBody,
      },
      async ({ params, principal }) => presentWebhook(await visible(webhooks, principal, params.id)),
    ),
  ];
}

function createRoute(deps: HttpDeps, webhooks: WebhookAdmin): Route {
  return route(
    {
      method: 'post',
      path: base,
      access,
      summary: 'Add an endpoint; its secret is shown this once',
      body: schema.createWebhookBody,
      response: schema.secretBody,
    },
    async ({ body, principal, response }) => {
      const organisation = organisationOf(deps, principal);
      const id = randomUUID();
      await record(deps, principal, { organisation, id, deed: 'create', facts: { host: hostOf(body.url) } });
      const name = deps.redactor.redact(body.name, { speaker: 'agent' }).text;
      const made = await webhooks.create(id, organisation, { ...body, name });
      response.setHeader('Cache-Control', 'no-store');
      return { secret: made.secret, endpoint: presentWebhook(made.endpoint) };
    },
  );
}

function updateRoute(deps: HttpDeps, webhooks: WebhookAdmin): Route {
  return route(
    {
      method: 'put',
      path: `${base}/:id`,
      access,
      summary: 'Change an endpoint, or turn it on or off; what is left out stays',
      params: schema.idParams,
      body: schema.updateWebhookBody,
      response: schema.webhookBody,
    },
    async ({ params, body, principal }) => {
      const { id, organisation } = await visible(webhooks, principal, params.id);
      const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
      const facts = {
        fields: Object.keys(given).sort().join(' '),
        ...(body.url === undefined ? {} : { host: hostOf(body.url) }),
        ...(body.enabled === undefined ? {} : { enabled: body.enabled }),
      };
      await record(deps, principal, { organisation, id, deed: 'change', facts });
      const name = body.name && { name: deps.redactor.redact(body.name, { speaker: 'agent' }).text };
      return presentWebhook(await webhooks.update(id, { ...given, ...name }));
    },
  );
}

function rotateRoute(deps: HttpDeps, webhooks: WebhookAdmin): Route {
  return route(
    {
      method: 'post',
      path: `${base}/:id/secret`,
      access,
      summary: 'Make a new secret, shown this once; the old one signs too for a while',
      params: schema.idParams,
      body: schema.rotateBody,
      response: schema.secretBody,
    },
    async ({ params, body, principal, response }) => {
      const { id, organisation } = await visible(webhooks, principal, params.id);
      await record(deps, principal, { organisation, id, deed: 'rotate', facts: { overlapHours: body.overlapHours } });
      const made = await webhooks.rotate(id, body.overlapHours);
      response.setHeader('Cache-Control', 'no-store');
      return { secret: made.secret, endpoint: presentWebhook(made.endpoint) };
    },
  );
}

function removeRoute(deps: HttpDeps, webhooks: WebhookAdmin): Route {
  return route(
    {
      method: 'delete',
      path: `${base}/:id`,
      access,
      summary: 'Take an endpoint away; what waits for it is not sent any more',
      params: schema.idParams,
      response: null,
    },
    async ({ params, principal }) => {
      const { id, organisation, waiting } = await visible(webhooks, principal, params.id);
      await record(deps, principal, { organisation, id, deed: 'remove', facts: { waiting } });
      await webhooks.remove(id);
    },
  );
}

function pingRoute(webhooks: WebhookAdmin): Route {
  return route(
    {
      method: 'post',
      path: `${base}/:id/ping`,
      access,
      summary: 'Call the endpoint now with an event "ping", and say what came back',
      params: schema.idParams,
      response: schema.tryBody,
    },
    async ({ params, principal }) => {
      const { id } = await visible(webhooks, principal, params.id);
      return presentTry(await webhooks.ping(id));
    },
  );
}

async function visible(webhooks: WebhookAdmin, principal: Principal, id: string) {
  return visibleTo(principal, await webhooks.get(id), 'WEBHOOK_NOT_FOUND');
}

interface Deed {
  readonly organisation: string;
  readonly id: string;
  readonly deed: string;
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}

function record(deps: HttpDeps, principal: Principal, { organisation, id, deed, facts }: Deed): Promise<void> {
  const subject = { kind: 'webhook', id };
  return recordFor(deps, principal, { organisation, action: `webhook.${deed}`, subject, facts });
}

/** The host alone: what stands behind it may be somebody's key. */
function hostOf(url: string): string {
  if (!URL.canParse(url)) throw new AppError('WEBHOOK_URL_REFUSED', { problem: 'write a whole address' });
  return new URL(url).host;
}
