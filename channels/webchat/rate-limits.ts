import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../../src/errors/app-error.ts';
import type { RateLimit, WebchatRateLimits } from './options.ts';

/** Counts requests; `take` throws RATE_LIMITED with the seconds to wait. */
export interface RateGates {
  take(gate: keyof WebchatRateLimits, key: string): Promise<void>;
}

/** Gates in this process's memory: a restart forgives, and no store is needed to refuse. */
export function createRateGates(limits: WebchatRateLimits): RateGates {
  const limiter = ({ points, seconds }: RateLimit): RateLimiterMemory =>
    new RateLimiterMemory({ points, duration: seconds });
  const gates: Record<keyof WebchatRateLimits, RateLimiterMemory> = {
    sessions: limiter(limits.sessions),
    messages: limiter(limits.messages),
    uploads: limiter(limits.uploads),
    reads: limiter(limits.reads),
    failures: limiter(limits.failures),
  };
  return {
    async take(gate, key) {
      try {
        await gates[gate].consume(key);
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        throw new AppError('RATE_LIMITED', { seconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) });
      }
    },
  };
}
