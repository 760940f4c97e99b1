import type { RequestHandler } from 'express';
import { AppError } from '../../src/errors/app-error.ts';
import type { WebchatContext } from './context.ts';

// Only pictures that cannot carry a script are shown; everything else is saved.
const INLINE = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** `GET /files/:fileId?name&type&expires&signature`: the signed address is the permission. */
export function sendFile(context: WebchatContext): RequestHandler {
  return async (request, response) => {
    const link = context.links.read(String(request.params.fileId), request.query);
    const content = await context.options.files.get(link.fileId);
    if (content === null) throw new AppError('FILE_NOT_FOUND');
    const text = link.mediaType.startsWith('text/') ? `${link.mediaType}; charset=utf-8` : link.mediaType;
    const disposition = INLINE.has(link.mediaType) ? 'inline' : 'attachment';
    response.setHeader('Content-Type', text);
    response.setHeader('Content-Length', String(content.length));
    response.setHeader('Content-Disposition', `${disposition}; ${fileNameParameters(link.name)}`);
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    response.setHeader('Cache-Control', 'private, max-age=3600');
    response.setHeader('Referrer-Policy', 'no-referrer');
    response.end(content);
  };
}

function fileNameParameters(name: string): string {
  const plain = name.normalize('NFD').replace(/[^\w. -]/g, '');
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `filename="${plain || 'archivo'}"; filename*=UTF-8''${encoded}`;
}
