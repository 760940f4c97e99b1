import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether a Redis must be there: where it is missing, suites that need it fail in place of being left out. */
export const isRedisRequired = process.env.CI === 'true' || process.env.VENTANILLA_REQUIRE_REDIS === '1';

/** Where a Redis for tests comes from: an address that is given, a program that can be started, or nowhere. */
export function redisSource(): { url: string } | 'program' | null {
  if (process.env.REDIS_TEST_URL) return { url: process.env.REDIS_TEST_URL };
  return hasRedisProgram() ? 'program' : null;
}

/** Whether a Redis of a test's own can be started, to be ended and emptied at will. */
export function hasRedisProgram(): boolean {
  return spawnSync('redis-server', ['--version']).status === 0;
}

/** A Redis of one test file's own, on a loopback port, that can be ended and started again. */
export class RedisServer {
  readonly port: number;
  readonly url: string;
  readonly #folder = mkdtempSync(join(tmpdir(), 'ventanilla-redis-'));
  readonly #keeps: boolean;
  #child: ChildProcess | null = null;

  private constructor(port: number, keeps: boolean) {
    this.port = port;
    this.url = `redis://127.0.0.1:${port}`;
    this.#keeps = keeps;
  }

  /** `keeps`: an append-only file, so that a restart finds what was there. */
  static async start({ keeps = false }: { keeps?: boolean } = {}): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), keeps);
    await server.start();
    return server;
  }

  async start(): Promise<void> {
    const about = ['--port', `${this.port}`, '--bind', '127.0.0.1', '--dir', this.#folder, '--save', ''];
    const append = ['--appendonly', this.#keeps ? 'yes' : 'no', '--maxmemory-policy', 'noeviction'];
    const child = spawn('redis-server', [...about, ...append], { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#child = child;
    await new Promise<void>((resolve, reject) => {
      child.stdout?.on('data', (chunk: Buffer) => chunk.includes('Ready to accept connections') && resolve());
      child.once('exit', () => reject(new Error('redis-server ended while starting')));
    });
  }

  /** SIGKILL: nothing is written any more. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  async close(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** A port that nobody listens on now. */
async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
