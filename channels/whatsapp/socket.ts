import { Agent } from 'node:https';
import type { BinaryNode, proto, WAMessage, WASocket } from '@whiskeysockets/baileys';
import type { Logger } from '../../src/contracts/logger.ts';
import type { OpenSession } from './auth-state.ts';
import type { SharedCaches } from './caches.ts';
import { ConnectionKeys } from './connection-keys.ts';
import type { EarlyDoor } from './early.ts';
import type { Library } from './library.ts';
import { letTimersGo } from './library-timers.ts';
import type { LinkedOptions, WhatsappTimers } from './options.ts';
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

/** What a connection is made from. */
export interface SocketParts {
  readonly library: Library;
  readonly session: OpenSession;
  readonly options: LinkedOptions;
  readonly early: EarlyDoor;
  readonly caches: SharedCaches;
  readonly events: SocketEvents;
  readonly timers: WhatsappTimers;
  readonly logger: Logger;
}

/** One connection, from its first byte to its end. */
export interface Connection {
  readonly socket: WASocket;
  /** For how long messages have been here that the library does not open, ms; 0 = none waits. */
  stalledMs(): number;
  /** Ends it, and everything that waits for an answer of its. A line that is silent is not waited for. */
  end(): Promise<void>;
}

/** What the server does not answer within this time it does not answer. */
const ANSWER_MS = 20_000;
/** How often a phone gets a message again that it could not read; the library counts each time twice. */
const RESENDS = 5;
/** So long an orderly end may take. */
const FAREWELL_MS = 2_000;

/** Opens one connection with the library. Whoever does must end it. */
export function openSocket(parts: SocketParts): Connection {
  const { session, early, events, timers, logger } = parts;
  const keys = new ConnectionKeys(session.state.keys, timers);
  const socket = makeSocket(parts, keys);
  early.watch(socket);
  // The library takes its listeners off before it closes the line, and leaves every question that is under way waiting for a minute:
  // those for keys inside libsignal's queue, which the next connection stands in as well, and with them all that people write.
  const abandon = () => {
    keys.close();
    socket.ws.emit('error', new Error('The connection ended.'));
  };
  const closed = (code: number) => {
    abandon();
    events.closed(code);
  };
  listen(socket, session, { ...events, closed }, logger);
  return {
    socket,
    stalledMs: () => early.stalledMs(),
    async end() {
      const ended = socket.end(undefined);
      abandon();
      let cancel = (): void => undefined;
      const patience = new Promise<void>((resolve) => {
        cancel = timers.after(FAREWELL_MS, resolve);
      });
      await Promise.race([ended, patience]);
      cancel();
    },
  };
}

function makeSocket({ library, session, options, early, caches, events }: SocketParts, keys: ConnectionKeys): WASocket {
  const { RECENT, FULL } = library.proto.HistorySync.HistorySyncType;
  let isOpen = false;
  const socket = library.makeWASocket({
    ...library.DEFAULT_CONNECTION_CONFIG,
    waWebSocketUrl: options.url,
    auth: session.state,
    logger: quietLogger(),
    browser: ['Ventanilla', 'Chrome', '1.0'],
    ...(options.version ? { version: [...options.version] } : {}),
    ...(options.ca ? { fetchAgent: new Agent({ ca: options.ca }) } : {}),
    ...(options.keepAliveMs ? { keepAliveIntervalMs: options.keepAliveMs } : {}),
    defaultQueryTimeoutMs: ANSWER_MS,
    makeSignalRepository(auth, ...rest) {
      keys.takeOver(auth.keys, () => void (isOpen || letTimersGo()));
      return early.makeRepository(auth, ...rest);
    },
    getMessage: async ({ id }) => (id ? events.resend(id) : undefined),
    userDevicesCache: caches.devices,
    msgRetryCounterCache: caches.retries,
    callOfferCache: caches.calls,
    placeholderResendCache: early.placeholders(caches.placeholders),
    // It would hold up everybody for so long after each message that cannot be opened.
    retryRequestDelayMs: 0,
    maxMsgRetryCount: RESENDS * 2,
    markOnlineOnConnect: false,
    syncFullHistory: false,
    // The first kinds carry who is who; old chats are not ours to keep, and waiting for them would hold everything up.
    shouldSyncHistoryMessage: ({ syncType }) => syncType !== RECENT && syncType !== FULL,
    generateHighQualityLinkPreview: false,
    enableRecentMessageCache: false,
  });
  socket.ev.on('connection.update', ({ connection }) => {
    isOpen ||= connection === 'open';
  });
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
