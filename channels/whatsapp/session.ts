import type { AnyMessageContent, WAMessageKey, WASocket } from '@whiskeysockets/baileys';
import type { Clock } from '../../src/contracts/clock.ts';
import type { Logger } from '../../src/contracts/logger.ts';
import type { WhatsappStatus, WhatsappStop, WhatsappStores } from '../../src/contracts/whatsapp.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { phoneOf, plainJid } from './addresses.ts';
import { type OpenSession, openSession, pairedAt, rememberPairing } from './auth-state.ts';
import type { EarlyDoor } from './early.ts';
import type { GroupView } from './groups.ts';
import type { Library } from './library.ts';
import type { LinkedOptions, WhatsappTimers } from './options.ts';
import type { Line } from './outbound.ts';
import { afterClose } from './reconnect.ts';
import { makeCaches, openSocket, type SocketEvents } from './socket.ts';

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

const LEASE_MS = 30_000;
/** A connection that held so long starts the back-off anew. */
const HELD_MS = 60_000;
/** How long the code is asked for after the first QR. */
const GROUPS_KEPT_MS = 5 * 60_000;

type State = WhatsappStatus['state'];

/** The one connection of a number: paired, kept, opened again by the reason of its end, and given up when only a person can help. */
export class Session {
  readonly #parts: SessionParts;
  readonly #caches = makeCaches();
  readonly #groups = new Map<string, { at: number; view: Promise<GroupView> }>();
  #library: Library | null = null;
  #session: OpenSession | null = null;
  #socket: WASocket | null = null;
  #status: WhatsappStatus;
  #failures = 0;
  #openedAt = 0;
  #wanted: { readonly phone?: string } | null = null;
  #cancelRetry: (() => void) | null = null;
  #cancelLease: (() => void) | null = null;
  #isRunning = false;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.#status = {
      ...{ account: parts.account, transport: 'linked', state: 'off', since: parts.clock.now() },
      ...{ qr: null, code: null, stop: null, lastCode: null, retryAt: null },
    };
  }

  get status(): WhatsappStatus {
    return this.#status;
  }

  /** Connects when the number is paired; otherwise waits for somebody who pairs it. */
  async start(): Promise<void> {
    this.#isRunning = true;
    await this.#begin();
  }

  async stop(): Promise<void> {
    this.#isRunning = false;
    this.#cancelRetry?.();
    this.#cancelLease?.();
    await this.#end();
    await this.#session?.save();
    await this.#parts.stores.leases.release(this.#parts.account, this.#parts.owner);
    this.#set('off');
  }

  /** Begins to pair; the status carries the QR or the code as soon as there is one. Throws WHATSAPP_PAIRED. */
  async pair(wanted: { readonly phone?: string }): Promise<void> {
    if (['open', 'connecting', 'waiting'].includes(this.#status.state)) throw new AppError('WHATSAPP_PAIRED');
    await this.#end();
    await this.#parts.stores.keys.clear(this.#parts.account);
    this.#session = null;
    this.#wanted = wanted;
    this.#failures = 0;
    await this.#begin();
  }

  /** Unlinks this device on the telephone, and forgets its keys. */
  async logout(): Promise<void> {
    const socket = this.#socket;
    this.#cancelRetry?.();
    this.#socket = null;
    if (socket && this.#status.state === 'open') await socket.logout();
    await socket?.end(undefined);
    await this.#parts.stores.keys.clear(this.#parts.account);
    this.#session = null;
    this.#parts.onPaired(null);
    this.#set('unpaired', { lastCode: null, stop: null });
  }

  /** The open connection. Throws WHATSAPP_OFFLINE, or WHATSAPP_STOPPED when it will not come back by itself. */
  line(): Line {
    const { state, stop } = this.#status;
    if (state === 'stopped' || state === 'unpaired') throw new AppError('WHATSAPP_STOPPED', { reason: stop ?? state });
    const socket = this.#socket;
    if (state !== 'open' || !socket) throw new AppError('WHATSAPP_OFFLINE');
    return {
      async send(jid: string, content: AnyMessageContent, messageId: string) {
        await socket.sendMessage(jid, content, { messageId });
      },
      typing: (jid, isTyping) => socket.sendPresenceUpdate(isTyping ? 'composing' : 'paused', jid),
    };
  }

  /** Tells people that their messages were read. Nothing depends on it. */
  read(keys: readonly WAMessageKey[]): void {
    this.#socket
      ?.readMessages([...keys])
      .catch((err: unknown) => this.#parts.logger.debug({ err }, 'not marked as read'));
  }

  /** A group as it is now, asked for once in a while and after each change. Throws WHATSAPP_OFFLINE. */
  group(jid: string): Promise<GroupView> {
    const now = this.#parts.clock.now().getTime();
    const known = this.#groups.get(jid);
    if (known && now - known.at < GROUPS_KEPT_MS) return known.view;
    const view = this.#askGroup(jid);
    this.#groups.set(jid, { at: now, view });
    view.catch(() => this.#groups.delete(jid));
    return view;
  }

  async #askGroup(jid: string): Promise<GroupView> {
    if (!this.#socket) throw new AppError('WHATSAPP_OFFLINE');
    const { subject, participants } = await this.#socket.groupMetadata(jid);
    return {
      subject,
      members: participants.map(({ id, phoneNumber, lid }) => ({
        phone: phoneOf(plainJid(id)) ?? phoneOf(plainJid(phoneNumber)),
        lid: plainJid(lid ?? id),
      })),
    };
  }

  /** Takes the number, then connects. Another owner: looks again later. */
  async #begin(): Promise<void> {
    if (!this.#isRunning) return;
    if (!(await this.#holdLease())) return;
    const { account, stores, load, onPaired } = this.#parts;
    const since = await pairedAt(account, stores.keys);
    onPaired(since);
    if (since === null && this.#wanted === null) {
      this.#set('unpaired');
      return;
    }
    this.#library ??= await load();
    this.#session ??= await openSession(account, stores.keys, this.#library);
    this.#connect(since !== null);
  }

  #connect(isPaired: boolean): void {
    const { options, early, logger } = this.#parts;
    const library = this.#library;
    const session = this.#session;
    if (!library || !session || !this.#isRunning) return;
    if (options.rootKey) library.WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(options.rootKey);
    this.#set(isPaired ? 'connecting' : 'pairing');
    const socket = openSocket({
      ...{ library, session, options, caches: this.#caches, logger },
      early: early(library),
      events: this.#eventsOf(() => this.#socket === socket),
    });
    this.#socket = socket;
  }

  /** An old socket that speaks up late is not listened to, save for what people wrote. */
  #eventsOf(isCurrent: () => boolean): SocketEvents {
    const { events } = this.#parts;
    return {
      ...events,
      qr: (qr) => void (isCurrent() && this.#onQr(qr)),
      open: () => void (isCurrent() && this.#onOpen()),
      closed: (code) => void (isCurrent() && this.#onClosed(code)),
      groupChanged: (jid) => void this.#groups.delete(jid),
    };
  }

  #onQr(qr: string): void {
    const phone = this.#wanted?.phone;
    if (phone === undefined) {
      this.#set('pairing', { qr });
      return;
    }
    if (this.#status.code !== null) return;
    this.#socket?.requestPairingCode(phone).then(
      (code) => this.#set('pairing', { code }),
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
    this.#set('open', { lastCode: null });
  }

  #onClosed(code: number): void {
    const { random, timers, clock, logger, onLost } = this.#parts;
    const wasOpen = this.#status.state === 'open';
    this.#socket = null;
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
    this.#set('waiting', { lastCode: code, retryAt });
    this.#cancelRetry = timers.after(next.waitMs, () => {
      const isPaired = this.#session?.state.creds.me?.lid !== undefined;
      this.#connect(isPaired);
    });
  }

  #giveUpPairing(): void {
    this.#wanted = null;
    this.#session = null;
    this.#set('unpaired', { lastCode: 408 });
  }

  #stopFor(reason: WhatsappStop, code: number): void {
    this.#parts.logger.error({ code, reason, alert: 'whatsapp' }, 'WhatsApp is off until somebody acts');
    this.#set('stopped', { stop: reason, lastCode: code });
  }

  async #end(): Promise<void> {
    const socket = this.#socket;
    this.#socket = null;
    await socket?.end(undefined);
  }

  /** Holds the lease for as long as this process wants the number; true when it has it now. */
  async #holdLease(): Promise<boolean> {
    const { account, owner, stores, clock, timers, logger } = this.#parts;
    this.#cancelLease?.();
    const now = clock.now();
    const until = new Date(now.getTime() + LEASE_MS);
    const has = await stores.leases.take(account, owner, { now, until }).catch((err: unknown) => {
      logger.warn({ err }, 'the lease of the number could not be renewed');
      return false;
    });
    const again = () => {
      this.#renewLease(has).catch((err: unknown) =>
        logger.error({ err }, 'the lease of the number is not looked after'),
      );
    };
    this.#cancelLease = timers.after(LEASE_MS / 3, again);
    if (!has) {
      await this.#end();
      this.#set('standby');
    }
    return has;
  }

  async #renewLease(had: boolean): Promise<void> {
    if (!this.#isRunning) return;
    if (had) await this.#holdLease();
    else await this.#begin();
  }

  #set(state: State, change: Partial<WhatsappStatus> = {}): void {
    const { clock, account } = this.#parts;
    const since = state === this.#status.state ? this.#status.since : clock.now();
    const isOver = state !== 'stopped';
    this.#status = {
      ...{ account, transport: 'linked' as const, state, since, qr: null, code: null, retryAt: null },
      stop: isOver ? null : this.#status.stop,
      lastCode: this.#status.lastCode,
      ...change,
    };
    this.#parts.onStatus(this.#status);
  }
}
