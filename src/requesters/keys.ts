import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** Shorter ones are refused. */
export const MIN_KEY = 10;
const MAX_KEY = 200;
const HASH_BYTES = 32;

/** Whether a key may be chosen: long enough, and not endless. */
export function isGoodKey(key: string): boolean {
  return key.trim().length >= MIN_KEY && key.length <= MAX_KEY;
}

/** What is stored of a key (ICE-19): a salt of its own and what scrypt makes of both. */
export async function hashOfKey(key: string): Promise<string> {
  const salt = randomBytes(16);
  return `${salt.toString('base64url')}.${(await derive(key, salt)).toString('base64url')}`;
}

/** Whether a key is the one that a hash was made of. Without a hash the work is done all the same: time tells nothing. */
export async function isKeyOf(key: string, hash: string | null): Promise<boolean> {
  const [salt = '', wanted = ''] = (hash ?? `${'A'.repeat(22)}.${'A'.repeat(43)}`).split('.');
  const given = await derive(key.slice(0, MAX_KEY), Buffer.from(salt, 'base64url'));
  const expected = Buffer.from(wanted, 'base64url');
  return expected.length === given.length && timingSafeEqual(expected, given) && hash !== null;
}

function derive(key: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(key.normalize('NFKC'), salt, HASH_BYTES, (error, derived) => (error ? reject(error) : resolve(derived)));
  });
}
