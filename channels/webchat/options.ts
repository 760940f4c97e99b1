import type { Clock } from '../../src/contracts/clock.ts';
import type { FileStore } from '../../src/contracts/files.ts';
import type { Logger } from '../../src/contracts/logger.ts';
import type { PointCounters, TakenOnce } from '../../src/contracts/sharing.ts';
import type { SecureLinks } from '../../src/contracts/vault.ts';
import type { PageLanguage } from './page-texts.ts';
import type { TranscriptSource } from './transcript-source.ts';

/** Where a site's chat may live: every web address, or these origins (`https://host[:port]`) and the gateway's own. */
export type AllowedOrigins = 'any' | readonly string[];

/** One chat: an organisation's site. `id` becomes `Envelope.account`. */
export interface WebchatSite {
  readonly id: string;
  /** Other names that lead here. */
  readonly aliases?: readonly string[];
  /** The organisation's name, shown in the title bar. */
  readonly title: string;
  /** What its bot speaks. Default Spanish. */
  readonly language?: PageLanguage;
  readonly origins?: AllowedOrigins;
  /** Lets the site's own backend ask for tokens (`POST /tokens/generate`). */
  readonly secret?: string;
  /** Privacy notice, linked under the chat. http(s) only. */
  readonly privacyUrl?: string;
  /** Where people see their tickets, linked under the chat: http(s), or a path of the gateway's own. */
  readonly ticketsUrl?: string;
  /** The log of the site's own conversations; without it the channel's. */
  readonly transcript?: TranscriptSource;
}

/** How many, in how many seconds. */
export interface RateLimit {
  readonly points: number;
  readonly seconds: number;
}

/** Limits of requests. Addresses are single IPv4 addresses or IPv6 /64 networks. */
export interface WebchatRateLimits {
  /** New or resumed sessions for each address. */
  readonly sessions: RateLimit;
  /** Messages for each sender. */
  readonly messages: RateLimit;
  /** Uploads for each sender. */
  readonly uploads: RateLimit;
  /** Reads, refreshes and streams opened for each sender. */
  readonly reads: RateLimit;
  /** Wrong tokens for each address. */
  readonly failures: RateLimit;
}

/** Generous for a person and for an office behind one address, tight for a loop. */
export const DEFAULT_RATE_LIMITS: WebchatRateLimits = {
  sessions: { points: 120, seconds: 60 },
  messages: { points: 30, seconds: 10 },
  uploads: { points: 20, seconds: 60 },
  reads: { points: 600, seconds: 60 },
  failures: { points: 120, seconds: 60 },
};

/** Sizes and times of the protocol. */
export interface WebchatLimits {
  /** Largest JSON body, bytes. */
  readonly bodyBytes: number;
  /** Largest uploaded file, bytes. */
  readonly fileBytes: number;
  /** All files of one message together, bytes. */
  readonly uploadBytes: number;
  /** Files in one message. */
  readonly files: number;
  /** Uploads being received at once, in the whole process: each holds its files in memory. */
  readonly uploadsAtOnce: number;
  /** Streams open at once for one conversation (its tabs and devices). */
  readonly streams: number;
  /** Lines read at once from the log. */
  readonly page: number;
  /** A stream that did not answer within this time is dropped, ms. */
  readonly heartbeatMs: number;
  /** Life of a conversation token, seconds. directlinejs refreshes every 15 minutes, so never under 30 minutes. */
  readonly tokenSeconds: number;
  /** How long a visitor may come back to the same conversation, seconds. */
  readonly resumeSeconds: number;
  /** Life of a stream address, seconds. It opens one stream, once. */
  readonly streamTokenSeconds: number;
  /** Life of a file address, seconds. */
  readonly fileLinkSeconds: number;
}

/** What the channel runs with when nothing else is said. */
export const DEFAULT_LIMITS: WebchatLimits = {
  bodyBytes: 256 * 1024,
  fileBytes: 10 * 1024 * 1024,
  uploadBytes: 25 * 1024 * 1024,
  files: 5,
  uploadsAtOnce: 8,
  streams: 8,
  page: 100,
  heartbeatMs: 30_000,
  tokenSeconds: 60 * 60,
  resumeSeconds: 30 * 24 * 60 * 60,
  streamTokenSeconds: 60,
  fileLinkSeconds: 2 * 60 * 60,
};

/** Where the page's files lie on this machine. */
export interface WebchatAssets {
  /** The folder `web/chat`. */
  readonly directory: string;
  /** The web chat client, `dist/vendor/webchat.js`; the build fetches it. */
  readonly webchatBundle: string;
}

/** What `createWebchatChannel` needs. */
export interface WebchatOptions {
  /** At least 32 bytes of randomness; every key of the channel is derived from it. */
  readonly secret: Uint8Array;
  /** At least one; the first is the default. */
  readonly sites: readonly WebchatSite[];
  /** The log of conversations of sites that have none of their own. */
  readonly transcript?: TranscriptSource;
  readonly files: FileStore;
  /** Makes the addresses of one-time forms; without it they are not shown. */
  readonly secureLinks?: SecureLinks;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Counters that several processes share; without them each process counts for itself. */
  readonly counters?: PointCounters;
  /** What was used up in other processes. */
  readonly usedElsewhere?: TakenOnce;
  readonly assets: WebchatAssets;
  /** The gateway's address as the outside sees it, e.g. `https://chat.example.org`. Without it the request's own host is used. */
  readonly publicUrl?: string;
  readonly rateLimits?: Partial<WebchatRateLimits>;
  readonly limits?: Partial<WebchatLimits>;
}
