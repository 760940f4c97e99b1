import { randomUUID } from 'node:crypto';
import express, { type RequestHandler, Router } from 'express';
import { z } from 'zod';
import { addressKey } from '../../src/contracts/address-key.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { bearerOf, visitorOf } from './authorize.ts';
import type { WebchatContext } from './context.ts';
import { methodNotAllowed } from './respond.ts';
import { isSessionOver, newVisitor } from './tokens.ts';

const generateSchema = z
  .object({
    user: z
      .object({
        /** `dl_` is the protocol's mark of an id that a secret vouches for. */
        id: z.string().regex(/^dl_[\w.@-]{1,120}$/, 'must be dl_ and 1 to 120 letters, digits, ".", "@", "_" or "-"'),
        name: z.string().min(1).max(200).optional(),
      })
      .optional(),
  })
  .optional();

/** `/tokens` and `/session`. */
export function tokenRoutes(context: WebchatContext): Router {
  const router = Router();
  const json = express.json({ limit: context.limits.bodyBytes, type: () => true });
  router.route('/tokens/generate').post(json, generate(context)).all(methodNotAllowed);
  router.route('/tokens/refresh').post(refresh(context)).all(methodNotAllowed);
  router.route('/session/getsessionid').get(sessionId(context)).all(methodNotAllowed);
  return router;
}

/** A token for a site's own backend, which vouches for the user by the site's secret. */
function generate(context: WebchatContext): RequestHandler {
  return async (request, response) => {
    const site = context.sites.bySecret(bearerOf(request));
    if (site === null) {
      await context.gates.take('failures', addressKey(request.ip));
      throw new AppError('TOKEN_INVALID');
    }
    const parsed = generateSchema.safeParse(request.body);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw new AppError('INPUT_INVALID', { path: issue?.path.join('.') ?? '', problem: issue?.message ?? '' });
    }
    const known = parsed.data?.user;
    const visitor = newVisitor(site.id, context.options.clock, {
      ...(known === undefined ? {} : { user: known.id }),
      ...(known?.name === undefined ? {} : { name: known.name }),
    });
    response.json({
      conversationId: visitor.conversation,
      token: await context.tokens.conversation(visitor),
      expires_in: context.limits.tokenSeconds,
    });
  };
}

/** The same rights for another while, as long as the session itself is not over. */
function refresh(context: WebchatContext): RequestHandler {
  return async (request, response) => {
    const visitor = await visitorOf(context, request);
    await context.gates.take('reads', visitor.user);
    if (isSessionOver(visitor, context.options.clock, context.limits)) throw new AppError('TOKEN_INVALID');
    response.json({
      conversationId: visitor.conversation,
      token: await context.tokens.conversation(visitor),
      expires_in: context.limits.tokenSeconds,
    });
  };
}

/** Only sign-in cards use it, and we send none; clients still ask. */
function sessionId(context: WebchatContext): RequestHandler {
  return async (request, response) => {
    await visitorOf(context, request);
    response.json({ sessionId: randomUUID() });
  };
}
