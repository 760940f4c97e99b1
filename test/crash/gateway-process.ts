import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** What a gateway process runs with. */
export interface GatewayProcessOptions {
  /** The built gateway's entry file. */
  readonly program: string;
  readonly dataDir: string;
  readonly port: number;
  /** Least severe line that it logs. Default `error`. */
  readonly logLevel?: string;
  /** How much of its output is kept, characters. Default 20,000. */
  readonly keepOutput?: number;
  /** Over the usual environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Node's own arguments before the program. */
  readonly nodeArguments?: readonly string[];
}

/** A real gateway in a process of its own that can be killed and started again on the same data and port. */
export class GatewayProcess {
  readonly url: string;
  /** How long each start took until the gateway answered, ms. */
  readonly starts: number[] = [];
  readonly #options: GatewayProcessOptions;
  #child: ChildProcess | null = null;
  #output = '';

  constructor(options: GatewayProcessOptions) {
    this.#options = options;
    this.url = `http://127.0.0.1:${options.port}`;
  }

  /** Starts it and resolves when it is ready. Throws with its output when it ends instead. */
  async start(): Promise<void> {
    const from = performance.now();
    const { program, dataDir, port, logLevel = 'error', keepOutput = 20_000, env, nodeArguments = [] } = this.#options;
    const child = spawn(process.execPath, ['--no-warnings', ...nodeArguments, program], {
      env: {
        ...process.env,
        PORT: String(port),
        HOST: '127.0.0.1',
        VENTANILLA_DATA: dataDir,
        LOG_LEVEL: logLevel,
        NODE_OPTIONS: '',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    this.#output = '';
    const collect = (chunk: Buffer) => {
      this.#output = (this.#output + chunk.toString()).slice(-keepOutput);
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    // The addresses are printed once it listens: nothing has to be asked again and again.
    await new Promise<void>((resolve, reject) => {
      child.stdout?.on('data', () => this.#output.includes('/openapi.json') && resolve());
      child.once('exit', () => reject(new Error(`The gateway ended while starting:\n${this.#output}`)));
    });
    this.starts.push(performance.now() - from);
  }

  /** SIGKILL: nothing in the process can react. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** The orderly end. Returns the exit code. */
  async stop(): Promise<number | null> {
    return this.#end('SIGTERM');
  }

  /** Sends a signal and waits for the end that it brings. Returns the exit code. */
  async endBy(signal: NodeJS.Signals): Promise<number | null> {
    return this.#end(signal);
  }

  /** Everything it wrote since its last start, as far as it is kept. */
  get output(): string {
    return this.#output;
  }

  /** Whether it has not ended. */
  get isAlive(): boolean {
    return this.#child !== null && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** What it logged as an error since its last start. */
  get errors(): string[] {
    return this.#output.split('\n').filter((line) => line.includes('"level":"error"'));
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null) return child?.exitCode ?? null;
    const ended = once(child, 'exit');
    child.kill(signal);
    const [code] = (await ended) as [number | null];
    return code;
  }
}

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
