import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { PointCounter } from '../../contracts/sharing.ts';
import { AppError } from '../../errors/app-error.ts';

/** How many requests (`points`) in how many seconds. */
export interface RateLimit {
  readonly points: number;
  readonly seconds: number;
}

/** The limits of the API. */
export interface RateLimits {
  /** All API requests and socket connections of one address. */
  readonly address: RateLimit;
  /** All API requests of one session, or of the operator's token. */
  readonly session: RateLimit;
  /** All API requests of one program's token. */
  readonly token: RateLimit;
  /** Failed tries to sign in, and wrong tokens, from one address. */
  readonly signIn: RateLimit;
  /** Failed tries for one person from one address, from one known browser, or in one session. */
  readonly account: RateLimit;
  /** Failed tries for one person from wherever, by browsers that they never used. */
  readonly accountAnywhere: RateLimit;
  /** Links for a forgotten password asked for from one address. */
  readonly forgotAddress: RateLimit;
  /** Links for a forgotten password mailed to one person. */
  readonly forgotPerson: RateLimit;
  /** Looks at the vault's page, and values sent to it, from one address. */
  readonly vaultAddress: RateLimit;
  /** Values sent to one link. */
  readonly vaultLink: RateLimit;
  /** Looks at requesters' pages, and forms sent to them, from one address. */
  readonly portalAddress: RateLimit;
  /** Sign-in links asked for one mail address. */
  readonly portalMail: RateLimit;
  /** Tries of sign-in links, and forms without a session, from one address. */
  readonly portalGuess: RateLimit;
}

/** An office of twenty agents behind one address stays far below; a guesser does not. */
export const defaultRateLimits: RateLimits = {
  address: { points: 6_000, seconds: 60 },
  session: { points: 3_000, seconds: 60 },
  token: { points: 600, seconds: 60 },
  signIn: { points: 10, seconds: 300 },
  account: { points: 8, seconds: 900 },
  accountAnywhere: { points: 40, seconds: 3_600 },
  forgotAddress: { points: 10, seconds: 900 },
  forgotPerson: { points: 3, seconds: 3_600 },
  vaultAddress: { points: 60, seconds: 300 },
  vaultLink: { points: 10, seconds: 300 },
  portalAddress: { points: 300, seconds: 300 },
  portalMail: { points: 4, seconds: 900 },
  portalGuess: { points: 30, seconds: 300 },
};

/** Counts by key. */
export interface Limiter {
  /** Takes one point. Throws RATE_LIMITED when none is left. */
  take(key: string): Promise<void>;
  /** Throws RATE_LIMITED when none is left, and takes none. */
  check(key: string): Promise<void>;
  /** Gives the point back: what was tried was right. */
  giveBack(key: string): Promise<void>;
}

/** A limiter of its own memory, or on a counter that processes share; keys are forgotten when their window ends. */
export function createLimiter({ points, seconds }: RateLimit, shared?: PointCounter): Limiter {
  const counter: PointCounter = shared ?? new RateLimiterMemory({ points, duration: seconds });
  return {
    async take(key) {
      try {
        await counter.consume(key);
      } catch (refusal) {
        throw refused(refusal);
      }
    },
    async check(key) {
      const state = await counter.get(key);
      if (state !== null && state.remainingPoints <= 0) throw refused(state);
    },
    async giveBack(key) {
      await counter.reward(key);
    },
  };
}

function refused(refusal: unknown): unknown {
  if (!isState(refusal)) return refusal;
  return new AppError('RATE_LIMITED', { seconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000)) });
}

function isState(value: unknown): value is { msBeforeNext: number } {
  return value instanceof RateLimiterRes || (value !== null && typeof value === 'object' && 'msBeforeNext' in value);
}
