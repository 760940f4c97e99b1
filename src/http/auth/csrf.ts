import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '../../errors/app-error.ts';
import { csrfTokenFor, isSameSecret } from './session-cookie.ts';

/** Header that carries the CSRF token. */
export const csrfHeader = 'x-csrf-token';

/** The addresses that count as our own. */
export interface OwnAddress {
  /** Host (with port) that the request came to, as a trusted proxy reports it. */
  readonly host: string | undefined;
  readonly publicUrl: string | null;
}

/** Whether an Origin header names our own origin. Absent = not shown to be ours. */
export function isOwnOrigin(origin: string | undefined, { host, publicUrl }: OwnAddress): boolean {
  if (origin === undefined || !URL.canParse(origin)) return false;
  const from = new URL(origin);
  if (publicUrl !== null && from.origin === new URL(publicUrl).origin) return true;
  return /^https?:$/.test(from.protocol) && from.host === host;
}

/** A cookie travels by itself, so a request that changes something must show that our own page sent it. Throws CSRF_REFUSED. */
export function refuseForgery(
  headers: IncomingHttpHeaders,
  about: OwnAddress & { sessionToken: string; key: string },
): void {
  const given = headers[csrfHeader];
  const expected = csrfTokenFor(about.sessionToken, about.key);
  if (!isOwnOrigin(headers.origin, about)) throw new AppError('CSRF_REFUSED');
  if (typeof given !== 'string' || !isSameSecret(given, expected)) throw new AppError('CSRF_REFUSED');
}
