import { createPrivateKey, createPublicKey } from 'node:crypto';
import { z } from 'zod';

/** A key that our mail is signed with. */
export interface DkimConfig {
  readonly domain: string;
  readonly selector: string;
  /** RSA, PEM. */
  readonly privateKey: string;
}

/** The name of the record in DNS that shows the key's other half: `mesa._domainkey.example.org`. */
export const dkimRecord = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?\._domainkey\.[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i,
    'write the name of the record in DNS, like mesa._domainkey.example.org',
  )
  .transform((text) => {
    const [selector = '', domain = ''] = text.toLowerCase().split('._domainkey.');
    return { selector, domain };
  });

const LEAST_BITS = 2_048;

/** An RSA key in PEM, of 2,048 bits or more. */
export const dkimKey = z
  .string()
  .transform((text) => text.replaceAll('\\n', '\n'))
  .refine((text) => bitsOf(text) >= LEAST_BITS, 'is no RSA key of 2048 bits; make one with: openssl genrsa 2048');

/** What DNS must show for a private key: the base64 of its `p=`. */
export function dkimPublicKey(privateKey: string): string {
  return createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64');
}

function bitsOf(text: string): number {
  try {
    const key = createPrivateKey(text);
    return key.asymmetricKeyType === 'rsa' ? (key.asymmetricKeyDetails?.modulusLength ?? 0) : 0;
  } catch {
    return 0;
  }
}
