import { Agent } from 'node:https';
import type { BinaryNode, proto, WAMessage, WASocket } from '@whiskeysockets/baileys';
import type { Logger } from '../../src/contracts/logger.ts';
import type { OpenSession } from './auth-state.ts';
import type { EarlyDoor } from './early.ts';
import type { Library } from './library.ts';
import type { LinkedOptions } from './options.ts';
import { codeOf } from './reconnect.ts';

/** What a connection tells its owner. */
export interface SocketEvents {
  qr(qr: string): void;
  open(): void;
  closed(code: number): void;
  /** Whole batches, live ones and those of while we were away alike. */
  messages(messages: readonly WAMessage[]): void;
  /** What became of messages that we sent; 0 = refused, 3 = delivered, 4 and more = read. */
  fates(fates: readonly { id: string; status: number; code?: string }[]): void;
  ack(id: string, code: string | undefined): void;
  groupChanged(jid: string): void;
  resend(id: string): Promise<proto.IMessage | undefined>;
}

/** What is kept from one connection to the next, so that none of it grows with their number. */
export interface SharedCaches {
  readonly devices: SmallCache;
  readonly retries: SmallCache;
  readonly calls: SmallCache;
  readonly placeholders: SmallCache;
}

/** A cache without a clock: the oldest entry makes room. */
export class SmallCache {
  readonly #entries = new Map<string, unknown>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  get<T>(key: string): T | undefined {
    return this.#entries.get(key) as T | undefined;
  }

  set<T>(key: string, value: T): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > this.#most && oldest !== undefined) this.#entries.delete(oldest);
  }

  del(key: string): void {
    this.#entries.delete(key);
  }

  flushAll(): void {
    this.#entries.clear();
  }
}

/** The caches of one number. */
export function makeCaches(): SharedCaches {
  const [devices, retries, calls, placeholders] = [2_000, 2_000, 200, 500].map((most) => new SmallCache(most));
  if (!devices || !retries || !calls || !placeholders) throw new Error('There are four caches.');
  return { devices, retries, calls, placeholders };
}

/** Opens one connection with the library. Whoever does must end it. */
export function openSocket(parts: {
  library: Library;
  session: OpenSession;
  options: LinkedOptions;
  early: EarlyDoor;
  caches: SharedCaches;
  events: SocketEvents;
  logger: Logger;
}): WASocket {
  const { library, session, options, early, caches, events, logger } = parts;
  const { RECENT, FULL } = library.proto.HistorySync.HistorySyncType;
  const socket = library.makeWASocket({
    ...library.DEFAULT_CONNECTION_CONFIG,
    waWebSocketUrl: options.url,
    auth: session.state,
    logger: quietLogger(),
    browser: ['Ventanilla', 'Chrome', '1.0'],
    ...(options.version ? { version: [...options.version] } : {}),
    ...(options.ca ? { fetchAgent: new Agent({ ca: options.ca }) } : {}),
    ...(options.keepAliveMs ? { keepAliveIntervalMs: options.keepAliveMs } : {}),
    makeSignalRepository: early.makeRepository,
    getMessage: async ({ id }) => (id ? events.resend(id) : undefined),
    userDevicesCache: caches.devices,
    msgRetryCounterCache: caches.retries,
    callOfferCache: caches.calls,
    placeholderResendCache: caches.placeholders,
    markOnlineOnConnect: false,
    syncFullHistory: false,
    // The first kinds carry who is who; old chats are not ours to keep, and waiting for them would hold everything up.
    shouldSyncHistoryMessage: ({ syncType }) => syncType !== RECENT && syncType !== FULL,
    generateHighQualityLinkPreview: false,
    enableRecentMessageCache: false,
  });
  early.watch(socket);
  listen(socket, session, events, logger);
  return socket;
}

function listen(socket: WASocket, session: OpenSession, events: SocketEvents, logger: Logger): void {
  const { ev } = socket;
  ev.on('creds.update', () => {
    session.save().catch((err: unknown) => logger.error({ err }, 'the session of WhatsApp was not written'));
  });
  ev.on('connection.update', ({ qr, connection, lastDisconnect }) => {
    if (qr) events.qr(qr);
    if (connection === 'open') events.open();
    if (connection === 'close') events.closed(codeOf(lastDisconnect?.error));
  });
  ev.on('messages.upsert', ({ messages }) => {
    events.messages(messages);
    events.fates(messages.flatMap((message) => fateOf(message.key, message.status, message.messageStubParameters)));
  });
  ev.on('messages.update', (updates) => {
    events.fates(updates.flatMap(({ key, update }) => fateOf(key, update.status, update.messageStubParameters)));
  });
  ev.on('message-receipt.update', (updates) => {
    events.fates(
      updates.flatMap(({ key, receipt }) =>
        key.fromMe && key.id ? [{ id: key.id, status: receipt.readTimestamp ? 4 : 3 }] : [],
      ),
    );
  });
  ev.on('groups.update', (groups) => {
    for (const { id } of groups) if (id) events.groupChanged(id);
  });
  ev.on('group-participants.update', ({ id }) => events.groupChanged(id));
  socket.ws.on('CB:ack,class:message', ({ attrs }: BinaryNode) => events.ack(attrs.id ?? '', attrs.error));
}

function fateOf(
  key: WAMessage['key'],
  status: number | null | undefined,
  parameters: string[] | null | undefined,
): { id: string; status: number; code?: string }[] {
  if (!key.fromMe || !key.id || status === null || status === undefined) return [];
  const code = parameters?.[0];
  return [{ id: key.id, status, ...(code === undefined ? {} : { code }) }];
}

type LibraryLogger = NonNullable<Parameters<Library['makeWASocket']>[0]['logger']>;

/** The library logs stanzas, keys and texts: none of it may reach our log (P4). What matters comes as events. */
function quietLogger(): LibraryLogger {
  const nothing = () => undefined;
  const logger: LibraryLogger = {
    level: 'silent',
    child: () => logger,
    ...{ trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing },
  };
  return logger;
}
