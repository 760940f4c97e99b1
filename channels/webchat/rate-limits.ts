import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { PointCounter, PointCounters } from '../../src/contracts/sharing.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { WebchatRateLimits } from './options.ts';

/** Counts requests; `take` throws RATE_LIMITED with the seconds to wait. */
export interface RateGates {
  take(gate: keyof WebchatRateLimits, key: string): Promise<void>;
}

/** Gates in this process's memory (a restart forgives, and no store is needed to refuse), or in counters that many share. */
export function createRateGates(limits: WebchatRateLimits, counters: PointCounters = inMemory): RateGates {
  const limiter = (name: keyof WebchatRateLimits): PointCounter => counters(`webchat.${name}`, limits[name]);
  const gates: Record<keyof WebchatRateLimits, PointCounter> = {
    sessions: limiter('sessions'),
    messages: limiter('messages'),
    uploads: limiter('uploads'),
    reads: limiter('reads'),
    failures: limiter('failures'),
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

function inMemory(_name: string, { points, seconds }: { points: number; seconds: number }): PointCounter {
  return new RateLimiterMemory({ points, duration: seconds });
}
