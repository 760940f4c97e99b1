import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import express, { type RequestHandler, Router } from 'express';
import { AppError } from '../../errors/app-error.ts';
import { consolePolicy, createNonce } from '../security-headers.ts';

/** What the build writes where the nonce belongs (`html.cspNonce` in web/vite.config.ts). */
export const noncePlaceholder = '__CSP_NONCE__';

/**
 * The built console under `/console`: hashed files for a year, and for every other address under it the one page, with a
 * fresh nonce. Opening a page never consumes anything, so a sign-in link survives whoever previews it.
 */
export function consolePages(staticDir: string | null): Router {
  const router = Router();
  if (staticDir === null) {
    router.use('/console', (_request, _response, next) => next(new AppError('CONSOLE_NOT_BUILT')));
    return router;
  }
  const files = { index: false, redirect: false, fallthrough: true };
  router.use(
    '/console/assets',
    preferCompressed(join(staticDir, 'assets')),
    express.static(join(staticDir, 'assets'), { ...files, immutable: true, maxAge: '365d' }),
  );
  router.use('/console/assets', (_request, _response, next) => next(new AppError('NOT_FOUND')));
  router.get(['/console', '/console/*path'], page(staticDir));
  return router;
}

/** The build writes a compressed copy beside each file that gains by it; who can read it gets that one. */
function preferCompressed(folder: string): RequestHandler {
  const copies = new Set(existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.gz')) : []);
  return (request, response, next) => {
    const copy = `${request.path.slice(1)}.gz`;
    if (copies.has(copy)) {
      response.vary('Accept-Encoding');
      if (request.acceptsEncodings('gzip') === 'gzip') {
        response.type(extname(request.path)).setHeader('Content-Encoding', 'gzip');
        request.url = `/${copy}`;
      }
    }
    next();
  };
}

function page(staticDir: string): RequestHandler {
  let html: string | undefined;
  return (_request, response) => {
    html ??= readPage(staticDir);
    const nonce = createNonce();
    response.setHeader('Content-Security-Policy', consolePolicy(nonce));
    response.setHeader('Cache-Control', 'no-store');
    response.type('html').send(html.replaceAll(noncePlaceholder, nonce));
  };
}

function readPage(staticDir: string): string {
  try {
    return readFileSync(join(staticDir, 'index.html'), 'utf8');
  } catch (cause) {
    throw new AppError('CONSOLE_NOT_BUILT', {}, { cause });
  }
}
