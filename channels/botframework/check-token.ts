import type { BotIdentity } from './options.ts';

/** Seconds that clocks may differ, as Bot Service documents it. */
const LEEWAY = 300;

/**
 * A look at a token before the library sees it: who signed, for whom, until when. Null: nothing against it yet; else what. The
 * signature is the library's to check. It also takes tokens of emulators, skills and other tenants, and remembers the tenant of
 * every token that it is shown, signed or not: none of these gets so far. Pure but for the clock.
 */
export function tokenProblem(
  authorization: string,
  { issuer, appId }: Pick<BotIdentity, 'issuer' | 'appId'>,
  now: number = Date.now(),
): string | null {
  const [, header, payload] = /^Bearer ([\w-]+)\.([\w-]+)\.[\w-]+$/.exec(authorization) ?? [];
  const head = header === undefined ? null : objectIn(header);
  const claims = payload === undefined ? null : objectIn(payload);
  if (head === null || claims === null) return 'not a token';
  if (head.alg !== 'RS256') return 'algorithm';
  if (claims.iss !== issuer) return 'issuer';
  if (typeof claims.aud !== 'string' || claims.aud.toLowerCase() !== appId) return 'audience';
  if ('tid' in claims || 'appid' in claims || 'azp' in claims) return 'not of a channel';
  const seconds = now / 1_000;
  if (typeof claims.exp !== 'number' || claims.exp + LEEWAY < seconds) return 'expired';
  if (typeof claims.serviceurl !== 'string' || claims.serviceurl === '') return 'service address';
  return null;
}

function objectIn(part: string): Readonly<Record<string, unknown>> | null {
  try {
    const read: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
