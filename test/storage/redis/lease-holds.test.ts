import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { connectRedis, type RedisConnections } from '../../../src/storage/redis/connection.ts';
import { type HoldFollower, LeaseHolds } from '../../../src/storage/redis/lease-holds.ts';
import { buildLogger } from '../../builders/logger.ts';
import { isRedisRequired, RedisServer, redisSource } from '../../builders/redis-server.ts';

if (redisSource() !== 'program' && process.env.REDIS_TEST_URL === undefined) {
  console.warn('LEASES IN REDIS NOT TESTED: set REDIS_TEST_URL, or install redis-server.');
  it('runs where a Redis is required', () => {
    expect(isRedisRequired).toBe(false);
  });
} else {
  describe('the lease of a conversation', () => {
    const source = redisSource();
    const prefix = `lease-test:${process.pid}`;
    let server: RedisServer | null = null;
    let redis: RedisConnections;
    const opened: LeaseHolds[] = [];
    beforeAll(async () => {
      server = source === 'program' ? await RedisServer.start() : null;
      const url = source === null || source === 'program' ? (server?.url ?? '') : source.url;
      redis = await connectRedis({ url, prefix, logger: buildLogger() });
    });
    afterEach(() => {
      for (const holds of opened.splice(0)) holds.close();
    });
    afterAll(async () => {
      await redis.close();
      await server?.close();
    });

    const open = (over: Partial<HoldFollower & { leaseMs: number; patienceMs: number }> = {}) => {
      const told: string[] = [];
      const follower: HoldFollower = {
        taken: (id) => void told.push(`taken ${id}`),
        lettingGo: async (id) => void told.push(`lettingGo ${id}`),
        lost: (id) => void told.push(`lost ${id}`),
        ...over,
      };
      const { leaseMs = 5_000, patienceMs = 5_000 } = over;
      const holds = new LeaseHolds({ redis, follower, logger: buildLogger(), leaseMs, patienceMs });
      opened.push(holds);
      return { holds, told };
    };
    const deferred = () => {
      let resolve: () => void = () => undefined;
      const promise = new Promise<void>((done) => {
        resolve = done;
      });
      return { promise, resolve };
    };

    it('P2 lets one process work on a conversation at a time, and others on other conversations beside it', async () => {
      const [one, two] = [open(), open()];
      const busy = deferred();
      const order: string[] = [];
      const first = one.holds.run('a', async () => {
        await busy.promise;
        order.push('one');
      });
      const second = two.holds.run('a', async () => void order.push('two'));
      await two.holds.run('b', async () => void order.push('other'));
      busy.resolve();
      await Promise.all([first, second]);
      expect(order).toEqual(['other', 'one', 'two']);
    });

    it('P2 shares its lease among the tasks of one process, and gives it back after the last', async () => {
      const { holds, told } = open();
      const busy = deferred();
      const first = holds.run('c', () => busy.promise);
      await holds.run('c', async () => expect(holds.epoch('c')).not.toBeNull());
      expect(told).toEqual(['taken c']);
      busy.resolve();
      await first;
      expect(told).toEqual(['taken c', 'lettingGo c', 'lost c']);
      expect(holds.epoch('c')).toBeNull();
      expect(await redis.commands.exists(`${prefix}:lease:c`)).toBe(0);
    });

    it('P5 finds out before it writes that Redis was emptied and another has the conversation', async () => {
      const [one, two] = [open(), open()];
      const lost = await one.holds.run('d', async () => {
        await one.holds.confirm('d');
        await redis.commands.del(`${prefix}:lease:d`);
        await two.holds.run('d', async () => {
          await expect(one.holds.confirm('d')).rejects.toMatchObject({ code: 'CONVERSATION_LEASE_LOST' });
          await two.holds.confirm('d');
        });
        return one.holds.epoch('d');
      });
      expect(lost).toBeNull();
      expect(one.told).toContain('lost d');
      // What was lost is not settled: another may have changed it.
      expect(one.told).not.toContain('lettingGo d');
    });

    it('P2 never ends a lease that is another’s', async () => {
      const [one, two] = [open(), open()];
      const busy = deferred();
      const taken = deferred();
      let second: Promise<void> = Promise.resolve();
      await one.holds.run('e', async () => {
        await redis.commands.del(`${prefix}:lease:e`);
        second = two.holds.run('e', async () => {
          taken.resolve();
          await busy.promise;
          await two.holds.confirm('e');
        });
        await taken.promise;
      });
      expect(await redis.commands.exists(`${prefix}:lease:e`)).toBe(1);
      busy.resolve();
      await second;
    });

    it('P5 gives up waiting after a while, and the caller tries again', async () => {
      const [one, two] = [open(), open({ patienceMs: 50 })];
      await one.holds.run('f', async () => {
        await expect(two.holds.run('f', async () => undefined)).rejects.toMatchObject({
          code: 'CONVERSATION_BUSY',
          retryable: true,
        });
      });
      await two.holds.run('f', async () => undefined);
    });

    it('P5 takes over from a process that died when its lease has ended, and not from one that lives', async () => {
      const [dead, waiting, patient] = [
        open({ leaseMs: 300 }),
        open({ leaseMs: 300, patienceMs: 700 }),
        open({ leaseMs: 300 }),
      ];
      const never = deferred();
      const held = dead.holds.run('g', () => never.promise);
      // Longer than its lease: it is prolonged as long as its process lives.
      await expect(waiting.holds.run('g', async () => undefined)).rejects.toMatchObject({ code: 'CONVERSATION_BUSY' });
      dead.holds.close();
      await patient.holds.run('g', async () => undefined);
      never.resolve();
      await held;
    });
  });
}
