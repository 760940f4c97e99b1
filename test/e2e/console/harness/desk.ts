import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGateway, type Gateway } from '../../../../src/compose/gateway.ts';
import { type RunningServer, startServer } from '../../../../src/compose/server.ts';
import { readConfig } from '../../../../src/config/config.ts';
import { loadSecrets } from '../../../../src/config/secrets.ts';
import { type Clock, systemClock } from '../../../../src/contracts/clock.ts';
import type { DeskRole } from '../../../../src/contracts/desk.ts';
import { signInUrl } from '../../../../src/http/session/sign-in-url.ts';
import { buildLogger } from '../../../builders/logger.ts';

/** Somebody of the desk. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly DeskRole[];
}

/** Who is at every desk unless a suite says otherwise: one of each role, fictional. */
export const people: readonly Person[] = [
  { id: 'ana', name: 'Ana Agente', roles: ['agent'] },
  { id: 'beto', name: 'Beto Agente', roles: ['agent'] },
  { id: 'luis', name: 'Luis Líder', roles: ['lead', 'agent'] },
  { id: 'rosa', name: 'Rosa Administra', roles: ['admin', 'lead', 'agent'] },
];

/** What a suite decides about its gateway. */
export interface DeskOptions {
  /** Default: `people`. */
  readonly people?: readonly Person[];
  /** Default: `exsim`. */
  readonly organisation?: string;
  /** Variables of the gateway's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** A clock whose hands the test turns (`buildClock`), for the browser's pages as well; default: the real one. */
  readonly clock?: Clock;
  /** Fills the gateway before its door opens: through its ports, or with models on `gateway.store.connection`. */
  readonly seed?: (gateway: Gateway) => Promise<void>;
}

/** A real gateway that listens, in this process. */
export interface RunningDesk {
  readonly gateway: Gateway;
  readonly url: string;
  /** The address that signs somebody in. */
  linkFor(personId: string): Promise<string>;
  /** Ends the gateway and starts it again on the same data and the same port. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a gateway on a folder of its own. */
export async function openDesk(options: DeskOptions = {}): Promise<RunningDesk> {
  const { people: team = people, organisation = 'exsim', clock = systemClock, seed } = options;
  const dataDir = mkdtempSync(join(tmpdir(), 'ventanilla-desk-'));
  const secrets = loadSecrets(dataDir);
  const start = async (port: number): Promise<{ gateway: Gateway; server: RunningServer }> => {
    const config = readConfig({ ...options.env, VENTANILLA_DATA: dataDir, PORT: String(port) });
    const gateway = await createGateway({ config, secrets, logger: buildLogger(), clock });
    if (port === 0) {
      for (const { id, name, roles } of team) await gateway.desk.addAgent({ id, organisation, name, roles });
      await seed?.(gateway);
    }
    return { gateway, server: await startServer(gateway, { config, secrets }) };
  };
  const end = async () => {
    await running.server.close();
    await running.gateway.stop();
  };
  let running = await start(0);
  return {
    get gateway() {
      return running.gateway;
    },
    get url() {
      return running.server.url;
    },
    async linkFor(personId) {
      const { token } = await running.gateway.desk.createSignInLink(personId);
      return signInUrl(running.server.url, token);
    },
    async restart() {
      const { port } = new URL(running.server.url);
      await end();
      running = await start(Number(port));
    },
    async close() {
      await end();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
