import type { Router } from 'express';
import type { ChannelAdapter, ChannelMount } from '../../src/contracts/channel.ts';
import { type IntakePort, MAX_TEXT_LENGTH } from '../../src/contracts/envelope.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { transcriptOf, type WebchatContext } from './context.ts';
import { createFileLinks } from './file-links.ts';
import { DEFAULT_LIMITS, DEFAULT_RATE_LIMITS, type WebchatOptions } from './options.ts';
import { createPages } from './pages.ts';
import { createRateGates } from './rate-limits.ts';
import { apiRouter, directLineRouter } from './routers.ts';
import { createSites } from './sites.ts';
import { StreamHub } from './stream-hub.ts';
import { createTokens } from './tokens.ts';

export { createFileLinks } from './file-links.ts';
export type { AllowedOrigins, WebchatLimits, WebchatOptions, WebchatRateLimits, WebchatSite } from './options.ts';
export type { TranscriptLine, TranscriptSource } from './transcript-source.ts';

/**
 * The web chat: Direct Line 3.0 under `/v3/directline`, sessions and files under `/api/webchat`, the page under `/chat`
 * and `/`, the embed script at `/embed.js`. Mount all of `mounts` in order, and offer upgrades to each.
 */
export function createWebchatChannel(options: WebchatOptions): ChannelAdapter {
  let intake: IntakePort | null = null;
  const context = createContext(options, () => {
    if (intake === null) throw new AppError('STORE_CLOSED');
    return intake;
  });
  const pages = createPages(context);
  const mounts: ChannelMount[] = [
    {
      path: '/v3/directline',
      handler: directLineRouter(context),
      upgrade: (request, socket, head) => context.hub.upgrade(request, socket, head),
    },
    { path: '/api/webchat', handler: apiRouter(context) },
    ...pages.map(({ path, router }: { path: string; router: Router }) => ({ path, handler: router })),
  ];
  return {
    name: 'webchat',
    abilities: {
      buttons: true,
      typing: true,
      edits: false,
      questions: 'one',
      markdown: true,
      maxText: MAX_TEXT_LENGTH,
    },
    mounts,
    async start(port) {
      intake = port;
    },
    async stop() {
      intake = null;
      context.hub.stop();
    },
    // The stored transcript is what clients read, live or later: a reply that is stored is delivered.
    send: async (reply) => ({ id: reply.id }),
    showTyping: ({ address }, name) => context.hub.showTyping(address, name),
  };
}

function createContext(options: WebchatOptions, intake: () => IntakePort): WebchatContext {
  if (options.secret.length < 32) {
    throw new AppError('CONFIG_INVALID', { problems: 'the web chat secret must have at least 32 bytes' });
  }
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const sites = createSites(options.sites);
  const tokens = createTokens(options.secret, options.clock, limits);
  const gates = createRateGates({ ...DEFAULT_RATE_LIMITS, ...options.rateLimits }, options.counters);
  const links = createFileLinks(options.secret, options.clock, limits.fileLinkSeconds);
  const { logger, clock } = options;
  const now = (): Date => clock.now();
  const hub = new StreamHub({
    tokens,
    sites,
    gates,
    links: { files: links, secure: options.secureLinks },
    transcriptOf: (visitor) => transcriptOf({ sites, options }, visitor),
    limits,
    logger,
    now,
    ...(options.usedElsewhere ? { usedElsewhere: options.usedElsewhere } : {}),
  });
  return { options, limits, sites, tokens, gates, links, hub, intake };
}
