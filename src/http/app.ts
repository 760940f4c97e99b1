import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import express, { type Express, type RequestHandler } from 'express';
import type { ChannelMount } from '../contracts/channel.ts';
import { AppError } from '../errors/app-error.ts';
import { createAuthenticate } from './auth/authenticate.ts';
import { refuseRaw } from './client-errors.ts';
import { consolePages } from './console/console-page.ts';
import type { HttpDeps } from './deps.ts';
import { createErrorHandler } from './error-handler.ts';
import { createLimiter, defaultRateLimits, type RateLimits } from './limits/rate-limits.ts';
import { operatingRoutes } from './operating/routes.ts';
import { portalPages } from './portal/pages.ts';
import { createRealtime, livePath } from './realtime/realtime-server.ts';
import { requestRecord } from './request-record.ts';
import { apiRoutes } from './routes.ts';
import { mountRoutes } from './routing/mount-routes.ts';
import type { RouteDescription } from './routing/route.ts';
import { securityHeaders } from './security-headers.ts';
import { createGuesses } from './session/guesses.ts';
import { vaultPages } from './vault/pages.ts';

/** The HTTP room, built apart from listening. */
export interface HttpApp {
  readonly app: Express;
  /** What the API offers, for documents and tests. */
  readonly routes: readonly RouteDescription[];
  /** Joins socket.io and the channels' WebSockets to a server that `app` serves. */
  attach(server: Server): void;
  /** Has every console connect again: events of other processes may have been missed. */
  resync(): void;
  /** Ends the live connections; the server itself belongs to whoever made it. */
  close(): Promise<void>;
}

/** Joins the API, the console, the channels' mounts and the live updates. */
export function createHttpApp(deps: HttpDeps): HttpApp {
  const limits = { ...defaultRateLimits, ...deps.rateLimits };
  const limiter = (name: keyof RateLimits) =>
    createLimiter(limits[name], deps.counters?.(`http.${name}`, limits[name]));
  const gate = {
    authenticate: createAuthenticate(deps),
    address: limiter('address'),
    session: limiter('session'),
    token: limiter('token'),
    signIn: limiter('signIn'),
  };
  const realtime = createRealtime(deps, gate);
  const guesses = createGuesses({ account: limiter('account'), anywhere: limiter('accountAnywhere') });
  const forgotten = { address: limiter('forgotAddress'), person: limiter('forgotPerson') };
  const routes = apiRoutes(deps, { realtime, guesses, forgotten });
  const app = express();
  app.set('trust proxy', deps.settings.trustProxy);
  app.set('etag', false);
  app.set('query parser', 'simple');
  app.disable('x-powered-by');
  app.use(requestRecord(deps.metrics, deps.logger), securityHeaders(deps.settings.publicUrl));
  app.use(operatingRoutes(deps, routes));
  for (const mount of deps.channelMounts) mountChannel(app, mount);
  app.use(vaultPages(deps, limits));
  app.use(portalPages(deps, limits));
  app.use('/api', noStore);
  app.use(mountRoutes(routes, deps, gate));
  app.use(consolePages(deps.staticDir));
  app.use((_request, _response, next) => next(new AppError('NOT_FOUND')));
  app.use(createErrorHandler(deps.logger));
  return {
    app,
    routes,
    attach(server) {
      realtime.attach(server);
      server.on('upgrade', upgradeChannels(deps.channelMounts));
    },
    resync: () => realtime.resync(),
    close: () => realtime.close(),
  };
}

const noStore: RequestHandler = (_request, response, next) => {
  response.setHeader('Cache-Control', 'no-store');
  next();
};

/** A channel parses and authenticates by itself; the headers of `securityHeaders` are set and it may loosen its own. */
function mountChannel(app: Express, mount: ChannelMount): void {
  const { handler } = mount;
  app.use(mount.path, (request, response, next) => {
    response.locals.mount = mount.path;
    handler(request as never, response as never, next);
  });
}

/** An upgrade that nobody takes is answered and closed, so that sockets cannot pile up. */
function upgradeChannels(mounts: readonly ChannelMount[]) {
  return (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.url?.startsWith(`${livePath}/`)) return;
    socket.on('error', () => socket.destroy());
    if (mounts.some((mount) => mount.upgrade?.(request, socket, head))) return;
    refuseRaw(socket, new AppError('NOT_FOUND'));
  };
}
