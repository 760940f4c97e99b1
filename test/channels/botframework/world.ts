import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { type BotDoor, type BotOptions, botTexts, createBotDoor } from '../../../channels/botframework/index.ts';
import type { ChannelAdapter } from '../../../src/contracts/channel.ts';
import type { ChannelNote, ChannelPlace } from '../../../src/contracts/channel-notes.ts';
import type { EnvelopeInput, IntakePort } from '../../../src/contracts/envelope.ts';
import { createRedactor } from '../../../src/redaction/index.ts';
import { openStore, type StoreHandle } from '../../../src/storage/connection.ts';
import { createFileStore } from '../../../src/storage/files/file-store.ts';
import { defineBotService } from '../../../src/storage/models/bot-service.ts';
import { createBotStores } from '../../../src/storage/repositories/bot-service.ts';
import { buildClock } from '../../builders/clock.ts';
import { memoryLogger } from '../webchat/gateway.ts';
import { LocalBotService, type TokenChanges } from './bot-service.ts';

const recorded = new Map(
  readFileSync('test/channels/botframework/fixtures/activities.jsonl', 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { name: string; body: Record<string, unknown> })
    .map(({ name, body }) => [name, body]),
);

/** A recorded activity; `SERVICE` in it stands for the connector's address. */
export function fixture(name: string, service: string): Record<string, unknown> {
  const body = recorded.get(name);
  if (!body) throw new Error(`There is no fixture ${name}`);
  return JSON.parse(JSON.stringify(body).replaceAll('SERVICE', service)) as Record<string, unknown>;
}

/** The door over a store of its own, with Bot Service beside it. */
export class DoorWorld {
  readonly accepted: EnvelopeInput[] = [];
  readonly notes: { channel: string; place: ChannelPlace; note: ChannelNote }[] = [];
  readonly clock = buildClock();
  /** So many times the store does not take what comes. */
  failing = 0;
  door!: BotDoor;
  readonly service: LocalBotService;
  readonly #store: StoreHandle;
  readonly #folder: string;
  readonly #server: Server;
  readonly #models: ReturnType<typeof defineBotService>;

  private constructor(service: LocalBotService, store: StoreHandle, folder: string) {
    [this.service, this.#store, this.#folder] = [service, store, folder];
    this.#models = defineBotService(store.connection);
    const app = express();
    app.use('/api/messages', (request, response, next) =>
      this.door.mounts[0]?.handler(request as never, response as never, next),
    );
    this.#server = createServer(app);
  }

  static async open(changes: Partial<BotOptions> = {}, intake?: IntakePort): Promise<DoorWorld> {
    const folder = mkdtempSync(join(tmpdir(), 'ventanilla-door-'));
    const world = new DoorWorld(await LocalBotService.start(), await openStore({ dataDir: folder }), folder);
    await world.#store.ready();
    await world.reopen(changes, intake);
    await new Promise<void>((resolve) => world.#server.listen(0, '127.0.0.1', resolve));
    return world;
  }

  /** A new door over the same store, as after a start. */
  async reopen(changes: Partial<BotOptions> = {}, intake: IntakePort = this.#intake()): Promise<void> {
    const redactor = createRedactor({ salt: Buffer.alloc(32) });
    this.door = createBotDoor({
      ...this.service.identity,
      channels: ['facebook', 'msteams'].map((channelId) => ({ channelId, texts: botTexts.es })),
      ...{ groups: false, fileBytes: 100_000, fileHosts: ['.fbcdn.net'], clock: this.clock, logger: memoryLogger() },
      stores: createBotStores(this.#models, ({ channel, address }) => `${channel}:${address}`),
      notes: async (channel, place, note) => void this.notes.push({ channel, place, note }),
      files: createFileStore({ directory: join(this.#folder, 'files'), redactor }),
      fileUrl: ({ fileId, name }) => `https://mesa.example.org/files/${fileId.slice(0, 8)}/${name}`,
      ...changes,
    });
    for (const adapter of this.door.adapters) await adapter.start?.(intake);
  }

  adapter(name: string): ChannelAdapter {
    const found = this.door.adapters.find((one) => one.name === name);
    if (!found) throw new Error(`There is no adapter ${name}`);
    return found;
  }

  /** Posts an activity as Bot Service does, and gives the status of the answer. */
  async post(activity: object, changes: TokenChanges & { readonly header?: string | null } = {}): Promise<number> {
    const header = changes.header === undefined ? await this.service.sign(changes) : changes.header;
    const response = await fetch(`http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(header === null ? {} : { authorization: header }) },
      body: JSON.stringify(activity),
    });
    return response.status;
  }

  fixture(name: string): Record<string, unknown> {
    return fixture(name, this.service.url);
  }

  async close(): Promise<void> {
    for (const adapter of this.door.adapters) await adapter.stop?.();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    await this.service.close();
    await this.#store.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #intake(): IntakePort {
    return {
      accept: async (batch) => {
        if (this.failing-- > 0) throw new Error('the store is full');
        return batch.map((envelope) => {
          const { messageId, address } = envelope;
          const isKnown = this.accepted.some((one) => one.messageId === messageId);
          if (!isKnown) this.accepted.push(envelope);
          return { status: isKnown ? 'duplicate' : 'stored', messageId, conversationId: address, id: messageId };
        });
      },
    };
  }
}
