import type { Redis } from 'ioredis';
import type { Logger } from '../../contracts/logger.ts';
import { AppError } from '../../errors/app-error.ts';

/** The packages, loaded late. */
export type RedisPackages = typeof import('./redis-packages.ts');

/** Everything that goes to Redis goes through one of these connections. */
export interface RedisConnections {
  readonly packages: RedisPackages;
  /** For commands. They fail after a while when Redis is away; nothing waits for ever. */
  readonly commands: Redis;
  /** Every key and channel begins with it: two installations may share a Redis. */
  readonly prefix: string;
  /** A connection of its own, for subscriptions and for commands that block. */
  dedicated(): Redis;
  /** Calls back each time Redis is there again after it was away. */
  onReturn(listener: () => void): void;
  /** Whether commands are taken now. */
  isUp(): boolean;
  close(): Promise<void>;
}

/** Where Redis is, and how its keys begin. */
export interface RedisOptions {
  readonly url: string;
  readonly prefix: string;
  readonly logger: Logger;
  /** How long the first answer may take, ms. */
  readonly patienceMs?: number;
}

/** A command that takes longer has met a Redis that is away, or stuck. */
const COMMAND_MS = 2_000;
const FIRST_CONNECT_MS = 10_000;
const LONGEST_PAUSE_MS = 1_000;
/** One line of the log for all that goes wrong in this time. */
const QUIET_MS = 30_000;

/** Connects to Redis. Throws REDIS_UNAVAILABLE when it does not answer at the start; later it may come and go. */
export async function connectRedis({ url, prefix, logger, patienceMs }: RedisOptions): Promise<RedisConnections> {
  // By `import()` in the sources and by `require` in the bundle, see scripts/build.mjs.
  const packages = await import('./redis-packages.ts');
  const tell = quietly(logger);
  const open: Redis[] = [];
  const connect = (over: object): Redis => {
    const client = new packages.Redis(url, {
      retryStrategy: (times) => Math.min(LONGEST_PAUSE_MS, 50 * times),
      ...over,
    });
    client.on('error', tell);
    open.push(client);
    return client;
  };
  const commands = connect({ maxRetriesPerRequest: 1, commandTimeout: COMMAND_MS });
  const connections: RedisConnections = {
    packages,
    commands,
    prefix,
    dedicated: () => connect({ enableReadyCheck: false, maxRetriesPerRequest: null }),
    onReturn(listener) {
      commands.on('ready', listener);
    },
    isUp: () => commands.status === 'ready',
    async close() {
      for (const client of open) client.disconnect();
    },
  };
  await firstAnswer(commands, patienceMs ?? FIRST_CONNECT_MS).catch(async (error: unknown) => {
    await connections.close();
    throw error;
  });
  return connections;
}

/** The kind of a failure and nothing else: errors of Redis carry the command, and so a password or a key. */
export function redisReason(error: unknown): string {
  const { code, message = '', name } = error as { code?: string; message?: string; name?: string };
  return code ?? /^[A-Z]{4,}\b/.exec(message)?.[0] ?? (/timed out/i.test(message) ? 'TIMEOUT' : (name ?? 'Error'));
}

/** Logs what goes wrong, once in a while. */
export function quietly(logger: Logger): (error: unknown) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (error) => {
    if (performance.now() - last < QUIET_MS) return;
    last = performance.now();
    logger.warn({ reason: redisReason(error) }, 'Redis is away; the work waits in the database');
  };
}

function firstAnswer(client: Redis, patienceMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let reason = 'TIMEOUT';
    const note = (error: unknown) => {
      reason = redisReason(error);
    };
    const timer = setTimeout(() => reject(new AppError('REDIS_UNAVAILABLE', { reason })), patienceMs);
    client.on('error', note);
    client.once('ready', () => {
      clearTimeout(timer);
      client.off('error', note);
      resolve();
    });
  });
}
