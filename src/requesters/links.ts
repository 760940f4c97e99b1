import { createHash, createHmac } from 'node:crypto';
import type { PortalLinkDoc } from '../storage/models/portal.ts';
import type { RequesterDeps } from './deps.ts';

/** Where requesters' pages are served. */
export const PORTAL_PATH = '/mis-tickets';

/** A link's secret. Made from its id, not stored: whoever reads the database has none, and a repeated mail has the same. */
export function tokenOf(linkKey: Buffer, linkId: string): string {
  return createHmac('sha256', linkKey).update(`ventanilla portal link|${linkId}`).digest('base64url');
}

/** What is stored to know a token by: SHA-256, hex. */
export function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** The address that opens a link; null while nobody serves the pages. In the path, never in a query: queries end in logs. */
export function urlOfLink(
  { linkKey, base }: Pick<RequesterDeps, 'linkKey' | 'base'>,
  { _id }: Pick<PortalLinkDoc, '_id'>,
) {
  const from = base();
  return from === null ? null : `${from}${PORTAL_PATH}/enlace/${tokenOf(linkKey, _id)}`;
}

/** Where a ticket is looked up, after signing in: goes into copies and notices, opens nothing by itself (ALI-50). */
export function urlOfTicket({ base }: Pick<RequesterDeps, 'base'>, organisation: string, folio: string): string | null {
  const from = base();
  return from === null
    ? null
    : `${from}${PORTAL_PATH}/t/${encodeURIComponent(folio)}?org=${encodeURIComponent(organisation)}`;
}
