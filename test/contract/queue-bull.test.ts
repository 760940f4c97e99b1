import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemClock } from '../../src/contracts/clock.ts';
import { createMetrics } from '../../src/metrics/prometheus.ts';
import { BullJobQueue } from '../../src/storage/jobs/bull-queue.ts';
import { connectRedis, type RedisConnections } from '../../src/storage/redis/connection.ts';
import { buildLogger } from '../builders/logger.ts';
import { hasRedisProgram, isRedisRequired, RedisServer, redisSource } from '../builders/redis-server.ts';
import { queueContract } from './queue-contract.ts';

const source = redisSource();
const logger = buildLogger();
const metrics = createMetrics({ processMetrics: false });

if (source === null) {
  console.warn('JOB QUEUE CONTRACT ON BULL NOT RUN: set REDIS_TEST_URL, or install redis-server.');
  it('runs where a Redis is required', () => {
    expect(isRedisRequired).toBe(false);
  });
} else {
  const given = source === 'program' ? null : source.url;
  let server: RedisServer | null = null;
  let redis: RedisConnections;
  const connect = (prefix: string, url = given ?? server?.url ?? '') => connectRedis({ url, prefix, logger });
  const prefix = `test:${randomBytes(6).toString('hex')}`;

  queueContract({
    name: 'bull',
    async begin() {
      server = given === null ? await RedisServer.start() : null;
      redis = await connect(prefix);
    },
    open: async (retries, random) =>
      new BullJobQueue({ redis, clock: systemClock, logger, metrics, retries, random, lockMs: 2_000 }),
    async end() {
      const keys = await redis.commands.keys(`${prefix}:*`);
      if (keys.length > 0) await redis.commands.del(keys);
      await redis.close();
      await server?.close();
    },
  });
}

if (hasRedisProgram()) {
  describe('bull, when Redis comes and goes', () => {
    let server: RedisServer;
    beforeAll(async () => {
      server = await RedisServer.start();
    });
    afterAll(() => server.close());

    const open = async (prefix = 'away') => {
      const redis = await connectRedis({ url: server.url, prefix, logger });
      const queue = new BullJobQueue({ redis, clock: systemClock, logger, metrics });
      return { redis, queue, close: () => queue.stop().then(() => redis.close()) };
    };
    const job = (key: string, ms = 0) => ({ key, type: 'work', runAt: new Date(Date.now() + ms), data: {} });

    it('P5 neither fails nor hangs while Redis is away, and takes jobs again when it is back', async () => {
      const { redis, queue, close } = await open();
      const ran: string[] = [];
      let heard: () => void = () => undefined;
      queue.handle('work', async ({ key }) => {
        ran.push(key);
        heard();
      });
      await queue.start();
      const back = new Promise<void>((resolve) => redis.onReturn(resolve));
      await server.kill();
      await queue.schedule(job('while away'));
      await queue.cancel('while away');
      await server.start();
      await back;
      const done = new Promise<void>((resolve) => {
        heard = resolve;
      });
      await queue.schedule(job('after'));
      await done;
      expect(ran).toEqual(['after']);
      await close();
    }, 20_000);

    it('P5 shares jobs between processes: each runs in one of them', async () => {
      const [one, two] = [await open(), await open()];
      const ran: string[] = [];
      const COUNT = 60;
      await new Promise<void>((resolve) => {
        for (const { queue } of [one, two]) {
          queue.handle('work', async ({ key }) => {
            ran.push(key);
            if (ran.length === COUNT) resolve();
          });
          void queue.start();
        }
        for (let index = 0; index < COUNT; index++) void (index % 2 ? one : two).queue.schedule(job(`k${index}`, 20));
      });
      expect(new Set(ran).size).toBe(COUNT);
      await Promise.all([one.close(), two.close()]);
    }, 20_000);

    it('lists a page of many jobs, those that failed first, without reading them all', async () => {
      const { redis, queue, close } = await open('many');
      const reads = async () =>
        Number(/cmdstat_hgetall:calls=(\d+)/.exec(await redis.commands.info('commandstats'))?.[1] ?? 0);
      const failed = new Promise<void>((resolve) => {
        queue.handle('work', async () => {
          setImmediate(resolve);
          throw new Error('not yet');
        });
      });
      const delayed = async () => redis.commands.zcard('many:bull:jobs:delayed');
      await Promise.all(
        Array.from({ length: 1_500 }, (_, index) => queue.schedule(job(`far${index}`, 60_000 + index * 1_000))),
      );
      await queue.schedule({ ...job('other', 90_000), data: { organisation: 'luna' } });
      const waiting = await delayed();
      await queue.schedule(job('fails', 0));
      await queue.start();
      await failed;
      while ((await delayed()) === waiting);
      const before = await reads();
      const page = await queue.list({ organisation: null, limit: 50 });
      const read = (await reads()) - before;
      expect(page).toHaveLength(50);
      expect(page.slice(0, 3).map(({ key, failures }) => [key, failures])).toEqual([
        ...[
          ['fails', 1],
          ['far0', 0],
          ['far1', 0],
        ],
      ]);
      expect(read).toBeLessThanOrEqual(300);
      expect((await queue.list({ organisation: 'luna', limit: 50 })).map(({ key }) => key)).toEqual(['other']);
      await queue.cancel('fails');
      expect((await queue.list({ organisation: null, limit: 1 })).map(({ key }) => key)).toEqual(['far0']);
      await close();
    }, 60_000);

    it('P4 stores neither the message nor the trace of a failure', async () => {
      const { redis, queue, close } = await open();
      const failed = new Promise<void>((resolve) => {
        queue.handle('work', async () => {
          setImmediate(resolve);
          throw new Error('password hunter2 refused');
        });
      });
      await queue.start();
      await queue.schedule(job('fails'));
      await failed;
      // Until bull has written it down: the number of delayed jobs says so.
      while ((await redis.commands.zcard('away:bull:jobs:delayed')) === 0);
      const kept = await Promise.all(
        (await redis.commands.keys('away:bull:jobs:fails*')).map((key) => redis.commands.hgetall(key)),
      );
      expect(kept).toHaveLength(1);
      expect(JSON.stringify(kept)).not.toContain('hunter2');
      await close();
    }, 20_000);
  });
}
