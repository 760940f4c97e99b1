import { type RequestHandler, Router } from 'express';
import { z } from 'zod';
import type { HttpDeps } from '../deps.ts';
import { buildOpenApi } from '../openapi.ts';
import type { RouteDescription } from '../routing/route.ts';

const textBody = z.string();
const open = { method: 'get', access: 'public' } as const;

/** What machines ask: no secrets, no texts, no addresses in the answers, so they are open. */
export const operatingDescriptions: readonly RouteDescription[] = [
  {
    ...open,
    path: '/healthz',
    summary: 'The process answers',
    response: z.object({ ok: z.literal(true) }),
  },
  {
    ...open,
    path: '/readyz',
    summary: 'Every part works (200), or one does not (503)',
    response: z.object({ ok: z.boolean(), checks: z.record(z.string(), z.union([z.boolean(), z.string()])) }),
  },
  {
    ...open,
    path: '/metrics',
    summary: 'Figures in the Prometheus text format',
    produces: 'text/plain',
    response: textBody,
  },
  { ...open, path: '/openapi.json', summary: 'This document', response: z.looseObject({}) },
];

/** Health, readiness, metrics and the OpenAPI document. */
export function operatingRoutes(deps: HttpDeps, api: readonly RouteDescription[]): Router {
  const router = Router();
  // Built when it is first asked for: it costs a start more than all the routes.
  let document: object | undefined;
  router.get('/healthz', (_request, response) => void response.json({ ok: true }));
  router.get('/readyz', readiness(deps));
  router.get('/metrics', async (_request, response) => {
    response.setHeader('Content-Type', deps.metrics.contentType);
    response.end(await deps.metrics.render());
  });
  router.get('/openapi.json', (_request, response) => {
    document ??= buildOpenApi([...operatingDescriptions, ...api]);
    response.json(document);
  });
  return router;
}

/** A check that breaks is a check that fails, not an error page. */
function readiness({ health, logger }: HttpDeps): RequestHandler {
  return async (_request, response) => {
    try {
      const state = await health.ready();
      response.status(state.ok ? 200 : 503).json({ ok: state.ok, checks: state.checks });
    } catch (err) {
      logger.error({ err }, 'readiness check broke');
      response.status(503).json({ ok: false, checks: { readiness: false } });
    }
  };
}
