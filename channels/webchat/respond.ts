import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Logger } from '../../src/contracts/logger.ts';
import { AppError, isAppError } from '../../src/errors/app-error.ts';

/** What an error looks like on the wire. */
export interface ErrorBody {
  readonly error: { readonly code: string; readonly message: string; readonly id?: string | number };
}

/** The JSON of an error. */
export function errorBody(error: AppError): ErrorBody {
  const { id } = error.details;
  return { error: { code: error.code, message: error.message, ...(id === undefined ? {} : { id }) } };
}

/** Ends a router: every error becomes coded JSON; what nobody foresaw is logged with an id and hidden. */
export function errorHandler(logger: Logger) {
  return (thrown: unknown, _request: Request, response: Response, next: NextFunction): void => {
    if (response.headersSent) {
      next(thrown);
      return;
    }
    const error = toAppError(thrown, logger);
    if (error.code === 'RATE_LIMITED') response.setHeader('Retry-After', String(error.details.seconds ?? 1));
    if (error.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
    response.status(error.status).json(errorBody(error));
  };
}

/** The last handler of a router: nothing lies here. */
export function notFound(): void {
  throw new AppError('NOT_FOUND');
}

/** Answers the other methods of an address. */
export const methodNotAllowed: RequestHandler = (request) => {
  throw new AppError('METHOD_NOT_ALLOWED', { method: request.method });
};

/** Any thrown value as an error of the catalogue. */
export function toAppError(thrown: unknown, logger: Logger): AppError {
  if (isAppError(thrown)) return thrown;
  const known = parserError(thrown);
  if (known !== null) return known;
  const id = randomUUID();
  logger.error({ id, err: thrown }, 'web chat request failed');
  return new AppError('INTERNAL', { id }, { cause: thrown });
}

// express names its own refusals by `type` and `status`, never by a class.
function parserError(thrown: unknown): AppError | null {
  if (!(thrown instanceof Error)) return null;
  const { type, status, limit } = thrown as Error & { type?: string; status?: number; limit?: number };
  if (type === 'entity.parse.failed') return new AppError('BODY_NOT_JSON', {}, { cause: type });
  if (type === 'entity.too.large') return new AppError('BODY_TOO_LARGE', { limit: limit ?? 0 });
  if (thrown instanceof URIError) return new AppError('INPUT_INVALID', { path: 'url', problem: 'malformed escapes' });
  if (status !== undefined && status >= 400 && status < 500) {
    return new AppError('INPUT_INVALID', { path: 'body', problem: type ?? 'it cannot be read' });
  }
  return null;
}
