import { createHash } from 'node:crypto';
import { join } from 'node:path';
import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import { addressKey } from '../../contracts/address-key.ts';
import type { VaultDoor } from '../../contracts/vault.ts';
import { AppError, isAppError } from '../../errors/app-error.ts';
import type { HttpDeps } from '../deps.ts';
import { createLimiter, type Limiter, type RateLimits } from '../limits/rate-limits.ts';
import { createPageMaker, type Language, type PageMaker } from './page-maker.ts';

/** Longest value that is taken, characters: a private key of 8192 bits fits twice. */
const MAX_VALUE = 16_000;
/** Percent-encoded UTF-8 in a form takes up to nine bytes a character. */
const FORM_LIMIT = MAX_VALUE * 9 + 100;

const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * The page on which a person hands a value over. GET changes nothing, however often a preview fetches it; POST takes the
 * value once. A wrong, an expired and a used link have the same answer, byte for byte. Nothing that was typed is ever
 * sent back, and the requests are recorded by their pattern, which holds no token.
 */
export function vaultPages(deps: HttpDeps, limits: RateLimits): Router {
  const router = Router({ caseSensitive: true, strict: true });
  const { vault, vaultPages: directory } = deps;
  if (!vault || !directory) return router;
  const door: Door = {
    ...{ vault, deps, pages: createPageMaker(directory) },
    address: createLimiter(limits.vaultAddress, deps.counters?.('http.vaultAddress', limits.vaultAddress)),
    link: createLimiter(limits.vaultLink, deps.counters?.('http.vaultLink', limits.vaultLink)),
  };
  const asPages = onError(door);
  const file = { dotfiles: 'ignore', index: false, redirect: false, maxAge: '1h' } as const;
  router.use('/entrega/archivos', express.static(join(directory, 'files'), file));
  router.use('/entrega/archivos', (_request, _response, next) => next(new AppError('NOT_FOUND')));
  router.get(
    '/entrega/recibido',
    closed(door, (request, response) => show(door, response, 'done', languageOf(request))),
    asPages,
  );
  const lookOnly = closed(door, (request, response) => look(door, request, response));
  router.get('/entrega/:token', lookOnly, asPages);
  router.post(
    '/entrega/:token',
    refuseOtherSites,
    express.urlencoded({ extended: false, limit: FORM_LIMIT, parameterLimit: 4 }),
    closed(door, (request, response) => take(door, request, response)),
    asPages,
  );
  return router;
}

interface Door {
  readonly vault: VaultDoor;
  readonly deps: HttpDeps;
  readonly pages: PageMaker;
  readonly address: Limiter;
  readonly link: Limiter;
}

async function look(door: Door, request: Request, response: Response): Promise<void> {
  const view = await door.vault.open(tokenIn(request));
  if (view === null) return unavailable(door, request, response);
  const about = { ...view, host: hostOf(door.deps, request), maxLength: MAX_VALUE, problem: null };
  response.status(200).send(door.pages.form(about));
}

async function take(door: Door, request: Request, response: Response): Promise<void> {
  const token = tokenIn(request);
  // By digest: the limiter's memory holds no token either.
  await door.link.take(createHash('sha256').update(token).digest('hex'));
  const value = valueIn(request.body);
  if (value === null) return again(door, request, response, 'length');
  const view = await door.vault.deposit(token, value);
  if (view === null) return unavailable(door, request, response);
  response.redirect(303, `/entrega/recibido?lang=${view.language}`);
}

/** The form once more, with what is wrong and without what was typed; the link is not used up. */
async function again(door: Door, request: Request, response: Response, problem: 'length'): Promise<void> {
  const view = await door.vault.open(tokenIn(request));
  if (view === null) return unavailable(door, request, response);
  const about = { ...view, host: hostOf(door.deps, request), maxLength: MAX_VALUE, problem };
  response.status(422).send(door.pages.form(about));
}

function unavailable(door: Door, request: Request, response: Response): void {
  response.status(404);
  show(door, response, 'unavailable', languageOf(request));
}

function show(door: Door, response: Response, page: 'done' | 'unavailable' | 'busy', language: Language): void {
  response.send(door.pages.notice(page, language));
}

/** The headers and the limit of every page, whatever it says. */
function closed(door: Door, serve: (request: Request, response: Response) => Promise<void> | void): RequestHandler {
  return async (request, response) => {
    setHeaders(response);
    await door.address.take(addressKey(request.ip));
    await serve(request, response);
  };
}

function setHeaders(response: Response): void {
  response.setHeader('Content-Security-Policy', pagePolicy);
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('X-Robots-Tag', 'noindex, nofollow, noarchive');
  response.setHeader('Vary', 'Accept-Language');
  response.type('html');
}

/** Knowing the address is the permission; still, no other site's form may send anything here. Old browsers do not say. */
const refuseOtherSites: RequestHandler = (request, _response, next) => {
  const from = request.headers['sec-fetch-site'];
  const isOwn = from === undefined || from === 'same-origin' || from === 'none';
  next(isOwn ? undefined : new AppError('CSRF_REFUSED'));
};

/** Errors as pages: whoever stands here is a customer. */
function onError(door: Door): express.ErrorRequestHandler {
  return async (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    setHeaders(response);
    const language = languageOf(request);
    if (isAppError(error, 'RATE_LIMITED')) {
      response.setHeader('Retry-After', String(error.details.seconds));
      response.status(429);
      return show(door, response, 'busy', language);
    }
    if (isAppError(error, 'CSRF_REFUSED')) {
      response.status(403);
      return show(door, response, 'unavailable', language);
    }
    // Too large, or no form at all: the body reader's error may hold the body, so it goes no further.
    if (isBodyError(error) && typeof request.params.token === 'string') {
      return again(door, request, response, 'length').catch(next);
    }
    next(error);
  };
}

function isBodyError(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'type' in error && typeof error.type === 'string';
}

function tokenIn({ params }: Request): string {
  return typeof params.token === 'string' ? params.token : '';
}

/** What was typed, line ends as one sign. Null: nothing, or too much. */
function valueIn(body: unknown): string | null {
  const typed = typeof body === 'object' && body !== null && 'value' in body ? body.value : null;
  if (typeof typed !== 'string') return null;
  const value = typed.replace(/\r\n?/g, '\n');
  return value.trim() === '' || value.length > MAX_VALUE ? null : value;
}

function languageOf(request: Request): Language {
  if (request.query.lang === 'en' || request.query.lang === 'es') return request.query.lang;
  return request.acceptsLanguages(['es', 'en']) === 'en' ? 'en' : 'es';
}

/** The name in the address bar, so that a person can compare. */
function hostOf({ settings }: HttpDeps, request: Request): string {
  return settings.publicUrl === null ? (request.host ?? '') : new URL(settings.publicUrl).host;
}
