import { createHash, timingSafeEqual } from 'node:crypto';
import { AppError } from '../../src/errors/app-error.ts';
import type { WebchatSite } from './options.ts';

/** The sites of this gateway, and who may call them from where. */
export interface Sites {
  /** By id or alias; the first one when none is named. Throws SITE_UNKNOWN. */
  find(id: string | undefined): WebchatSite;
  has(id: string): boolean;
  /** By the secret of a site's backend; null when no site has it. */
  bySecret(secret: string): WebchatSite | null;
  /** Whether any site (or one) may be used from this origin. `host` = the gateway's own, always allowed. */
  allows(origin: string | undefined, host: string | undefined, site?: WebchatSite): boolean;
}

/** Looks sites up. A request without Origin comes from no page, so origins do not apply to it. */
export function createSites(sites: readonly WebchatSite[]): Sites {
  const byId = new Map(sites.flatMap((site) => [site.id, ...(site.aliases ?? [])].map((id) => [id, site] as const)));
  const first = sites[0];
  if (first === undefined) throw new AppError('CONFIG_INVALID', { problems: 'the web chat needs at least one site' });
  return {
    find(id) {
      const site = id === undefined ? first : byId.get(id);
      if (site === undefined) throw new AppError('SITE_UNKNOWN');
      return site;
    },
    has: (id) => byId.has(id),
    bySecret: (secret) => sites.find((site) => site.secret !== undefined && isSame(site.secret, secret)) ?? null,
    allows(origin, host, site) {
      if (origin === undefined || isOwn(origin, host)) return true;
      return (site === undefined ? sites : [site]).some(
        ({ origins = 'any' }) => origins === 'any' || origins.includes(origin),
      );
    },
  };
}

function isOwn(origin: string, host: string | undefined): boolean {
  return host !== undefined && URL.canParse(origin) && new URL(origin).host === host.toLowerCase();
}

// Digests have one length, so the comparison tells nothing of the secret, not even its length.
function isSame(expected: string, given: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(expected), digest(given));
}
