import type { Request } from 'express';
import type { IntakePort } from '../../src/contracts/envelope.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { FileLinks } from './file-links.ts';
import type { WebchatLimits, WebchatOptions } from './options.ts';
import type { RateGates } from './rate-limits.ts';
import type { Sites } from './sites.ts';
import type { StreamHub } from './stream-hub.ts';
import type { Tokens, Visitor } from './tokens.ts';
import type { TranscriptSource } from './transcript-source.ts';

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

/** The log that a visitor's conversation is in: its site's own, so that no site ever reads another's. */
export function transcriptOf(
  { sites, options }: Pick<WebchatContext, 'sites' | 'options'>,
  { site }: Pick<Visitor, 'site'>,
): TranscriptSource {
  const found = sites.find(site).transcript ?? options.transcript;
  if (found === undefined) throw new AppError('CONFIG_INVALID', { problems: `the site ${site} has no transcript` });
  return found;
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
