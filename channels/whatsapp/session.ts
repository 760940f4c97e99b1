import type { AnyMessageContent, WAMessageKey, WASocket } from '@whiskeysockets/baileys';
import type { Clock } from '../../src/contracts/clock.ts';
import type { Logger } from '../../src/contracts/logger.ts';
import type { WhatsappStatus, WhatsappStop, WhatsappStores } from '../../src/contracts/whatsapp.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { type OpenSession, openSession, pairedAt, rememberPairing } from './auth-state.ts';
import { makeCaches } from './caches.ts';
import type { EarlyDoor } from './early.ts';
import { GroupViews } from './group-views.ts';
import type { GroupView } from './groups.ts';
import type { Library } from './library.ts';
import { NumberLease } from './number-lease.ts';
import type { LinkedOptions, WhatsappTimers } from './options.ts';
import type { Line } from './outbound.ts';
import { afterClose } from './reconnect.ts';
import { StatusBoard } from './session-status.ts';
import { type Connection, openSocket, type SocketEvents } from './socket.ts';

/** What a session needs. */
export interface SessionParts {
  readonly account: string;
  readonly owner: string;
  readonly options: LinkedOptions;
  readonly stores: Pick<WhatsappStores, 'keys' | 'leases'>;
  readonly clock: Clock;
  readonly timers: WhatsappTimers;
  readonly random: () => number;
  readonly logger: Logger;
  readonly load: () => Promise<Library>;
  readonly early: (library: Library) => EarlyDoor;
  readonly events: Pick<SocketEvents, 'messages' | 'fates' | 'ack' | 'resend'>;
  readonly onStatus: (status: WhatsappStatus) => void;
  readonly onPaired: (at: Date | null) => void;
  /** The line was open and is not any more. */
  readonly onLost: () => void;
}

/** A connection that held so long starts the back-off anew. */
const HELD_MS = 60_000;
/** The code of a connection that is given up because nothing comes through. */
const STALLED_CODE = 408;

/** Messages that wait so long unopened, while the line holds, mean that the library stands still. */
const STALLED_MS = 60_000;
const LOOK_MS = 15_000;

/** The one connection of a number: paired, kept, opened again by the reason of its end, and given up when only a person can help. */
export class Session {
  readonly #parts: SessionParts;
  readonly #caches = makeCaches();
  readonly #groups: GroupViews;
  readonly #lease: NumberLease;
  #library: Library | null = null;
  #session: OpenSession | null = null;
  #connection: Connection | null = null;
  readonly #status: StatusBoard;
  #failures = 0;
  #openedAt = 0;
  #wanted: { readonly phone?: string } | null = null;
  #cancelRetry: (() => void) | null = null;
  #cancelWatch: (() => void) | null = null;
  #isRunning = false;

