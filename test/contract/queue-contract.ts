import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Job, MeasuredJobQueue } from '../../src/contracts/jobs.ts';
import type { RetryRule } from '../../src/storage/jobs/retry-delay.ts';

/** An implementation of the job queue, and how to get one. */
export interface QueueUnderTest {
  readonly name: string;
  /** Before the first `open`. */
  begin(): Promise<void>;
  /** A queue of one process over the store of all tests of this suite; `random` decides the waits. */
  open(retries: RetryRule, random: () => number): Promise<MeasuredJobQueue>;
  end(): Promise<void>;
}

const quick: RetryRule = { firstMs: 40, mostMs: 200 };
let serial = 0;

/** Runs every promise of the queue on one implementation, in real time: short delays, and a later job in place of a sleep. */
export function queueContract(subject: QueueUnderTest): void {
  describe(`job queue contract on ${subject.name}`, () => {
    beforeAll(() => subject.begin(), 30_000);
    const opened: MeasuredJobQueue[] = [];
    // Also after a test that failed: the queues share one store, and would take each other's jobs.
    afterEach(() => Promise.all(opened.splice(0).map((queue) => queue.stop())));
    afterAll(() => subject.end(), 30_000);

    const open = async (random = () => 0) => {
      serial += 1;
      const type = `type${serial}`;
      const queue = await subject.open(quick, random);
      opened.push(queue);
      const ran: Job[] = [];
      const waiting: { count: number; resolve: () => void }[] = [];
      let behave: (job: Job) => Promise<void> = async () => undefined;
      queue.handle(type, async (job) => {
        ran.push(job);
        for (const wait of waiting) if (ran.length >= wait.count) wait.resolve();
        await behave(job);
      });
      const at = (ms: number) => new Date(Date.now() + ms);
      const put = (key: string, ms: number, data: Job['data'] = {}) =>
        queue.schedule({ key: `${type}:${key}`, type, runAt: at(ms), data });
      return {
        ...{ queue, ran, type, put },
        keys: () => ran.map(({ key }) => key.slice(type.length + 1)),
        until: (count: number) =>
          ran.length >= count ? Promise.resolve() : new Promise<void>((resolve) => waiting.push({ count, resolve })),
        cancel: (key: string) => queue.cancel(`${type}:${key}`),
        behave: (how: (job: Job) => Promise<void>) => {
          behave = how;
        },
      };
    };

    it('P5 runs a job once its instant has come, with its key, type and ids, and not again', async () => {
      const { queue, put, until, ran, keys, type } = await open();
      await queue.start();
      const from = Date.now();
      await put('a', 60, { conversation: 'c1', position: 3, last: true });
      await put('later', 460);
      await until(2);
      expect(keys()).toEqual(['a', 'later']);
      const data = { conversation: 'c1', position: 3, last: true };
      expect(ran[0]).toEqual({ key: `${type}:a`, type, runAt: ran[0]?.runAt, data, attempt: 1 });
      expect(ran[0]?.runAt.getTime()).toBeGreaterThanOrEqual(from + 60);
    });

    it('P5 moves a job whose key is scheduled again, to later and to sooner, and it runs once', async () => {
      const { queue, put, until, ran, keys, type } = await open();
      // Nothing runs before the start: however slow the machine, both were moved by then.
      await put('later', 0, { version: 1 });
      await put('sooner', 60_000, { version: 1 });
      await put('later', 60_000, { version: 2 });
      await put('sooner', 0, { version: 2 });
      await put('next', 100);
      await queue.start();
      await until(2);
      expect(keys()).toEqual(['sooner', 'next']);
      await queue.hasten(`${type}:later`, { organisation: null });
      await until(3);
      await put('last', 0);
      await until(4);
      expect(keys()).toEqual(['sooner', 'next', 'later', 'last']);
      expect([ran[0]?.data, ran[2]?.data]).toEqual([{ version: 2 }, { version: 2 }]);
    });

    it('P5 keeps one job of a key that is scheduled many times at once', async () => {
      const { queue, put, until, keys, type } = await open();
      await queue.start();
      await Promise.all(Array.from({ length: 20 }, (_, index) => put('same', 60_000 + index, { index })));
      await queue.hasten(`${type}:same`, { organisation: null });
      await until(1);
      await put('last', 0);
      await until(2);
      expect(keys()).toEqual(['same', 'last']);
    });

    it('P5 never runs what was cancelled, and takes its key again', async () => {
      const { queue, put, cancel, until, keys } = await open();
      await put('gone', 0);
      await put('back', 0);
      await cancel('gone');
      await cancel('back');
      await cancel('unknown');
      await put('back', 0);
      await queue.start();
      await until(1);
      await put('last', 0);
      await until(2);
      expect(keys()).toEqual(['back', 'last']);
    });

    it('P5 tries a failing job again, ever later, until it succeeds, and says which try it is', async () => {
      const { queue, put, until, behave, ran } = await open(() => 1);
      const times: number[] = [];
      behave(async ({ attempt }) => {
        times.push(performance.now());
        if (attempt < 4) throw new Error('not yet');
      });
      await queue.start();
      await put('stubborn', 0);
      await until(4);
      expect(ran.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4]);
      const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
      // 40, 80, 160 ms; a timer may come a little early.
      for (const [index, gap] of gaps.entries()) expect(gap).toBeGreaterThan(40 * 2 ** index - 5);
    });

    it('P5 runs a job again that was moved while it ran, and none that was cancelled while it ran and failed', async () => {
      const { queue, put, cancel, until, behave, keys } = await open();
      const done = new Set<string>();
      behave(async ({ key }) => {
        if (done.has(key)) return;
        done.add(key);
        if (key.endsWith(':moved')) await put('moved', 60);
        if (key.endsWith(':cancelled')) {
          await cancel('cancelled');
          throw new Error('after it was cancelled');
        }
      });
      await queue.start();
      await put('moved', 0);
      await put('cancelled', 10);
      await put('last', 600);
      await until(4);
      expect(keys().sort()).toEqual(['cancelled', 'last', 'moved', 'moved']);
    });

    it('P5 stops after the jobs under way, and the next process takes up what is left', async () => {
      const first = await open();
      let finish: () => void = () => undefined;
      const held = new Promise<void>((resolve) => {
        finish = resolve;
      });
      let isFinished = false;
      first.behave(async () => {
        await held;
        isFinished = true;
      });
      await first.queue.start();
      await first.put('long', 0);
      await first.until(1);
      await first.put('left', 60_000);
      const stopped = first.queue.stop();
      finish();
      await stopped;
      expect(isFinished).toBe(true);
      const second = await subject.open(quick, () => 0);
      opened.push(second);
      const ran: string[] = [];
      await new Promise<void>((resolve) => {
        second.handle(first.type, async ({ key }) => {
          ran.push(key);
          resolve();
        });
        void second.start().then(() => second.hasten(`${first.type}:left`, { organisation: null }));
      });
      expect(ran).toEqual([`${first.type}:left`]);
    });

    it('lists what waits, what failed first, of one organisation or of all, and brings a job to now', async () => {
      const { queue, put, until, type, keys, behave } = await open();
      await put('far', 60_000, { organisation: 'sol' });
      await put('near', 30_000, { organisation: 'luna' });
      const own = async (organisation: string | null) =>
        (await queue.list({ organisation, limit: 200 }))
          .filter((job) => job.type === type)
          .map(({ key, failures }) => [key.slice(type.length + 1), failures]);
      expect(await own(null)).toEqual([
        ['near', 0],
        ['far', 0],
      ]);
      expect(await own('sol')).toEqual([['far', 0]]);
      expect(await queue.hasten(`${type}:far`, { organisation: 'luna' })).toBe(false);
      expect(await queue.hasten(`${type}:gone`, { organisation: null })).toBe(false);
      await queue.start();
      expect(await queue.hasten(`${type}:far`, { organisation: 'sol' })).toBe(true);
      await until(1);
      expect(keys()).toEqual(['far']);
      let failed = () => {};
      const failing = new Promise<void>((resolve) => {
        failed = resolve;
      });
      behave(async ({ attempt }) => {
        if (attempt > 1) return failed();
        throw new Error('no');
      });
      expect(await queue.hasten(`${type}:near`, { organisation: null })).toBe(true);
      await failing;
    });

    it('counts the jobs that wait', async () => {
      const { queue, put, cancel } = await open();
      const before = await queue.depth();
      await put('one', 60_000);
      await put('one', 61_000);
      await put('two', 60_000);
      expect((await queue.depth()) - before).toBe(2);
      await cancel('one');
      await cancel('two');
      expect(await queue.depth()).toBe(before);
    });
  });
}
