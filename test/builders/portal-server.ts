import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { HttpDeps, OrganisationServices } from '../../src/http/deps.ts';
import { createErrorHandler } from '../../src/http/error-handler.ts';
import { defaultRateLimits, type RateLimits } from '../../src/http/limits/rate-limits.ts';
import { portalPages } from '../../src/http/portal/pages.ts';
import { securityHeaders } from '../../src/http/security-headers.ts';
import { buildLogger } from './logger.ts';
import type { RequesterWorld } from './requesters.ts';

/** The pages alone, listening on loopback. Files are kept in memory. */
export async function createPortalPages(
  world: RequesterWorld,
  limits: Partial<RateLimits> = {},
  services: Pick<OrganisationServices, 'board' | 'answers'> | object = {},
) {
  const files = new Map<string, Uint8Array>();
  const store: HttpDeps['files'] = {
    async put(content, { name, mediaType }) {
      const fileId = String(files.size + 1).padStart(64, '0');
      files.set(fileId, content);
      return { fileId, name, mediaType, size: content.length, review: 'clean' };
    },
    get: async (fileId) => files.get(fileId) ?? null,
  };
  const deps = {
    settings: { operatorToken: 'operator', consoleKey: 'console-key', publicUrl: null, trustProxy: 0 },
    organisations: { codes: [world.organisation], of: () => ({ policy: world.policy, ...services }) },
    ...{ portal: world.stage.portal, portalPages: 'web/tickets', files: store, redactor: world.deps.redactor },
    clock: world.clock,
    wording: (_organisation: string, key: string) => key,
  } as unknown as HttpDeps;
  const app = express();
  app.set('query parser', 'simple');
  app.use(
    securityHeaders(null),
    portalPages(deps, { ...defaultRateLimits, ...limits }),
    createErrorHandler(buildLogger()),
  );
  const server = createServer(app);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    files,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
