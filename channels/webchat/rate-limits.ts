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

/** The key of a client's address: an IPv6 client owns its whole /64, so that is what is counted. */
export function addressKey(ip: string | undefined): string {
  if (ip === undefined) return 'unknown';
  const mapped = ip.match(/^::ffff:(\d+\.\d+\.\d+\.\d+)$/i)?.[1];
  if (mapped !== undefined) return mapped;
  if (!ip.includes(':')) return ip;
  const [head = '', tail] = ip.toLowerCase().replace(/%.*$/, '').split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  const groups = [...left, ...zeros, ...right].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${groups.join(':')}::/64`;
}
