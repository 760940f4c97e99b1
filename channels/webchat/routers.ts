import { Router } from 'express';
import type { WebchatContext } from './context.ts';
import { conversationRoutes } from './conversation-routes.ts';
import { cors } from './cors.ts';
import { errorHandler, notFound } from './respond.ts';
import { sessionRoutes } from './session-routes.ts';
import { tokenRoutes } from './token-routes.ts';

/** Direct Line 3.0, to be mounted at `/v3/directline`. */
export function directLineRouter(context: WebchatContext): Router {
  return closed(context, tokenRoutes(context), conversationRoutes(context));
}

/** Sessions and files, to be mounted at `/api/webchat`. */
export function apiRouter(context: WebchatContext): Router {
  return closed(context, sessionRoutes(context));
}

// Whatever comes in is answered here: another site's error page is no answer to a chat client.
function closed(context: WebchatContext, ...routes: readonly Router[]): Router {
  const router = Router();
  router.use(cors(context), ...routes, notFound);
  router.use(errorHandler(context.options.logger));
  return router;
}