  constructor(parts: SessionParts) {
    const { account, owner, stores, clock, timers, logger } = parts;
    this.#parts = parts;
    this.#groups = new GroupViews(() => this.#opened(), clock);
    this.#lease = new NumberLease({
      ...{ account, owner, leases: stores.leases, clock, timers, logger },
      onLost: () => this.#standBy(),
      onAgain: () => this.#begin(),
    });
    this.#status = new StatusBoard(parts);
  }

  get status(): WhatsappStatus {
    return this.#status.shown();
  }

  /** Connects when the number is paired; otherwise waits for somebody who pairs it. */
  async start(): Promise<void> {
    this.#isRunning = true;
    await this.#begin();
  }

  async stop(): Promise<void> {
    this.#isRunning = false;
    this.#cancelRetry?.();
    await this.#end();
    await this.#session?.save();
    await this.#lease.release();
    this.#status.set('off');
  }

  /** Begins to pair; the status carries the QR or the code as soon as there is one. Throws WHATSAPP_PAIRED. */
  async pair(wanted: { readonly phone?: string }): Promise<void> {
    if (['open', 'connecting', 'waiting'].includes(this.#status.now.state)) throw new AppError('WHATSAPP_PAIRED');
    await this.#end();
    await this.#forget();
    this.#wanted = wanted;
    this.#failures = 0;
    await this.#begin();
  }

  /** Unlinks this device on the telephone, and forgets its keys. */
  async logout(): Promise<void> {
    this.#cancelRetry?.();
    await this.#opened()?.logout();
    await this.#end();
    await this.#forget();
    this.#parts.onPaired(null);
    this.#status.set('unpaired', { lastCode: null, stop: null });
  }

  /** The open connection. Throws WHATSAPP_OFFLINE, or WHATSAPP_STOPPED when it will not come back by itself. */
  line(): Line {
    const { state, stop } = this.#status.now;
    if (state === 'stopped' || state === 'unpaired') throw new AppError('WHATSAPP_STOPPED', { reason: stop ?? state });
    const socket = this.#opened();
    if (!socket) throw new AppError('WHATSAPP_OFFLINE');
    return {
      async send(jid: string, content: AnyMessageContent, messageId: string) {
        await socket.sendMessage(jid, content, { messageId });
      },
      typing: (jid, isTyping) => socket.sendPresenceUpdate(isTyping ? 'composing' : 'paused', jid),
    };
  }

  /** Tells people that their messages were read. Nothing depends on it. */
  read(keys: readonly WAMessageKey[]): void {
    this.#opened()
      ?.readMessages([...keys])
      .catch((err: unknown) => this.#parts.logger.debug({ err }, 'not marked as read'));
  }

  /** A group as it is now. Throws WHATSAPP_OFFLINE. */
  group(jid: string): Promise<GroupView> {
    return this.#groups.of(jid);
  }

  /** The connection, once its handshake is over: what the library is asked to send before breaks the handshake. */
  #opened(): WASocket | null {
    return this.#status.now.state === 'open' ? (this.#connection?.socket ?? null) : null;
  }

  /** Takes the number, then connects. Another owner: looks again later. */
  async #begin(): Promise<void> {
    if (!this.#isRunning) return;
    if (!(await this.#lease.hold())) return;
    const { account, stores, load, onPaired } = this.#parts;
    const since = await pairedAt(account, stores.keys);
    onPaired(since);
    if (since === null && this.#wanted === null) {
      this.#status.set('unpaired');
      return;
    }
    this.#library ??= await load();
    this.#session ??= await openSession(account, stores.keys, this.#library);
    this.#connect(since !== null);
  }

  #connect(isPaired: boolean): void {
    const { options, early, timers, logger } = this.#parts;
    const library = this.#library;
    const session = this.#session;
    if (!library || !session || !this.#isRunning) return;
    if (options.rootKey) library.WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(options.rootKey);
    this.#status.set(isPaired ? 'connecting' : 'pairing');
    const connection = openSocket({
      ...{ library, session, options, caches: this.#caches, timers, logger },
      early: early(library),
      events: this.#eventsOf(() => this.#connection === connection),
    });
    this.#connection = connection;
    this.#watch(connection);
  }

  /** An old socket that speaks up late is not listened to, save for what people wrote. */
  #eventsOf(isCurrent: () => boolean): SocketEvents {
    const { events } = this.#parts;
    return {
      ...events,
      qr: (qr) => void (isCurrent() && this.#onQr(qr)),
      open: () => void (isCurrent() && this.#onOpen()),
      closed: (code) => void (isCurrent() && this.#onClosed(code)),
      groupChanged: (jid) => this.#groups.forget(jid),
    };
  }

  #onQr(qr: string): void {
    const phone = this.#wanted?.phone;
    if (phone === undefined) {
      this.#status.set('pairing', { qr });
      return;
    }
    if (this.#status.now.code !== null) return;
    this.#connection?.socket.requestPairingCode(phone).then(
      (code) => this.#status.set('pairing', { code }),
      (err: unknown) => this.#parts.logger.warn({ err }, 'no code for pairing was given'),
    );
  }

  #onOpen(): void {
    const { account, stores, clock, onPaired, logger } = this.#parts;
    this.#openedAt = clock.now().getTime();
    this.#wanted = null;
    const at = clock.now();
    pairedAt(account, stores.keys)
      .then(async (known) => {
        if (known === null) await rememberPairing(account, stores.keys, at);
        onPaired(known ?? at);
      })
      .catch((err: unknown) => logger.error({ err }, 'the pairing was not remembered; it will be asked for again'));
    this.#status.set('open', { lastCode: null });
  }

  #onClosed(code: number): void {
    const { random, timers, clock, logger, onLost } = this.#parts;
    const wasOpen = this.#status.now.state === 'open';
    this.#cancelWatch?.();
    this.#connection = null;
    onLost();
    if (!this.#isRunning) return;
    const hasHeld = wasOpen && clock.now().getTime() - this.#openedAt > HELD_MS;
    if (hasHeld) this.#failures = 0;
    const isPairing = this.#wanted !== null;
    // Nobody scanned: the QRs ran out.
    if (isPairing && code === 408 && !this.#session?.state.creds.me?.lid) {
      this.#giveUpPairing();
      return;
    }
    const next = afterClose(code, this.#failures, random);
    this.#failures += 1;
    if (next.type === 'stop') {
      this.#stopFor(next.reason, code);
      return;
    }
    logger.info({ code, waitMs: next.waitMs }, 'the connection to WhatsApp ended; it will be opened again');
    const retryAt = new Date(clock.now().getTime() + next.waitMs);
    this.#status.set('waiting', { lastCode: code, retryAt });
    this.#cancelRetry = timers.after(next.waitMs, () => {
      const isPaired = this.#session?.state.creds.me?.lid !== undefined;
      this.#connect(isPaired);
    });
  }

  /** Looks whether what comes in goes on; a connection that answers and passes nothing on is ended and opened again. */
  #watch(connection: Connection): void {
    const { timers, logger } = this.#parts;
    this.#cancelWatch?.();
    this.#cancelWatch = timers.after(LOOK_MS, () => {
      if (this.#connection !== connection) return;
      const waitedMs = connection.stalledMs();
      if (waitedMs < STALLED_MS) {
        this.#watch(connection);
        return;
      }
      logger.error({ waitedMs, alert: 'whatsapp' }, 'WhatsApp held messages back; its connection is opened again');
      this.#status.alarm('stalled');
      connection.end().catch((err: unknown) => logger.warn({ err }, 'a connection did not end in order'));
      this.#onClosed(STALLED_CODE);
    });
  }

  #giveUpPairing(): void {
    this.#wanted = null;
    this.#session = null;
    this.#status.set('unpaired', { lastCode: 408 });
  }

  #stopFor(reason: WhatsappStop, code: number): void {
    this.#parts.logger.error({ code, reason, alert: 'whatsapp' }, 'WhatsApp is off until somebody acts');
    this.#status.set('stopped', { stop: reason, lastCode: code });
  }

  async #standBy(): Promise<void> {
    if (!this.#isRunning) return;
    await this.#end();
    this.#status.set('standby');
  }

  async #end(): Promise<void> {
    const connection = this.#connection;
    this.#connection = null;
    this.#cancelWatch?.();
    await connection?.end();
  }

  /** What the library was still writing would come back after the keys were cleared. */
  async #forget(): Promise<void> {
    await this.#session?.end();
    await this.#parts.stores.keys.clear(this.#parts.account);
    this.#session = null;
  }
}
