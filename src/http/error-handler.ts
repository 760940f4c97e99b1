import { randomUUID } from 'node:crypto';
import type { ErrorRequestHandler } from 'express';
import type { Logger } from '../contracts/logger.ts';
import { AppError, isAppError, namedIn } from '../errors/app-error.ts';
import { BODY_LIMIT } from './routing/body.ts';

/**
 * The only place that turns errors into answers: `{error: {code, message, details?, id?}}`. What is not of the catalogue is logged
 * under an id, and the caller gets the id.
 */
export function createErrorHandler(logger: Logger): ErrorRequestHandler {
  return (thrown, request, response, _next) => {
    const id = randomUUID();
    const error = knownError(thrown) ?? new AppError('INTERNAL', { id }, { cause: thrown });
    const isOurs = error.status >= 500;
    if (isOurs) logger.error({ id, err: error, method: request.method, route: request.route?.path }, 'request failed');
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (error.status === 401) response.setHeader('WWW-Authenticate', 'Bearer realm="ventanilla"');
    if (error.code === 'RATE_LIMITED') response.setHeader('Retry-After', String(error.details.seconds));
    const { code, message } = error;
    const named = isOurs ? {} : namedIn(error);
    const about = { code, message, ...named, ...(isOurs ? { id } : {}) };
    response.status(error.status).json({ error: about });
  };
}

/** Errors of the catalogue, and those of express and its body reader in our words. */
function knownError(thrown: unknown): AppError | null {
  if (isAppError(thrown)) return thrown;
  if (typeof thrown !== 'object' || thrown === null) return null;
  if ('name' in thrown && thrown.name === 'URIError') return new AppError('NOT_FOUND');
  const type = 'type' in thrown ? thrown.type : undefined;
  if (type === 'entity.too.large') return new AppError('BODY_TOO_LARGE', { limit: BODY_LIMIT });
  if (typeof type === 'string' && /^(entity|encoding|charset|request)\./.test(type))
    return new AppError('BODY_NOT_JSON');
  return null;
}
