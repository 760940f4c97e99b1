import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LiveEvent, LiveOrigin, TranscriptItem } from '../../../src/contracts/conversation.ts';
import { createLiveBus } from '../../../src/conversation/live-bus.ts';
import { createRedactor } from '../../../src/redaction/index.ts';
import { connectRedis, type RedisConnections } from '../../../src/storage/redis/connection.ts';
import { createRedisCounters, createRedisOnce } from '../../../src/storage/redis/limits.ts';
import { createSharedLiveBus } from '../../../src/storage/redis/live-channel.ts';
import { buildLogger } from '../../builders/logger.ts';
import { isRedisRequired, RedisServer, redisSource } from '../../builders/redis-server.ts';

const source = redisSource();
if (source === null) {
  console.warn('LIVE EVENTS THROUGH REDIS NOT TESTED: set REDIS_TEST_URL, or install redis-server.');
  it('runs where a Redis is required', () => {
    expect(isRedisRequired).toBe(false);
  });
} else {
  describe('what processes tell one another through Redis', () => {
    const logger = buildLogger();
    const opened: RedisConnections[] = [];
    let server: RedisServer | null = null;
    beforeAll(async () => {
      server = source === 'program' ? await RedisServer.start() : null;
    });
    afterAll(async () => {
      for (const redis of opened) await redis.close();
      await server?.close();
    });
    const connect = async () => {
      const url = source === 'program' ? (server?.url ?? '') : source.url;
      const redis = await connectRedis({ url, prefix: `live-test:${process.pid}`, logger });
      opened.push(redis);
      return redis;
    };
    const redacted = (text: string) => createRedactor().redact(text).text;
    const itemOf = (id: string, text: string): TranscriptItem => ({
      ...{ id, seq: 7, at: new Date('2026-11-23T16:00:00.123Z'), speaker: 'bot', name: 'Bot', text: redacted(text) },
      ...{ choices: [], links: [], attachments: [], removed: [] },
    });
    const openBus = async (log = new Map<string, TranscriptItem>()) => {
      const redis = await connect();
      const bus = await createSharedLiveBus({
        ...{ redis, local: createLiveBus(logger), logger },
        read: async (id) => log.get(id) ?? null,
      });
      const heard: { event: LiveEvent; origin: LiveOrigin | undefined }[] = [];
      const waiting: (() => void)[] = [];
      bus.subscribe((event, origin) => {
        heard.push({ event, origin });
        for (const resolve of waiting.splice(0)) resolve();
      });
      const next = () => (heard.length > 0 ? Promise.resolve() : new Promise<void>((resolve) => waiting.push(resolve)));
      return { redis, bus, heard, next };
    };
    const messageEvent = (item: TranscriptItem): LiveEvent => ({
      type: 'message',
      conversationId: 'c1',
      organisation: 'exsim',
      item,
    });

    it('P3 tells every process of an event once, with its dates, and says where it happened', async () => {
      const [one, two] = [await openBus(), await openBus()];
      const event = messageEvent(itemOf('m1', '2026-11-23T16:00:00.000Z'));
      one.bus.publish(event);
      await two.next();
      expect(one.heard).toEqual([{ event, origin: 'here' }]);
      expect(two.heard).toEqual([{ event, origin: 'elsewhere' }]);
      expect(two.heard[0]?.event).toMatchObject({ item: { at: new Date('2026-11-23T16:00:00.123Z') } });
    });

    it('P4 sends no more than 32 KB: a longer message crosses as its id and is read from the log', async () => {
      const item = itemOf('m2', 'largo '.repeat(10_000));
      const [one, two] = [await openBus(), await openBus(new Map([['m2', item]]))];
      const spy = await connect();
      const crossed: string[] = [];
      const hears = spy.dedicated();
      hears.on('message', (_channel: string, text: string) => crossed.push(text));
      await hears.subscribe(`live-test:${process.pid}:live`);
      one.bus.publish(messageEvent(item));
      await two.next();
      expect(two.heard).toEqual([{ event: messageEvent(item), origin: 'elsewhere' }]);
      expect(crossed).toHaveLength(1);
      expect(crossed[0]?.length).toBeLessThan(300);
    });

    it('P4 counts requests of all processes together, under digests of who asked', async () => {
      const [one, two] = [await connect(), await connect()];
      const limit = { points: 3, seconds: 60 };
      const counters = [createRedisCounters(one)('test', limit), createRedisCounters(two)('test', limit)] as const;
      await counters[0].consume('203.0.113.7');
      await counters[1].consume('203.0.113.7');
      await counters[0].consume('203.0.113.7');
      await expect(counters[1].consume('203.0.113.7')).rejects.toMatchObject({ remainingPoints: 0 });
      expect(await counters[0].get('203.0.113.7')).toMatchObject({ remainingPoints: 0 });
      expect((await one.commands.keys('*')).join(' ')).not.toContain('203.0.113');
    });

    it('takes an id that is good once in one process only', async () => {
      const [one, two] = [createRedisOnce(await connect()), createRedisOnce(await connect())];
      expect([await one.take('ticket', 60), await two.take('ticket', 60), await one.take('other', 60)]).toEqual([
        true,
        false,
        true,
      ]);
    });
  });
}
