import express, { type RequestHandler, Router } from 'express';
import { z } from 'zod';
import { addressKey } from '../../src/contracts/address-key.ts';
import { AppError, isAppError } from '../../src/errors/app-error.ts';
import { hostOf, type WebchatContext } from './context.ts';
import { sendFile } from './file-response.ts';
import { methodNotAllowed } from './respond.ts';
import { newVisitor, type Visitor } from './tokens.ts';

const sessionSchema = z
  .object({ site: z.string().min(1).max(128).optional(), resume: z.string().min(1).max(4096).optional() })
  .optional();

/** `/api/webchat`: sessions for anonymous visitors, and the files of conversations. */
export function sessionRoutes(context: WebchatContext): Router {
  const router = Router();
  const json = express.json({ limit: 16 * 1024, type: () => true });
  router.route('/session').post(json, openSession(context)).all(methodNotAllowed);
  router.route('/files/:fileId').get(sendFile(context)).all(methodNotAllowed);
  return router;
}

/** A token for whoever asks: a new conversation, or with `resume` the one that the visitor had. */
function openSession(context: WebchatContext): RequestHandler {
  return async (request, response) => {
    await context.gates.take('sessions', addressKey(request.ip));
    const parsed = sessionSchema.safeParse(request.body);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw new AppError('INPUT_INVALID', { path: issue?.path.join('.') || 'body', problem: issue?.message ?? '' });
    }
    const site = context.sites.find(parsed.data?.site);
    if (!context.sites.allows(request.headers.origin, hostOf(request), site)) throw new AppError('ORIGIN_REFUSED');
    const earlier = await earlierVisitor(context, parsed.data?.resume);
    const resumed = earlier !== null && earlier.site === site.id;
    const visitor = resumed ? earlier : newVisitor(site.id, context.options.clock);
    response.setHeader('Cache-Control', 'no-store');
    response.status(resumed ? 200 : 201).json({
      token: await context.tokens.conversation(visitor),
      userId: visitor.user,
      conversationId: visitor.conversation,
      expires_in: context.limits.tokenSeconds,
      resume: await context.tokens.resume(visitor),
      resumed,
    });
  };
}

// A stale way back is no error to show: the visitor simply begins anew, and `resumed` says so.
async function earlierVisitor(context: WebchatContext, resume: string | undefined): Promise<Visitor | null> {
  if (resume === undefined) return null;
  try {
    return await context.tokens.readResume(resume);
  } catch (error) {
    if (isAppError(error, 'TOKEN_INVALID')) return null;
    throw error;
  }
}
