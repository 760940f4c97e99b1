import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import helmet from 'helmet';
import { createWebchatChannel, type WebchatOptions } from '../../../channels/webchat/index.ts';
import type { ChannelAdapter } from '../../../src/contracts/channel.ts';
import type { Clock } from '../../../src/contracts/clock.ts';
import type { Logger } from '../../../src/contracts/logger.ts';
import type { Redacted, Redactor } from '../../../src/contracts/redacted.ts';
import { createFileStore } from '../../../src/storage/files/file-store.ts';
import { EchoCore } from './echo-core.ts';

/** A clock that a test turns. */
export class FakeClock implements Clock {
  #at = Date.UTC(2026, 10, 23, 15, 0, 0);
  now(): Date {
    return new Date(this.#at);
  }
  forward(seconds: number): void {
    this.#at += seconds * 1000;
  }
}

/** A log that keeps what it was told. */
export function memoryLogger(): Logger & { readonly lines: string[] } {
  const lines: string[] = [];
  const keep = (fields: object, message: string): void => {
    const shown = Object.fromEntries(
      Object.entries(fields).map(([key, value]) => [key, value instanceof Error ? value.message : value]),
    );
    lines.push(`${message} ${JSON.stringify(shown)}`);
  };
  const logger = { lines, debug: keep, info: keep, warn: keep, error: keep, child: () => logger };
  return logger;
}

/** Takes the words after "contraseña:" out; enough to see whether a text went through. */
export const markRedactor: Redactor = {
  redact: (text) => ({
    text: text.replace(/(contraseña:\s*)\S+/gi, '$1[contraseña eliminada]') as Redacted,
    findings: [],
    context: { expect: 'none', turnsLeft: 0, seen: [] },
  }),
};

/** A running gateway of one channel. */
export interface TestGateway {
  readonly url: string;
  readonly core: EchoCore;
  readonly clock: FakeClock;
  readonly channel: ChannelAdapter;
  readonly log: readonly string[];
  readonly filesDirectory: string;
  /** Cuts every connection, as a network does. */
  cut(): void;
  /** Stops listening; `open` listens on the same port again. */
  close(): Promise<void>;
  open(): Promise<void>;
  stop(): Promise<void>;
}

const root = join(import.meta.dirname, '../../..');

/** Starts a gateway on a free loopback port, behind helmet as in the product. */
export async function startGateway(overrides: Partial<WebchatOptions> = {}): Promise<TestGateway> {
  const core = new EchoCore();
  const clock = new FakeClock();
  const logger = memoryLogger();
  const filesDirectory = await mkdtemp(join(tmpdir(), 'webchat-files-'));
  const channel = createWebchatChannel({
    secret: new Uint8Array(32).fill(7),
    sites: [{ id: 'main', title: 'Soporte de prueba', secret: 'site-backend-secret-for-tests' }],
    transcript: core,
    files: createFileStore({ directory: filesDirectory, redactor: markRedactor }),
    clock,
    logger,
    assets: {
      directory: join(root, 'web/chat'),
      webchatBundle: join(root, 'dist/vendor/webchat.js'),
    },
    ...overrides,
  });
  await channel.start?.(core);
  let server = serve(channel);
  const url = await listen(server, 0);
  const port = Number(new URL(url).port);
  return {
    url,
    core,
    clock,
    channel,
    log: logger.lines,
    filesDirectory,
    cut: () => server.closeAllConnections(),
    close: () => shut(server),
    async open() {
      server = serve(channel);
      await listen(server, port);
    },
    async stop() {
      await channel.stop?.();
      await shut(server);
      await rm(filesDirectory, { recursive: true });
    },
  };
}

const sockets = new WeakMap<Server, Set<{ destroy(): void }>>();

function serve(channel: ChannelAdapter): Server {
  const app = express();
  app.use(helmet());
  for (const { path, handler } of channel.mounts ?? []) app.use(path, handler as express.RequestHandler);
  const server = createServer(app);
  const open = new Set<{ destroy(): void }>();
  sockets.set(server, open);
  server.on('connection', (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  server.closeAllConnections = () => {
    for (const socket of open) socket.destroy();
  };
  server.on('upgrade', (request, socket, head) => {
    const taken = channel.mounts?.some(({ upgrade }) => upgrade?.(request, socket, head) ?? false);
    if (!taken) socket.destroy();
  });
  return server;
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
}

function shut(server: Server): Promise<void> {
  return new Promise((resolve) => {
    if (!server.listening) {
      resolve();
      return;
    }
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** What `POST /api/webchat/session` answers. */
export interface Session {
  readonly token: string;
  readonly userId: string;
  readonly conversationId: string;
  readonly resume: string;
  readonly resumed: boolean;
}

/** A JSON request. */
export async function call<T = Record<string, never>>(
  url: string,
  options: {
    method?: string;
    token?: string;
    body?: unknown;
    headers?: Record<string, string>;
    raw?: string | FormData;
  } = {},
): Promise<{ status: number; body: T; headers: Headers }> {
  const { method, token, body, headers, raw } = options;
  const response = await fetch(url, {
    method: method ?? (body === undefined && raw === undefined ? 'GET' : 'POST'),
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(raw !== undefined ? { body: raw } : body !== undefined ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as T, headers: response.headers };
}

/** A new visitor with an open conversation. */
export async function openConversation(gateway: TestGateway): Promise<Session & { url: string; streamUrl: string }> {
  const { body: session } = await call<Session>(`${gateway.url}/api/webchat/session`, { body: {} });
  const { body } = await call<{ streamUrl: string }>(`${gateway.url}/v3/directline/conversations`, {
    token: session.token,
    body: {},
  });
  const url = `${gateway.url}/v3/directline/conversations/${session.conversationId}`;
  return { ...session, url, streamUrl: body.streamUrl };
}
