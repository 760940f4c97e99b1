import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { SealingBox } from '../contracts/sealing.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals values under one key that lies outside the database (AES-256-GCM). A value opens under the place that it was sealed
 * for and under no other. Throws a RangeError unless the key has 256 bits; opening throws when a single bit differs.
 */
export function createSealingBox(key: Buffer): SealingBox {
  if (key.length !== 32) throw new RangeError('The key of a sealing box has 32 bytes.');
  const aadOf = (place: string) => Buffer.from(JSON.stringify(['ventanilla-box-1', place]));
  return {
    seal(value, place) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(aadOf(place));
      return Buffer.concat([nonce, cipher.update(value, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString(
        'base64',
      );
    },
    open(sealed, place) {
      const bytes = Buffer.from(sealed, 'base64');
      const nonce = bytes.subarray(0, NONCE_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(aadOf(place)).setAuthTag(bytes.subarray(-TAG_BYTES));
      const body = bytes.subarray(NONCE_BYTES, -TAG_BYTES);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
    },
    blind: (name) => createHmac('sha256', key).update(`ventanilla-blind-1|${name}`).digest('base64url').slice(0, 22),
  };
}
