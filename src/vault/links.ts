import { createHash, createHmac } from 'node:crypto';
import type { SecureLinks } from '../contracts/vault.ts';

/** Where the page is served: `<base>/entrega/<token>`. In the path, never in a query: queries end in logs. */
export const DOOR_PATH = '/entrega';

/**
 * The link's secret. Made from the item, not stored: a repeated turn makes the same link, and whoever reads the database
 * has none. `linkKey` = 256 random bits of the installation.
 */
export function tokenOf(linkKey: Buffer, itemId: string): string {
  return createHmac('sha256', linkKey).update(`ventanilla vault link|${itemId}`).digest('base64url');
}

/** What is stored to know a token by: SHA-256, hex. */
export function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Makes addresses. `base()` = the gateway's own address, null while it does not listen. */
export function createSecureLinks(linkKey: Buffer, base: () => string | null): SecureLinks {
  return {
    urlOf(itemId, seenBase) {
      const from = seenBase ?? base();
      return from === null ? null : `${from}${DOOR_PATH}/${tokenOf(linkKey, itemId)}`;
    },
  };
}
