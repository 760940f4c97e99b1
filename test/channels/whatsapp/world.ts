import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createLinkedChannel,
  type LinkedChannel,
  type WhatsappOptions,
  whatsappTexts,
} from '../../../channels/whatsapp/index.ts';
import type { ChannelNote, ChannelPlace } from '../../../src/contracts/channel-notes.ts';
import type { EnvelopeInput, IntakePort, Receipt, Reply } from '../../../src/contracts/envelope.ts';
import type { WhatsappStatus } from '../../../src/contracts/whatsapp.ts';
import { createRedactor } from '../../../src/redaction/index.ts';
import { openStore, type StoreHandle } from '../../../src/storage/connection.ts';
import { createFileStore } from '../../../src/storage/files/file-store.ts';
import { conversationIdOf } from '../../../src/storage/ids.ts';
import { defineWhatsapp } from '../../../src/storage/models/whatsapp.ts';
import { createWhatsappStores } from '../../../src/storage/repositories/whatsapp.ts';
import { createSealingBox } from '../../../src/vault/box.ts';
import { type Loopback, startLoopback } from '../../whatsapp/loopback/index.ts';
import { memoryLogger } from '../webchat/gateway.ts';

export const OURS = '5215550000001';
export const ANA = '5215550000100';
export const LUZ = '5215550000200';

/** The channel on a store of its own, against the loopback; behind it a core that keeps what it is given. */
export class ChannelWorld {
  readonly loopback: Loopback;
  readonly accepted: EnvelopeInput[] = [];
  readonly notes: { place: ChannelPlace; note: ChannelNote }[] = [];
  readonly spoken: { place: ChannelPlace; text: string }[] = [];
  readonly fates: { reply: string; state: string }[] = [];
  readonly statuses: WhatsappStatus[] = [];
  readonly replies = new Map<string, Reply>();
  readonly logger = memoryLogger();
  readonly folder: string;
  readonly store: StoreHandle;
  readonly stores: WhatsappOptions['stores'];
  /** Makes the next batches fail, as a store that is full does. */
  refuse = 0;
  channel: LinkedChannel;
  #seen = new Set<string>();
  #waiters = new Set<() => void>();
  readonly #changes: Partial<WhatsappOptions>;

  private constructor(parts: {
    loopback: Loopback;
    folder: string;
    store: StoreHandle;
    changes: Partial<WhatsappOptions>;
  }) {
    this.loopback = parts.loopback;
    this.folder = parts.folder;
    this.store = parts.store;
    this.#changes = parts.changes;
    const models = defineWhatsapp(parts.store.connection);
    const conversationOf = (account: string, address: string) => conversationIdOf('test', 'whatsapp', account, address);
    this.stores = createWhatsappStores(models, { box: createSealingBox(Buffer.alloc(32, 7)), conversationOf });
    this.channel = this.#make();
  }

  static async open(changes: Partial<WhatsappOptions> = {}): Promise<ChannelWorld> {
    const loopback = await startLoopback();
    const folder = mkdtempSync(join(tmpdir(), 'ventanilla-whatsapp-'));
    const store = await openStore({ dataDir: folder });
    const world = new ChannelWorld({ loopback, folder, store, changes });
    await store.ready();
    return world;
  }

  get control() {
    return this.loopback.control;
  }

  /** Another channel on the same store, as a new process is. */
  #make(): LinkedChannel {
    const { url, root, media } = this.loopback;
    return createLinkedChannel({
      ...{ organisation: 'test', account: OURS, stores: this.stores, logger: this.logger, texts: whatsappTexts.es },
      linked: {
        url,
        rootKey: root,
        version: null,
        mediaHosts: [media.host],
        ca: media.ca,
        keepAliveMs: 1_000,
        ackMs: 1_500,
      },
      governor: {
        perMinute: 600,
        perPersonPerMinute: 120,
        warmUpDays: 0,
        pace: 'none',
        quiet: null,
        firstContact: false,
      },
      groups: null,
      conversations: {
        reply: async (id) => this.replies.get(id) ?? null,
        delivered: async (reply, state) => {
          this.fates.push({ reply, state });
          this.#tell();
        },
        spokeFromPhone: async (place, text) => {
          this.spoken.push({ place, text });
          this.#tell();
        },
        note: async (place, note) => {
          this.notes.push({ place, note });
          this.#tell();
        },
      },
      files: createFileStore({
        directory: join(this.folder, 'files'),
        redactor: createRedactor({ salt: Buffer.alloc(32) }),
      }),
      clock: { now: () => new Date() },
      minuteOfDay: () => 600,
      onStatus: (status) => {
        this.statuses.push(status);
        this.#tell();
      },
      readMarks: true,
      fileBytes: 1_000_000,
      random: () => 0,
      ...this.#changes,
    });
  }

  async start(): Promise<void> {
    await this.channel.start?.(this.intake);
  }

  /** Ends the channel and makes it anew, as a restart does. */
  async restart(): Promise<void> {
    await this.channel.stop?.();
    this.channel = this.#make();
    await this.start();
  }

  async pair(): Promise<void> {
    await this.channel.pair({});
    await this.until(() => this.channel.status().qr !== null);
    this.control.scan({ qr: this.channel.status().qr ?? '', phone: OURS });
    await this.until(() => this.channel.status().state === 'open');
  }

  texts(): string[] {
    return this.accepted.map(({ text = '' }) => text);
  }

  /** A reply of the core to a conversation address. */
  reply(id: string, address: string, text: string, more: Partial<Reply> = {}): Reply {
    const made: Reply = {
      ...{ id, seq: 1, at: new Date(), from: { role: 'bot', name: 'Bot' } },
      conversation: {
        id: conversationIdOf('test', 'whatsapp', OURS, address),
        channel: 'whatsapp',
        account: OURS,
        address,
      },
      text: createRedactor({ salt: Buffer.alloc(32) }).redact(text).text,
      ...{ choices: [], links: [], attachments: [] },
      ...more,
    };
    this.replies.set(id, made);
    return made;
  }

  async until(holds: () => boolean, ms = 15_000): Promise<void> {
    const over = Date.now() + ms;
    while (!holds()) {
      const left = over - Date.now();
      if (left <= 0) throw new Error(`It did not come to that. ${JSON.stringify(this.statuses.at(-1))}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(left, 200));
        const once = () => {
          clearTimeout(timer);
          this.#waiters.delete(once);
          resolve();
        };
        this.#waiters.add(once);
      });
    }
  }

  async close(): Promise<void> {
    await this.channel.stop?.();
    await this.store.close();
    await this.loopback.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The core that keeps what it is given, for another channel on the same store. */
  get intake(): IntakePort {
    return {
      accept: async (batch) => {
        if (this.refuse > 0) {
          this.refuse -= 1;
          throw new Error('the store is full');
        }
        const receipts = batch.map((envelope): Receipt => {
          const { messageId, address } = envelope;
          const about = { messageId, conversationId: address, id: messageId };
          if (this.#seen.has(messageId)) return { status: 'duplicate', ...about };
          this.#seen.add(messageId);
          this.accepted.push(envelope);
          return { status: 'stored', ...about };
        });
        this.#tell();
        return receipts;
      },
    };
  }

  #tell(): void {
    for (const waiter of [...this.#waiters]) waiter();
  }
}
