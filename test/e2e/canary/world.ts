import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ModelStub } from '../../builders/model-stub/index.ts';
import { type CliResult, runCli } from '../../cli/run-cli.ts';
import { freePort, GatewayProcess } from '../../crash/gateway-process.ts';
import { everyFile } from '../gateway/bytes.ts';
import { AgentConsole } from '../gateway/console.ts';
import { type Call, Client } from '../hostile/client.ts';
import { program } from '../hostile/world.ts';
import { CanaryBook } from './canaries.ts';
import type { RedisWatch } from './redis-watch.ts';
import type { Sink } from './searcher.ts';

const defect = fileURLToPath(new URL('./defect.cjs', import.meta.url));

/** A real gateway that logs all it can, and everything that ever left it. */
export class CanaryWorld {
  readonly book: CanaryBook;
  readonly folder = mkdtempSync(join(tmpdir(), 'ventanilla-canary-'));
  readonly dataDir = join(this.folder, 'data');
  readonly gateway: GatewayProcess;
  readonly client: Client;
  readonly model: ModelStub;
  readonly redis: RedisWatch | null;
  console: AgentConsole | null = null;
  /** What came over the wire and from commands, by name. */
  readonly #seen: Sink[] = [];

  private constructor(seed: number, port: number, { model, redis }: { model: ModelStub; redis: RedisWatch | null }) {
    this.book = new CanaryBook(seed);
    this.model = model;
    this.redis = redis;
    this.client = new Client(port);
    const crash = this.book.next('an uncaught exception');
    // Temporary files are searched as well: nothing of an upload may lie there.
    mkdirSync(join(this.folder, 'tmp'));
    this.gateway = new GatewayProcess({
      ...{ program, dataDir: this.dataDir, port, logLevel: 'trace', keepOutput: 100_000_000 },
      nodeArguments: ['--require', defect],
      env: { ...model.environment, ...this.#environment(), CANARY_DEFECT: crash.said },
    });
  }

  static async open(seed: number, redis: RedisWatch | null = null): Promise<CanaryWorld> {
    if (!existsSync(program)) throw new Error('The gateway is not built: node scripts/build.mjs');
    const world = new CanaryWorld(seed, await freePort(), { model: await ModelStub.open(), redis });
    await world.gateway.start();
    const token = /\/console\/sign-in#(\S+)/.exec(world.gateway.output)?.[1] ?? '';
    world.console = await AgentConsole.signIn(world.gateway.url, token);
    return world;
  }

  get operatorToken(): string {
    return readFileSync(join(this.dataDir, 'secrets', 'operator-token'), 'utf8').trim();
  }

  /** The agent at the desk. */
  get agent(): AgentConsole {
    if (this.console === null) throw new Error('Nobody has signed in.');
    return this.console;
  }

  /** Keeps what came out of the gateway. */
  saw(name: string, text: string | Buffer): void {
    this.#seen.push({ name, bytes: Buffer.from(text as string) });
  }

  /** Calls the gateway and keeps the whole answer. */
  async call(call: Call): Promise<{ status: number; body: string }> {
    const answer = await this.client.call(call);
    this.saw(
      `answer of ${call.method ?? 'GET'} ${call.path.slice(0, 80)}`,
      `${JSON.stringify(answer.headers)}\n${answer.body}`,
    );
    return answer;
  }

  /** Runs a command on the same data and keeps what it printed. */
  async command(args: readonly string[], input?: string): Promise<CliResult> {
    const { port } = this.client;
    const env = {
      ...this.#environment(),
      VENTANILLA_DATA: this.dataDir,
      PORT: `${port}`,
      HOST: '127.0.0.1',
      LOG_LEVEL: 'trace',
    };
    const result = await runCli(args, { env, ...(input === undefined ? {} : { input }) });
    this.saw(`output of ${args.slice(0, 2).join(' ')}`, `${result.stdout}\n${result.stderr}`);
    return result;
  }

  /** Keeps what the process has printed so far; the next start forgets it. */
  keepLog(): void {
    this.saw('log', this.gateway.output);
  }

  /** Everything that exists now: files with temporary ones and backups, logs, answers, live events, model requests. */
  sinks(): Sink[] {
    this.keepLog();
    const files = everyFile(this.folder).map(({ path, bytes }) => ({ name: path.slice(this.folder.length), bytes }));
    const live = { name: 'live events', bytes: Buffer.from(JSON.stringify(this.console?.heard ?? [])) };
    const model = { name: 'model requests', bytes: Buffer.from(this.model.everything()) };
    return [...files, ...this.#seen, live, model, ...(this.redis ? [this.redis.sink()] : [])];
  }

  async end(): Promise<void> {
    this.console?.leave();
    this.client.close();
    await this.gateway.kill();
    await this.model.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #environment(): Record<string, string> {
    return { TMPDIR: join(this.folder, 'tmp'), ...(this.redis ? { REDIS_URL: this.redis.url } : {}) };
  }
}
