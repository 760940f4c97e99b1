import type { Request, Response } from 'express';
import type { HttpSettings } from '../deps.ts';

const COOKIE = 'ventanilla_portal';
const PATH = '/mis-tickets';

/** The session token that a browser sends, or null. The first one counts: a second of the same name is not ours. */
export function portalTokenIn({ headers }: Pick<Request, 'headers'>): string | null {
  for (const part of (headers.cookie ?? '').split(';')) {
    const [name, value] = part.trim().split('=', 2);
    if (name === COOKIE) return value && /^[\w-]{16,128}$/.test(value) ? value : null;
  }
  return null;
}

/**
 * Gives the browser its session: out of reach of scripts, and of other sites' forms. `lax`, because people come by links in
 * their mail; every form carries a token of its own.
 */
export function setPortalCookie(response: Response, token: string, about: { lastsMs: number; secure: boolean }): void {
  response.cookie(COOKIE, token, { ...attributes(about.secure), maxAge: about.lastsMs });
}

/** Takes the session back from the browser. */
export function clearPortalCookie(response: Response, secure: boolean): void {
  response.clearCookie(COOKIE, attributes(secure));
}

/** For HTTPS only where the pages are reached by HTTPS; on plain loopback it could not be set otherwise. */
export function isSecure(request: Request, { publicUrl }: Pick<HttpSettings, 'publicUrl'>): boolean {
  return request.secure || publicUrl?.startsWith('https:') === true;
}

function attributes(secure: boolean) {
  return { httpOnly: true, sameSite: 'lax', secure, path: PATH } as const;
}
