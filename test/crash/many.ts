import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { openStore } from '../../src/storage/connection.ts';
import { RedisServer } from '../builders/redis-server.ts';
import { freePort, GatewayProcess } from './gateway-process.ts';
import type { Gateways } from './gateways.ts';

/** What many gateways run on. */
export interface ManyOptions {
  readonly program: string;
  readonly processes: number;
  /** A MongoDB-compatible server; the run makes a database of its own there. */
  readonly mongodb: string;
  readonly seed: number;
}

/** How long Redis stays away, ms. */
const AWAY_MS = 300;

/** What can befall them, with its share of a hundred strikes. */
const kinds = { 'Redis emptied': 20, 'Redis restarted': 15, process: 65 };
type Kind = keyof typeof kinds;

/** One of each first, so that no run is without one of them; then as the dice fall. */
function kindOf(strike: number, dice: number): Kind {
  const names = Object.keys(kinds) as Kind[];
  let upTo = 0;
  const fallen = names.find((name) => {
    upTo += kinds[name];
    return dice * 100 < upTo;
  });
  return names[strike] ?? fallen ?? 'process';
}

/**
 * Several gateways on one database and one Redis. People's requests go to any of them; killed are the processes, and Redis
 * is emptied, or ended and started empty (P5).
 */
export async function openMany({ program, processes, mongodb, seed }: ManyOptions): Promise<Gateways> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ventanilla-crash-'));
  const address = new URL(mongodb);
  address.pathname = `/crash_${process.pid}_${seed}`;
  const uri = address.href;
  const redis = await RedisServer.start();
  const env = { MONGODB_URI: uri, REDIS_URL: redis.url };
  const gateways: GatewayProcess[] = [];
  for (let index = 0; index < processes; index++) {
    gateways.push(new GatewayProcess({ program, dataDir, port: await freePort(), env }));
  }
  const struck: Record<Kind, number> = { process: 0, 'Redis emptied': 0, 'Redis restarted': 0 };
  let strikes = 0;
  let turn = 0;
  return {
    store: { uri },
    get starts() {
      return gateways.flatMap(({ starts }) => starts);
    },
    get strikes() {
      return Object.entries(struck)
        .map(([what, times]) => `${what} ${times}`)
        .join(', ');
    },
    async start() {
      // One after the other: the first makes the secrets and the indexes.
      for (const gateway of gateways) await gateway.start();
    },
    url() {
      turn += 1;
      const alive = gateways.filter(({ isAlive }) => isAlive);
      return (
        (alive.length > 0 ? alive : gateways)[turn % Math.max(1, alive.length)] ?? (gateways[0] as GatewayProcess)
      ).url;
    },
    async strike(random) {
      const kind = kindOf(strikes, random());
      strikes += 1;
      struck[kind] += 1;
      if (kind === 'Redis emptied') {
        await empty(redis.url);
      } else if (kind === 'Redis restarted') {
        await redis.kill();
        await new Promise((resolve) => setTimeout(resolve, AWAY_MS * random()));
        await redis.start();
      } else {
        const gateway = gateways[Math.floor(random() * gateways.length)] as GatewayProcess;
        await gateway.kill();
        await gateway.start();
      }
    },
    stop: () => Promise.all(gateways.map((gateway) => gateway.stop())),
    async dispose() {
      await Promise.all(gateways.map((gateway) => gateway.kill()));
      await redis.close();
      rmSync(dataDir, { recursive: true, force: true });
      const store = await openStore({ uri });
      await store.connection.dropDatabase();
      await store.close();
    },
  };
}

async function empty(url: string): Promise<void> {
  const client = new Redis(url);
  await client.flushall();
  client.disconnect();
}
