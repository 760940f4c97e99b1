import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createWebchatChannel } from '../../channels/webchat/index.ts';
import type { Config } from '../config/config.ts';
import type { Secrets } from '../config/secrets.ts';
import type { ChannelAdapter } from '../contracts/channel.ts';
import { AppError } from '../errors/app-error.ts';
import { createHttpApp } from '../http/app.ts';
import type { Readiness } from '../http/deps.ts';
import type { Gateway } from './gateway.ts';
import { productRoot } from './root.ts';
import { createTranscriptSource } from './transcript.ts';

/** The site that the gateway's own page uses; becomes the account of its conversations. */
const SITE = 'web';

/** A gateway that listens. */
export interface RunningServer {
  /** With the port that was really taken. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts the channels, joins HTTP to the gateway and listens. Throws ADDRESS_IN_USE. */
export async function startServer(
  gateway: Gateway,
  { config, secrets, channels = [] }: { config: Config; secrets: Secrets; channels?: readonly ChannelAdapter[] },
): Promise<RunningServer> {
  const webchat = createWebchat(gateway, config, secrets);
  const http = createHttpApp({
    ...gateway,
    settings: {
      operatorToken: config.token ?? secrets.operatorToken,
      consoleKey: secrets.consoleKey,
      publicUrl: config.publicUrl,
      trustProxy: config.trustProxy,
    },
    conversations: gateway.pipeline.conversations,
    deadLetters: gateway.pipeline.deadLetters,
    knowledge: gateway.knowledge.admin,
    answers: gateway.knowledge,
    health: { ready: () => readiness(gateway) },
    channelMounts: webchat.mounts ?? [],
    staticDir: existing(join(productRoot, 'dist', 'console')),
  });
  const server = createServer({ requestTimeout: 60_000, headersTimeout: 20_000 }, http.app);
  http.attach(server);
  await gateway.start([webchat, ...channels]);
  const { port } = await listen(server, config);
  return {
    url: config.publicUrl ?? `http://${hostOf(config.host)}:${port}`,
    async close() {
      await http.close();
      server.closeIdleConnections();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // Keep-alive connections would hold the door for ever.
      const force = setTimeout(() => server.closeAllConnections(), 2_000);
      await closed;
      clearTimeout(force);
    },
  };
}

/** The web chat of the gateway's own page. */
export function createWebchat(gateway: Gateway, config: Config, secrets: Secrets): ChannelAdapter {
  const { policy, live, stores, files, clock, logger } = gateway;
  const { code, name } = policy.organisation;
  const origins = config.embedOrigins.includes('*') ? ('any' as const) : config.embedOrigins;
  return createWebchatChannel({
    secret: Buffer.from(secrets.directLineKey, 'hex'),
    sites: [{ id: SITE, title: name, origins }],
    transcript: createTranscriptSource({ log: stores.log, live }, { organisation: code, account: SITE }),
    ...{ files, clock, logger },
    assets: {
      directory: join(productRoot, 'web', 'chat'),
      webchatBundle: join(productRoot, 'dist', 'vendor', 'webchat.js'),
    },
    ...(config.publicUrl ? { publicUrl: config.publicUrl } : {}),
  });
}

async function readiness({ stores, knowledge, metrics }: Gateway): Promise<Readiness> {
  const store = await stores.conversations
    .outboxDepth()
    .then((depth) => {
      metrics.outboxDepth(depth);
      return true;
    })
    .catch(() => false);
  const { entries, revision } = knowledge.status();
  return { ok: store, checks: { store, knowledge: `revision ${revision}, ${entries} entries` } };
}

function listen(server: Server, { port, host }: Config): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      reject(cause.code === 'EADDRINUSE' ? new AppError('ADDRESS_IN_USE', { host, port }, { cause }) : cause);
    });
    server.listen(port, host, () => resolve(server.address() as AddressInfo));
  });
}

/** An address that a browser on this machine can open. */
function hostOf(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

function existing(folder: string): string | null {
  return existsSync(join(folder, 'index.html')) ? folder : null;
}
