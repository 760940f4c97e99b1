import {
  type AuthenticationState,
  DEFAULT_CONNECTION_CONFIG,
  initAuthCreds,
  makeWASocket,
  proto,
  type SignalDataSet,
  type SignalDataTypeMap,
  type WAMessage,
  type WASocket,
} from '@whiskeysockets/baileys';
import { quietLibsignal } from '../../channels/whatsapp/quiet.ts';
import { silentLogger } from './loopback/silent.ts';

quietLibsignal();

/** The library as it comes, with everything in memory: what the loopback is checked against. */
export class RawClient {
  readonly auth: AuthenticationState;
  readonly upserts: { type: string; message: WAMessage }[] = [];
  readonly closes: number[] = [];
  readonly #url: string;
  readonly #kept = new Map<string, unknown>();
  readonly #waiters = new Set<() => void>();
  socket: WASocket | null = null;
  qr: string | null = null;
  isOpen = false;

  constructor(url: string) {
    this.#url = url;
    this.auth = {
      creds: initAuthCreds(),
      keys: { get: (type, ids) => this.#get(type, ids), set: (data) => this.#set(data) },
    };
  }

  connect(): void {
    this.isOpen = false;
    const socket = makeWASocket({
      ...DEFAULT_CONNECTION_CONFIG,
      waWebSocketUrl: this.#url,
      auth: this.auth,
      logger: silentLogger(),
      getMessage: async () => undefined,
      keepAliveIntervalMs: 500,
      defaultQueryTimeoutMs: 5_000,
      connectTimeoutMs: 5_000,
      // Otherwise everything waits up to 20 s for a history that nobody sends.
      shouldSyncHistoryMessage: ({ syncType }) => syncType !== proto.HistorySync.HistorySyncType.RECENT,
    });
    this.socket = socket;
    socket.ev.on('connection.update', ({ qr, connection, lastDisconnect }) => {
      if (qr) this.qr = qr;
      if (connection === 'open') this.isOpen = true;
      if (connection === 'close') {
        this.isOpen = false;
        const error = lastDisconnect?.error as { output?: { statusCode?: number } } | undefined;
        this.closes.push(error?.output?.statusCode ?? 0);
      }
      this.#tell();
    });
    socket.ev.on('messages.upsert', ({ messages, type }) => {
      for (const message of messages) this.upserts.push({ type, message });
      this.#tell();
    });
    socket.ev.on('messages.update', () => this.#tell());
  }

  /** Resolves when something holds; looked at again after each event. */
  async until(holds: () => boolean, ms = 10_000): Promise<void> {
    const over = Date.now() + ms;
    while (!holds()) {
      const left = over - Date.now();
      if (left <= 0) throw new Error('It did not come to that.');
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(left, 500));
        const once = () => {
          clearTimeout(timer);
          this.#waiters.delete(once);
          resolve();
        };
        this.#waiters.add(once);
      });
    }
  }

  /** Linked by QR and logged in. */
  async pair(scan: (qr: string) => void): Promise<void> {
    this.connect();
    await this.until(() => this.qr !== null);
    scan(this.qr ?? '');
    await this.until(() => this.closes.includes(515));
    this.connect();
    await this.until(() => this.isOpen);
  }

  async close(): Promise<void> {
    await this.socket?.end(undefined);
  }

  #get<T extends keyof SignalDataTypeMap>(type: T, ids: string[]): { [id: string]: SignalDataTypeMap[T] } {
    const found: { [id: string]: SignalDataTypeMap[T] } = {};
    for (const id of ids) {
      const value = this.#kept.get(`${type} ${id}`);
      if (value !== undefined) found[id] = value as SignalDataTypeMap[T];
    }
    return found;
  }

  #set(data: SignalDataSet): void {
    for (const [type, values] of Object.entries(data)) {
      for (const [id, value] of Object.entries(values ?? {})) {
        if (value === null) this.#kept.delete(`${type} ${id}`);
        else this.#kept.set(`${type} ${id}`, value);
      }
    }
  }

  #tell(): void {
    for (const waiter of [...this.#waiters]) waiter();
  }
}
