import type { Request } from 'express';
import { addressKey } from '../../src/contracts/address-key.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { WebchatContext } from './context.ts';
import type { Visitor } from './tokens.ts';

const CONVERSATION_ID = /^[\w-]{22}$/;

/** The bearer token of a request. Throws TOKEN_MISSING. */
export function bearerOf(request: Request): string {
  const token = request.headers.authorization?.match(/^Bearer +(\S{1,4096})$/i)?.[1];
  if (token === undefined) throw new AppError('TOKEN_MISSING');
  return token;
}

/** Who asks. Throws TOKEN_MISSING, TOKEN_INVALID, RATE_LIMITED (too many wrong tokens from one address), SITE_UNKNOWN. */
export async function visitorOf(context: WebchatContext, request: Request): Promise<Visitor> {
  const token = bearerOf(request);
  try {
    const visitor = await context.tokens.readConversation(token);
    context.sites.find(visitor.site);
    return visitor;
  } catch (error) {
    await context.gates.take('failures', addressKey(request.ip));
    throw error;
  }
}

/** Who asks, and only for the conversation of the token. Throws CONVERSATION_NOT_FOUND, CONVERSATION_NOT_YOURS as well. */
export async function visitorOfConversation(context: WebchatContext, request: Request): Promise<Visitor> {
  const visitor = await visitorOf(context, request);
  const asked = request.params.conversationId;
  if (asked === visitor.conversation) return visitor;
  // Every well-formed id gets the same answer, so nobody learns which conversations exist.
  if (typeof asked === 'string' && CONVERSATION_ID.test(asked)) throw new AppError('CONVERSATION_NOT_YOURS');
  throw new AppError('CONVERSATION_NOT_FOUND');
}
