import { Redis } from 'ioredis';
import type { Sink } from './searcher.ts';

/** Hears every command that a Redis is given, publications too: more than the keys that are left. */
export class RedisWatch {
  readonly url: string;
  readonly #client: Redis;
  readonly #commands: string[] = [];
  #monitor: Redis | null = null;

  private constructor(url: string) {
    this.url = url;
    this.#client = new Redis(url);
  }

  static async open(url: string): Promise<RedisWatch> {
    const watch = new RedisWatch(url);
    watch.#monitor = await watch.#client.monitor();
    watch.#monitor.on('monitor', (_time: string, args: readonly string[]) => watch.#commands.push(args.join(' ')));
    return watch;
  }

  /** The names of the commands so far. */
  get names(): Set<string> {
    return new Set(this.#commands.map((command) => command.split(' ', 1)[0]?.toLowerCase() ?? ''));
  }

  sink(): Sink {
    return { name: 'Redis', bytes: Buffer.from(this.#commands.join('\n')) };
  }

  /** Every key that is left, with what it holds. */
  async dump(): Promise<Sink> {
    const keys = await this.#client.keys('*');
    const held = await Promise.all(keys.map((key) => this.#client.dumpBuffer(key)));
    const bytes = Buffer.concat(
      held.flatMap((value, index) => [Buffer.from(keys[index] ?? ''), value ?? Buffer.alloc(0)]),
    );
    return { name: 'keys of Redis', bytes };
  }

  close(): void {
    this.#monitor?.disconnect();
    this.#client.disconnect();
  }
}
