import { createHash, randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { addressKey } from '../../contracts/address-key.ts';
import type { PortalPort, PortalViewer } from '../../contracts/portal.ts';
import { AppError, isAppError } from '../../errors/app-error.ts';
import { servicesOf } from '../auth/organisation.ts';
import { csrfTokenFor, isSameSecret } from '../auth/session-cookie.ts';
import type { HttpDeps } from '../deps.ts';
import type { Limiter } from '../limits/rate-limits.ts';
import { type FormBody, readForm } from './form-body.ts';
import type { Page, PageContext, PortalFrame } from './frame.ts';
import { portalTokenIn } from './portal-session.ts';
import { noticePage } from './sign-in-pages.ts';

/** What the pages work with. */
export interface PortalRoom {
  readonly deps: HttpDeps;
  readonly portal: PortalPort;
  readonly frame: PortalFrame;
  readonly address: Limiter;
  readonly mail: Limiter;
  readonly guess: Limiter;
}

/** A request of somebody who is signed in. */
export interface Visit {
  readonly request: Request;
  readonly response: Response;
  readonly viewer: PortalViewer;
  readonly context: PageContext;
}

const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The organisation that a page without a session is about: the one that is named, if it is run here, else the default. */
export function organisationIn({ deps }: PortalRoom, given: unknown): string {
  const { codes } = deps.organisations;
  return codes.find((code) => code === given) ?? codes[0] ?? '';
}

/** What a page of an organisation knows. */
export function contextOf(
  { deps, frame }: PortalRoom,
  organisation: string,
  session: { viewer: PortalViewer; token: string } | null,
): PageContext {
  const { policy } = servicesOf(deps, organisation);
  const { locale, timeZone } = policy.organisation;
  const form = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale === 'en' ? 'en' : locale, { timeZone, ...options });
  const day = form({ weekday: 'long', day: 'numeric', month: 'long' });
  const at = form({
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return {
    ...{ policy, say: frame.say(locale === 'en' ? 'en' : 'es'), formKey: randomUUID() },
    at: (instant) => at.format(instant),
    day: (instant) => day.format(instant),
    viewer: session?.viewer ?? null,
    csrf: session === null ? '' : csrfTokenFor(session.token, deps.settings.consoleKey),
  };
}

/** Sends a page with its headers. */
export function show({ frame }: PortalRoom, response: Response, page: Page, context: PageContext): void {
  setHeaders(response);
  response.send(frame.render(page, context));
}

/** The limit of every page, whoever asks. */
export function open(room: PortalRoom, serve: (request: Request, response: Response) => Promise<void>): RequestHandler {
  return async (request, response) => {
    await room.address.take(addressKey(request.ip));
    await serve(request, response);
  };
}

/** Whoever is not signed in is asked to, and comes back to the ticket that they wanted. */
export function signedIn(room: PortalRoom, serve: (visit: Visit) => Promise<void>): RequestHandler {
  return open(room, async (request, response) => {
    const session = await sessionOf(room, request);
    if (session === null) {
      const { folio } = request.params;
      const asked = new URLSearchParams({
        ...(typeof request.query.org === 'string' ? { org: organisationIn(room, request.query.org) } : {}),
        ...(typeof folio === 'string' && FOLIO.test(folio) ? { folio } : {}),
      });
      setHeaders(response);
      return response.redirect(303, `/mis-tickets/entrar${asked.size > 0 ? `?${asked}` : ''}`);
    }
    const { viewer } = session;
    await serve({ request, response, viewer, context: contextOf(room, viewer.organisation, session) });
  });
}

/** How a folio looks; anything else is none and is not repeated. */
export const FOLIO = /^[A-Z]{2,6}-\d{1,12}$/;

/** The session of a request, or null. */
export async function sessionOf({ portal }: PortalRoom, request: Request) {
  const token = portalTokenIn(request);
  const viewer = token === null ? null : await portal.viewer(token);
  return token === null || viewer === null ? null : { token, viewer };
}

/** The form of a visit. Throws CSRF_REFUSED unless our own page made it for this session. */
export async function formOf({ request, context }: Visit): Promise<FormBody> {
  const form = await readForm(request);
  if (!isSameSecret(form.fields.csrf ?? '', context.csrf)) throw new AppError('CSRF_REFUSED');
  return form;
}

/** The key that makes a repeat of a form known. Ours is a UUID; another one is no key. */
export function keyOf({ fields }: FormBody): string {
  return /^[\da-f-]{36}$/.test(fields.key ?? '') ? String(fields.key) : randomUUID();
}

/** No other site's form may send anything here. Old browsers do not say where a form stood. */
export const refuseOtherSites: RequestHandler = (request, _response, next) => {
  const from = request.headers['sec-fetch-site'];
  const isOwn = from === undefined || from === 'same-origin' || from === 'none';
  next(isOwn ? undefined : new AppError('CSRF_REFUSED'));
};

/** By digest: the limiter's memory holds no address of anybody. */
export function mailKey(organisation: string, mail: string): string {
  return createHash('sha256').update(`${organisation}|${mail.trim().toLowerCase()}`).digest('hex');
}

/** Errors as pages: whoever stands here is a customer. What is not known goes on to be logged. */
export async function showError(
  room: PortalRoom,
  error: unknown,
  request: Request,
  response: Response,
): Promise<boolean> {
  const told = isAppError(error) ? pageFor(error) : null;
  if (told === null) return false;
  const session = await sessionOf(room, request).catch(() => null);
  const organisation = session?.viewer.organisation ?? organisationIn(room, request.query.org);
  if (isAppError(error, 'RATE_LIMITED')) response.setHeader('Retry-After', String(error.details.seconds));
  response.status(told.status);
  const context = contextOf(room, organisation, session);
  show(room, response, noticePage(context, told.name, told.again ? { href: '/mis-tickets' } : null), context);
  return true;
}

function pageFor({ code }: AppError): { status: number; name: string; again?: true } | null {
  if (code === 'RATE_LIMITED') return { status: 429, name: 'busy' };
  if (code === 'CSRF_REFUSED' || code === 'INPUT_INVALID')
    return { status: code === 'CSRF_REFUSED' ? 403 : 400, name: 'stale' };
  if (code === 'TICKET_NOT_FOUND' || code === 'NOT_FOUND' || code === 'FILE_NOT_FOUND')
    return { status: 404, name: 'missing', again: true };
  return code.startsWith('TICKET_') ? { status: 409, name: 'refused' } : null;
}

function setHeaders(response: Response): void {
  response.setHeader('Content-Security-Policy', pagePolicy);
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('X-Robots-Tag', 'noindex, nofollow, noarchive');
  response.type('html');
}
