import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Response } from 'express';

/** Name of the console's session cookie. */
export const sessionCookie = 'ventanilla_session';

/** The session token of a Cookie header, or null. The first one counts: a second of the same name is not ours. */
export function sessionTokenIn(cookieHeader: string | undefined): string | null {
  for (const part of (cookieHeader ?? '').split(';')) {
    const [name, value] = part.trim().split('=', 2);
    if (name === sessionCookie) return value && /^[\w.~-]{16,512}$/.test(value) ? value : null;
  }
  return null;
}

/**
 * Gives the browser its session: out of reach of scripts and of other sites. It lasts `lastsMs` by the browser's own clock:
 * a phone whose date is wrong must not throw it away at once.
 */
export function setSessionCookie(response: Response, token: string, about: { lastsMs: number; secure: boolean }): void {
  response.cookie(sessionCookie, token, { ...attributes(about.secure), maxAge: about.lastsMs });
}

/** Takes the session back from the browser. */
export function clearSessionCookie(response: Response, secure: boolean): void {
  response.clearCookie(sessionCookie, attributes(secure));
}

function attributes(secure: boolean) {
  return { httpOnly: true, sameSite: 'strict', secure, path: '/' } as const;
}

/** The token that a console sends with every unsafe request; only a page of our own origin can have read it. */
export function csrfTokenFor(sessionToken: string, key: string): string {
  return createHmac('sha256', key).update(`csrf:${sessionToken}`).digest('base64url');
}

/** Compares without telling by its time how much was right. */
export function isSameSecret(given: string, expected: string): boolean {
  const digest = (text: string) => createHmac('sha256', 'compare').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
