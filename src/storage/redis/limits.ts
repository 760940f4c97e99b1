import { createHash } from 'node:crypto';
import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import type { PointCounters, TakenOnce } from '../../contracts/sharing.ts';
import type { RedisConnections } from './connection.ts';

/**
 * Counters that all processes share. Keys are digests: addresses and sessions stay out of Redis (P4). While Redis is away
 * each process counts for itself.
 */
export function createRedisCounters({ commands, prefix }: RedisConnections): PointCounters {
  return (name, { points, seconds: duration }) => {
    const limiter = new RateLimiterRedis({
      ...{ storeClient: commands, keyPrefix: `${prefix}:limit:${name}`, points, duration },
      rejectIfRedisNotReady: true,
      insuranceLimiter: new RateLimiterMemory({ points, duration }),
    });
    return {
      consume: (key) => limiter.consume(digest(key)),
      get: (key) => limiter.get(digest(key)),
      reward: (key) => limiter.reward(digest(key)),
    };
  };
}

/** Ids that are good once, in whatever process. While Redis is away each process remembers its own. */
export function createRedisOnce({ commands, prefix }: RedisConnections): TakenOnce {
  return {
    async take(id, seconds) {
      const key = `${prefix}:once:${digest(id)}`;
      const answer = await commands.set(key, '1', 'EX', Math.ceil(seconds) + 1, 'NX').catch(() => 'OK');
      return answer === 'OK';
    },
  };
}

function digest(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 22);
}
