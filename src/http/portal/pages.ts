import { join } from 'node:path';
import express, { Router } from 'express';
import { AppError } from '../../errors/app-error.ts';
import type { HttpDeps } from '../deps.ts';
import { createLimiter, type RateLimits } from '../limits/rate-limits.ts';
import { createPortalFrame } from './frame.ts';
import { addHome } from './home-routes.ts';
import { type PortalRoom, refuseOtherSites, showError } from './room.ts';
import { addSelfService } from './self-service-routes.ts';
import { addSignIn } from './sign-in-routes.ts';
import { addTickets } from './ticket-routes.ts';

/**
 * "Mis tickets": a requester's own pages, made here and sent whole; they work without a script. GET changes nothing.
 * Requests are recorded by their pattern, which holds neither token nor folio.
 */
export function portalPages(deps: HttpDeps, limits: RateLimits): Router {
  const router = Router({ caseSensitive: true, strict: false });
  const { portal, portalPages: directory } = deps;
  if (!portal || !directory) return router;
  const room: PortalRoom = {
    ...{ deps, portal, frame: createPortalFrame(directory) },
    address: createLimiter(limits.portalAddress),
    mail: createLimiter(limits.portalMail),
    guess: createLimiter(limits.portalGuess),
  };
  const file = { dotfiles: 'ignore', index: false, redirect: false, maxAge: '1h' } as const;
  router.use('/mis-tickets/archivos', express.static(join(directory, 'files'), file));
  router.use('/mis-tickets/archivos', (_request, _response, next) => next(new AppError('NOT_FOUND')));
  router.use('/mis-tickets', (request, response, next) =>
    request.method === 'POST' ? refuseOtherSites(request, response, next) : next(),
  );
  addSignIn(router, room);
  addHome(router, room);
  addTickets(router, room);
  addSelfService(router, room);
  router.use('/mis-tickets', (_request, _response, next) => next(new AppError('NOT_FOUND')));
  router.use('/mis-tickets', onError(room));
  return router;
}

function onError(room: PortalRoom): express.ErrorRequestHandler {
  return async (error: unknown, request, response, next) => {
    if (response.headersSent || !(await showError(room, error, request, response))) next(error);
  };
}
