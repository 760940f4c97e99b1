import type { Request } from 'express';
import type { IntakePort } from '../../src/contracts/envelope.ts';
import type { FileLinks } from './file-links.ts';
import type { WebchatLimits, WebchatOptions } from './options.ts';
import type { RateGates } from './rate-limits.ts';
import type { Sites } from './sites.ts';
import type { StreamHub } from './stream-hub.ts';
import type { Tokens } from './tokens.ts';

/** What every part of the channel shares. */
export interface WebchatContext {
  readonly options: WebchatOptions;
  readonly limits: WebchatLimits;
  readonly sites: Sites;
  readonly tokens: Tokens;
  readonly gates: RateGates;
  readonly links: FileLinks;
  readonly hub: StreamHub;
  /** The door in. Throws STORE_CLOSED before the channel started and after it stopped. */
  intake(): IntakePort;
}

/** The gateway's address as this client sees it, without a slash at the end. */
export function baseUrl(context: WebchatContext, request: Request): string {
  return (context.options.publicUrl ?? `${request.protocol}://${hostOf(request) ?? 'localhost'}`).replace(/\/+$/, '');
}

/** The request's own host (behind a proxy that the app trusts: the one the proxy was asked for). */
export function hostOf(request: Request): string | undefined {
  const host = request.host;
  // It is sent back in addresses, so nothing but a host may be in it.
  return /^[\w.:[\]-]{1,255}$/.test(host ?? '') ? host : undefined;
}
