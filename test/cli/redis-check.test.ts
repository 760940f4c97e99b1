import { expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { checkRedis } from '../../src/cli/doctor/redis-check.ts';
import { hasRedisProgram, isRedisRequired, RedisServer } from '../builders/redis-server.ts';

const off = { redisUrl: null, mongodbUri: null };

it('the doctor says that Redis is off, or does not answer, and what to do', async () => {
  expect(await checkRedis(off)).toMatchObject({ ok: true, detail: expect.stringContaining('off') });
  const away = { redisUrl: 'redis://name:not-a-password@127.0.0.1:1', mongodbUri: null };
  const said = await checkRedis(away);
  expect(said).toMatchObject({ ok: false, fix: expect.stringContaining('REDIS_URL') });
  expect(JSON.stringify(said)).not.toContain('not-a-password');
}, 10_000);

if (hasRedisProgram()) {
  it('the doctor tells the version of Redis, wants noeviction, and hints at the append-only file', async () => {
    const server = await RedisServer.start();
    const config = { redisUrl: server.url, mongodbUri: 'mongodb://127.0.0.1/x' };
    expect(await checkRedis(config)).toMatchObject({
      ok: true,
      detail: expect.stringMatching(/version \d+\.\d+.*noeviction.*no append-only file/),
    });
    expect((await checkRedis({ ...config, mongodbUri: null })).detail).toContain('set MONGODB_URI');
    const client = new Redis(server.url);
    await client.config('SET', 'maxmemory-policy', 'allkeys-lru');
    client.disconnect();
    expect(await checkRedis(config)).toMatchObject({ ok: false, fix: expect.stringContaining('noeviction') });
    await server.close();
  });
} else {
  it('the program of Redis is there where Redis is required', () => {
    expect(isRedisRequired).toBe(false);
  });
}
