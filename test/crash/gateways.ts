import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoreOptions } from '../../src/storage/connection.ts';
import { freePort, GatewayProcess } from './gateway-process.ts';

/** The gateways of a run, and what can befall them. */
export interface Gateways {
  /** Where the data are, for the counting at the end. */
  readonly store: StoreOptions;
  /** How long each start took, ms. */
  readonly starts: readonly number[];
  /** What was struck, and how often, in words. */
  readonly strikes: string;
  start(): Promise<void>;
  /** The gateway that the next request goes to. */
  url(): string;
  /** Ends something without warning, and starts it again. */
  strike(random: () => number): Promise<void>;
  /** The orderly end; gives the exit codes. */
  stop(): Promise<(number | null)[]>;
  dispose(): Promise<void>;
}

/** One gateway on the embedded store, killed again and again. */
export async function openAlone(program: string): Promise<Gateways> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ventanilla-crash-'));
  const gateway = new GatewayProcess({ program, dataDir, port: await freePort() });
  let kills = 0;
  return {
    store: { dataDir },
    starts: gateway.starts,
    get strikes() {
      return `the gateway ${kills}`;
    },
    start: () => gateway.start(),
    url: () => gateway.url,
    async strike() {
      await gateway.kill();
      await gateway.start();
      kills += 1;
    },
    stop: async () => [await gateway.stop()],
    async dispose() {
      await gateway.kill();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
