import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort, GatewayProcess } from '../../crash/gateway-process.ts';
import { Client } from './client.ts';

/** The built gateway; `npm test` builds it. */
export const program = fileURLToPath(new URL('../../../dist/server/main.js', import.meta.url));

/** A real gateway and somebody who talks to it. */
export interface HostileWorld {
  readonly dataDir: string;
  readonly port: number;
  readonly gateway: GatewayProcess;
  readonly client: Client;
  secret(name: string): string;
  /** The sum of a metric's samples that hold all these labels, e.g. `status="stored"`. */
  metric(name: string, ...labels: string[]): Promise<number>;
  /** Resolves when every reply has left, or after a few seconds. */
  quiet(): Promise<void>;
  end(): Promise<void>;
}

const ROUNDS_OF_PATIENCE = 200;

/** Starts the real gateway on a folder of its own, its whole log kept. */
export async function startWorld(): Promise<HostileWorld> {
  if (!existsSync(program)) throw new Error('The gateway is not built: node scripts/build.mjs');
  const dataDir = mkdtempSync(join(tmpdir(), 'ventanilla-hostile-'));
  const port = await freePort();
  const gateway = new GatewayProcess({ program, dataDir, port, logLevel: 'debug', keepOutput: 50_000_000 });
  await gateway.start();
  const client = new Client(port);
  const metric = async (name: string, ...labels: string[]): Promise<number> => {
    const { body } = await client.call({ path: '/metrics' });
    const samples = body
      .split('\n')
      .filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`))
      .filter((line) => labels.every((label) => line.includes(label)));
    return samples.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
  };
  return {
    ...{ dataDir, port, gateway, client, metric },
    secret: (name) => readFileSync(join(dataDir, 'secrets', name), 'utf8').trim(),
    async quiet() {
      for (let round = 0; round < ROUNDS_OF_PATIENCE; round++) {
        if ((await metric('ventanilla_outbox_depth')) === 0) return;
        await wait(20);
      }
    },
    async end() {
      client.close();
      await gateway.kill();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Runs the program until it ends by itself, with this environment over the usual one. */
export function runToEnd(env: Readonly<Record<string, string>>): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--no-warnings', program], {
      env: { ...process.env, NODE_OPTIONS: '', HOST: '127.0.0.1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    const late = setTimeout(() => child.kill('SIGKILL'), 20_000);
    child.once('close', (code) => {
      clearTimeout(late);
      resolve({ code, output });
    });
  });
}
