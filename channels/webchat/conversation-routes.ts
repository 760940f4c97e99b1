import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import { acceptOne } from './accept.ts';
import { parseActivity, placeOf, startEnvelope, toEnvelope } from './activity-in.ts';
import { presentLines } from './activity-out.ts';
import { visitorOf, visitorOfConversation } from './authorize.ts';
import { baseUrl, transcriptOf, type WebchatContext } from './context.ts';
import { watermarkOf } from './positions.ts';
import { methodNotAllowed } from './respond.ts';
import type { Visitor } from './tokens.ts';
import { receiveUpload } from './upload.ts';

/** `/conversations` and what lies under it. */
export function conversationRoutes(context: WebchatContext): Router {
  const router = Router();
  const json = express.json({ limit: context.limits.bodyBytes, type: () => true });
  router.route('/conversations').post(json, startConversation(context)).all(methodNotAllowed);
  router.route('/conversations/:conversationId').get(reconnect(context)).all(methodNotAllowed);
  router
    .route('/conversations/:conversationId/activities')
    .get(readActivities(context))
    .post(json, postActivity(context))
    .all(methodNotAllowed);
  router.route('/conversations/:conversationId/upload').post(upload(context)).all(methodNotAllowed);
  return router;
}

/** Opens the token's conversation. Asking again gives the same conversation and greets nobody twice. */
function startConversation(context: WebchatContext): RequestHandler {
  return async (request, response) => {
    const visitor = await visitorOf(context, request);
    await context.gates.take('reads', visitor.user);
    const receipt = await acceptOne(context, startEnvelope(visitor, context.options.clock.now()));
    const body = await describe(context, request, { visitor, watermark: 0 });
    response.status(receipt.status === 'stored' ? 201 : 200).json(body);
  };
}

/** A fresh stream address that begins after the client's watermark. */
function reconnect(context: WebchatContext): RequestHandler {
  return async (request, response) => {
    const visitor = await visitorOfConversation(context, request);
    await context.gates.take('reads', visitor.user);
    const watermark = watermarkOf(request.query.watermark);
    response.json(await describe(context, request, { visitor, watermark }));
  };
}

function readActivities(context: WebchatContext): RequestHandler {
  return async (request, response) => {
    const visitor = await visitorOfConversation(context, request);
    await context.gates.take('reads', visitor.user);
    const watermark = watermarkOf(request.query.watermark);
    const lines = await transcriptOf(context, visitor).after(visitor.conversation, watermark, context.limits.page);
    const viewer = { user: visitor.user, conversation: visitor.conversation, base: baseUrl(context, request) };
    noStore(response);
    const links = { files: context.links, secure: context.options.secureLinks };
    response.json(presentLines(lines, watermark, viewer, links));
  };
}

function postActivity(context: WebchatContext): RequestHandler {
  return async (request, response) => {
    const visitor = await visitorOfConversation(context, request);
    // Somebody who writes for long says so every few seconds: that is none of the messages that they may send.
    const isTyping = (request.body as { type?: unknown } | undefined)?.type === 'typing';
    await context.gates.take(isTyping ? 'reads' : 'messages', visitor.user);
    const activity = parseActivity(request.body);
    if (activity.kind === 'typing') context.intake().typing?.(placeOf(visitor));
    if (activity.kind !== 'message') {
      response.json({ id: '' });
      return;
    }
    const receipt = await acceptOne(context, toEnvelope(visitor, activity, { sentAt: context.options.clock.now() }));
    response.json({ id: receipt.id });
  };
}

function upload(context: WebchatContext): RequestHandler {
  return async (request, response) => {
    const visitor = await visitorOfConversation(context, request);
    await context.gates.take('uploads', visitor.user);
    await context.gates.take('messages', visitor.user);
    const { activity, attachments } = await receiveUpload(context, request);
    const envelope = toEnvelope(visitor, activity, { sentAt: context.options.clock.now(), attachments });
    response.json({ id: (await acceptOne(context, envelope)).id });
  };
}

async function describe(
  context: WebchatContext,
  request: Request,
  { visitor, watermark }: { visitor: Visitor; watermark: number },
): Promise<object> {
  const base = baseUrl(context, request);
  const ticket = await context.tokens.stream({ visitor, watermark, base });
  const stream = `${base.replace(/^http/, 'ws')}/v3/directline/conversations/${visitor.conversation}/stream`;
  return {
    conversationId: visitor.conversation,
    token: await context.tokens.conversation(visitor),
    expires_in: context.limits.tokenSeconds,
    streamUrl: `${stream}?watermark=${watermark}&t=${ticket}`,
    referenceGrammarId: '',
  };
}

function noStore(response: Response): void {
  response.setHeader('Cache-Control', 'no-store');
}
