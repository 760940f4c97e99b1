import { createHash, randomBytes } from 'node:crypto';

/** A secret of 256 random bits, safe in addresses and cookies. */
export function makeToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored instead of a token: SHA-256, hex. Enough for a random secret; nobody can guess 256 bits. */
export function digestToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
