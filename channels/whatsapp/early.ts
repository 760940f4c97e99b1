import type {
  BinaryNode,
  CacheStore,
  SignalRepositoryWithLIDStore,
  WAMessage,
  WASocket,
} from '@whiskeysockets/baileys';
import { SmallCache } from './caches.ts';
import type { Library } from './library.ts';
import { Progress } from './progress.ts';

type MakeRepository = Library['DEFAULT_CONNECTION_CONFIG']['makeSignalRepository'];

/**
 * Takes messages between their decryption and the receipt for them. The library sends the receipt before it tells of a message,
 * so a process that ends in between would lose it; here it is durable first (P1), and when the store fails the library asks the
 * sender for it again.
 */
export class EarlyDoor {
  readonly #library: Library;
  readonly #take: (messages: readonly WAMessage[]) => Promise<void>;
  readonly #hasTaken: (jid: string, id: string) => boolean;
  /** The stanza that a ciphertext came in. */
  readonly #stanzas = new WeakMap<Uint8Array, BinaryNode>();
  readonly #progress: Progress;
  /** Messages that could not be opened: whoever sent them is asked. */
  readonly #unopened = new SmallCache(500);
  #me: { id: string; lid: string } = { id: '', lid: '' };

  constructor(
    library: Library,
    door: {
      take: (messages: readonly WAMessage[]) => Promise<void>;
      /** Whether a message is here already. */
      hasTaken: (jid: string, id: string) => boolean;
      /** Milliseconds. */
      now: () => number;
    },
  ) {
    this.#progress = new Progress(door.now);
    this.#library = library;
    this.#take = door.take;
    this.#hasTaken = door.hasTaken;
  }

  /** For how long messages have been here that were not opened, ms; 0 = none waits. */
  stalledMs(): number {
    return this.#progress.stalledMs();
  }

  /** Listens for stanzas before the library's own handlers do. */
  watch(socket: WASocket): void {
    socket.ws.prependListener('CB:message', (node: BinaryNode) => {
      this.#progress.came(node);
      const { me } = socket.authState.creds;
      this.#me = { id: me?.id ?? '', lid: me?.lid ?? '' };
      for (const child of Array.isArray(node.content) ? node.content : []) {
        if (child.tag === 'enc' && child.content instanceof Uint8Array) this.#stanzas.set(child.content, node);
      }
    });
  }

  /** The library's own repository of sessions, with the door in it. */
  readonly makeRepository: MakeRepository = (...needs) => {
    const repository = this.#library.DEFAULT_CONNECTION_CONFIG.makeSignalRepository(...needs);
    const { decryptMessage, decryptGroupMessage } = repository;
    const opened: Pick<SignalRepositoryWithLIDStore, 'decryptMessage' | 'decryptGroupMessage'> = {
      decryptMessage: (options) =>
        this.#noting(options.ciphertext, async () => {
          const plain = await decryptMessage(options).catch((error: unknown) => {
            throw this.#askedAgain(error, options.ciphertext);
          });
          await this.#opened(options.ciphertext, plain);
          return plain;
        }),
      decryptGroupMessage: (options) =>
        this.#noting(options.msg, async () => {
          const plain = await decryptGroupMessage(options);
          await this.#opened(options.msg, plain);
          return plain;
        }),
    };
    return Object.assign(repository, opened);
  };

  /**
   * What was asked for from our own telephone. The library asks it, besides the sender, for each message that cannot be opened, and holds up
   * everybody else for two seconds meanwhile: one broken telephone would silence the number. So the sender alone is asked.
   */
  placeholders(asked: SmallCache): CacheStore {
    return {
      get: <T>(id: string) => this.#unopened.get<T>(id) ?? asked.get<T>(id),
      set: (id, value) => asked.set(id, value),
      del: (id) => asked.del(id),
      flushAll: () => asked.flushAll(),
    };
  }

  async #noting<T>(ciphertext: Uint8Array, open: () => Promise<T>): Promise<T> {
    const stanza = this.#stanzas.get(ciphertext);
    try {
      return await open();
    } catch (error) {
      this.#unopened.set(stanza?.attrs.id ?? '', true);
      throw error;
    } finally {
      if (stanza) this.#progress.opened(stanza);
    }
  }

  /**
   * A message that begins a session and comes a second time cannot be decrypted again, and the library throws it away. When the
   * process ended between its decryption and the store, that would be the only copy: so it is asked for again.
   */
  #askedAgain(error: unknown, ciphertext: Uint8Array): unknown {
    const node = this.#stanzas.get(ciphertext);
    const isUsed = error instanceof Error && error.message === this.#library.MISSING_KEYS_ERROR_TEXT;
    if (!isUsed || !node || this.#hasTaken(node.attrs.from ?? '', node.attrs.id ?? '')) return error;
    return new Error('The key was used, and the message is not here.', { cause: error });
  }

  async #opened(ciphertext: Uint8Array, plain: Uint8Array): Promise<void> {
    const node = this.#stanzas.get(ciphertext);
    if (!node || node.attrs.category === 'peer') return;
    const { decodeMessageNode, proto, unpadRandomMax16 } = this.#library;
    const { fullMessage } = decodeMessageNode(node, this.#me.id, this.#me.lid);
    const content = proto.Message.decode(unpadRandomMax16(plain));
    const message = { ...fullMessage, message: content.deviceSentMessage?.message ?? content };
    await this.#take([message as WAMessage]);
  }
}
