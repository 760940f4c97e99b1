import { createHmac, randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import { isSameSecret } from '../auth/session-cookie.ts';

const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(A|iOS)?\//, 'Edge'],
  [/\b(OPR|Opera)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|Chromium|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/\b(iPhone|iPad|iPod)\b/, 'iOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
];

/** Browser and system in words of ours: `Chrome · Windows`. What the header says else is stored nowhere; empty: not known. */
export function deviceOf({ headers }: Pick<Request, 'headers'>): string {
  const agent = headers['user-agent'] ?? '';
  const named = (words: typeof browsers) => words.find(([pattern]) => pattern.test(agent))?.[1];
  return [named(browsers), named(systems)].filter((word) => word !== undefined).join(' · ');
}

/** Name of the cookie by which a browser is known to have been used by somebody. It opens nothing. */
export const deviceCookie = 'ventanilla_device';
const LASTS_MS = 180 * 86_400_000;

/** The browser's mark when it is one that this person signed in with before; null: unknown, or somebody else's. */
export function knownDevice({ headers }: Pick<Request, 'headers'>, person: string, key: string): string | null {
  for (const part of (headers.cookie ?? '').split(';')) {
    const [name, value = ''] = part.trim().split('=', 2);
    if (name !== deviceCookie) continue;
    const [id = '', proof = ''] = value.split('.');
    return /^[\w-]{16,64}$/.test(id) && isSameSecret(proof, proofOf(id, person, key)) ? id : null;
  }
  return null;
}

/** Marks the browser as one that this person signed in with. */
export function rememberDevice(response: Response, about: { person: string; key: string; secure: boolean }): void {
  const id = randomBytes(16).toString('base64url');
  response.cookie(deviceCookie, `${id}.${proofOf(id, about.person, about.key)}`, {
    ...{ httpOnly: true, sameSite: 'strict', secure: about.secure, path: '/api/session', maxAge: LASTS_MS },
  });
}

function proofOf(id: string, person: string, key: string): string {
  return createHmac('sha256', key).update(`device:${id}:${person}`).digest('base64url');
}
