import type { Logger } from '../../contracts/logger.ts';
import { connectRedis } from './connection.ts';

/** What a Redis says about itself; null = it does not tell. */
export interface RedisCondition {
  readonly version: string | null;
  /** `noeviction`, or what it throws away when its memory is full. */
  readonly eviction: string | null;
  /** Whether it writes down what it holds. */
  readonly appendOnly: boolean | null;
}

const PATIENCE_MS = 3_000;
const silent: Logger = {
  ...{ debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
  child: () => silent,
};

/** Asks a Redis how it is, and changes nothing. Throws REDIS_UNAVAILABLE. */
export async function inspectRedis(url: string): Promise<RedisCondition> {
  const redis = await connectRedis({ url, prefix: 'ventanilla:doctor', logger: silent, patienceMs: PATIENCE_MS });
  try {
    // A Redis of a provider may refuse these.
    const info = await redis.commands.info().catch(() => '');
    const [, policy] = (await redis.commands.config('GET', 'maxmemory-policy').catch(() => [])) as string[];
    const appendOnly = field(info, 'aof_enabled');
    return {
      version: field(info, 'redis_version'),
      eviction: policy ?? field(info, 'maxmemory_policy'),
      appendOnly: appendOnly === null ? null : appendOnly === '1',
    };
  } finally {
    await redis.close();
  }
}

function field(info: string, name: string): string | null {
  return new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? null;
}
