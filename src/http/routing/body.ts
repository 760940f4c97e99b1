import express, { type Request, type RequestHandler } from 'express';
import { AppError } from '../../errors/app-error.ts';

/** Longest JSON body of the API, bytes. */
export const BODY_LIMIT = 256 * 1024;

const parseJson = express.json({ limit: BODY_LIMIT, strict: true, type: isJson });

/** Reads a JSON body up to the limit; a body of another kind is refused rather than ignored. */
export const readJsonBody: RequestHandler = (request, response, next) => {
  if (hasBody(request) && !isJson(request)) return next(new AppError('BODY_NOT_JSON'));
  parseJson(request, response, next);
};

function hasBody({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function isJson({ headers }: { headers: Request['headers'] }): boolean {
  return /^application\/(json|[\w.-]+\+json)\s*(;|$)/i.test(headers['content-type'] ?? '');
}

/** Beyond this many times the limit nobody listens to the end: the line is cut. */
const PATIENCE = 4;

/**
 * The bytes of a body that was left on the wire. One that is too long is read to its end and thrown away, so that whoever sends
 * it sees the answer in place of a broken line. Throws FILE_TOO_LARGE.
 */
export async function readBytes(request: Request, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= limit) chunks.push(chunk);
    else chunks.length = 0;
    if (length > limit * PATIENCE) break;
  }
  if (length > limit) throw new AppError('FILE_TOO_LARGE', { limit });
  return Buffer.concat(chunks);
}

/** A body of another kind is left on the wire, for the handler to read as it comes. */
export function readRawBody(mediaType: string): RequestHandler {
  return (request, _response, next) => {
    const given = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
    next(given === mediaType ? undefined : new AppError('BODY_TYPE_REFUSED', { wanted: mediaType }));
  };
}
