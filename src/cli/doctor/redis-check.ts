import type { Config } from '../../config/config.ts';
import { isAppError } from '../../errors/app-error.ts';
import { inspectRedis } from '../../storage/redis/inspect.ts';
import type { CheckResult } from './checks.ts';

/** Whether Redis answers, keeps what it is given, and writes it down. Off is well. */
export async function checkRedis({
  redisUrl,
  mongodbUri,
}: Pick<Config, 'redisUrl' | 'mongodbUri'>): Promise<CheckResult> {
  const name = 'redis';
  if (redisUrl === null) return { name, ok: true, detail: 'off (no REDIS_URL): one process' };
  try {
    const { version, eviction, appendOnly } = await inspectRedis(redisUrl);
    const facts = [
      `version ${version ?? 'unknown'}`,
      `maxmemory-policy ${eviction ?? 'unknown'}`,
      appendOnly === false
        ? 'no append-only file: after a restart of Redis the jobs are found again from the database (appendonly yes spares it)'
        : `append-only file ${appendOnly ? 'on' : 'unknown'}`,
      ...(mongodbUri === null ? ['the embedded store takes one process only: set MONGODB_URI for more'] : []),
    ];
    const detail = facts.join(', ');
    if (eviction === null || eviction === 'noeviction') return { name, ok: true, detail };
    return { name, ok: false, detail, fix: 'Set "maxmemory-policy noeviction": Redis may throw jobs and leases away.' };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { name, ok: false, detail: error.message, fix: 'Start Redis, or correct REDIS_URL.' };
  }
}
