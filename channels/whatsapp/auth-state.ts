import type { AuthenticationState, SignalDataSet, SignalDataTypeMap } from '@whiskeysockets/baileys';
import type { WhatsappKeys } from '../../src/contracts/whatsapp.ts';
import type { Library } from './library.ts';

/** The session of a number, opened. */
export interface OpenSession {
  readonly state: AuthenticationState;
  /** Writes the credentials; one after another, the newest last. */
  save(): Promise<void>;
  /** Nothing is written any more, and what was being written is: what is cleared now stays cleared. */
  end(): Promise<void>;
}

const CREDENTIALS = 'creds';
const PAIRED_AT = 'pairedAt';
const KEPT = 4_000;

/** Opens a session from its store, or begins a new one. Only the owner of the number does: its cache is never stale. */
export async function openSession(account: string, keys: WhatsappKeys, library: Library): Promise<OpenSession> {
  const { BufferJSON, initAuthCreds } = library;
  const stored = (await keys.read(account, [CREDENTIALS])).get(CREDENTIALS);
  const creds: AuthenticationState['creds'] = stored ? JSON.parse(stored, BufferJSON.reviver) : initAuthCreds();
  const store = new KeyCache(account, keys);
  let saving: Promise<void> = Promise.resolve();
  let isOver = false;
  const setting = new Set<Promise<void>>();
  const set = async (changes: ReadonlyMap<string, string | null>) => {
    if (isOver) return;
    const writing = store.write(changes);
    setting.add(writing);
    await writing.finally(() => setting.delete(writing));
  };
  return {
    state: {
      creds,
      keys: {
        async get<T extends keyof SignalDataTypeMap>(type: T, ids: string[]) {
          const texts = await store.read(ids.map((id) => `${type}:${id}`));
          const found: { [id: string]: SignalDataTypeMap[T] } = {};
          for (const id of ids) {
            const text = texts.get(`${type}:${id}`);
            if (text !== undefined) found[id] = revive(type, JSON.parse(text, BufferJSON.reviver), library);
          }
          return found;
        },
        set(data: SignalDataSet) {
          const changes = new Map<string, string | null>();
          for (const [type, values] of Object.entries(data)) {
            for (const [id, value] of Object.entries(values ?? {})) {
              const isGone = value === null || value === undefined;
              changes.set(`${type}:${id}`, isGone ? null : JSON.stringify(value, BufferJSON.replacer));
            }
          }
          return set(changes);
        },
      },
    },
    save() {
      const write = async () => {
        if (!isOver) await keys.write(account, new Map([[CREDENTIALS, JSON.stringify(creds, BufferJSON.replacer)]]));
      };
      saving = saving.then(write, write);
      return saving;
    },
    async end() {
      isOver = true;
      await Promise.allSettled([saving, ...setting]);
    },
  };
}

/** When the number was paired; null: it is not. */
export async function pairedAt(account: string, keys: WhatsappKeys): Promise<Date | null> {
  const stored = (await keys.read(account, [PAIRED_AT])).get(PAIRED_AT);
  return stored === undefined ? null : new Date(stored);
}

/** Remembers that the number is paired. */
export async function rememberPairing(account: string, keys: WhatsappKeys, at: Date): Promise<void> {
  await keys.write(account, new Map([[PAIRED_AT, at.toISOString()]]));
}

function revive<T extends keyof SignalDataTypeMap>(type: T, value: unknown, { proto }: Library): SignalDataTypeMap[T] {
  const isAppState = type === 'app-state-sync-key';
  const made = isAppState ? proto.Message.AppStateSyncKeyData.fromObject(value as object) : value;
  return made as SignalDataTypeMap[T];
}

/** What was read or written lately; a message asks for the same few keys again and again. */
class KeyCache {
  readonly #account: string;
  readonly #keys: WhatsappKeys;
  readonly #cached = new Map<string, string | null>();

  constructor(account: string, keys: WhatsappKeys) {
    this.#account = account;
    this.#keys = keys;
  }

  async read(wanted: readonly string[]): Promise<Map<string, string>> {
    const missing = wanted.filter((key) => !this.#cached.has(key));
    if (missing.length > 0) {
      const found = await this.#keys.read(this.#account, missing);
      // What was written meanwhile is newer than what was read.
      for (const key of missing) if (!this.#cached.has(key)) this.#remember(key, found.get(key) ?? null);
    }
    const values = new Map<string, string>();
    for (const key of wanted) {
      const value = this.#cached.get(key);
      if (value !== null && value !== undefined) values.set(key, value);
    }
    return values;
  }

  async write(changes: ReadonlyMap<string, string | null>): Promise<void> {
    await this.#keys.write(this.#account, changes);
    // Hundreds at once are pre-keys that nobody asks for soon.
    for (const [key, value] of changes) if (changes.size < 100) this.#remember(key, value);
  }

  #remember(key: string, value: string | null): void {
    this.#cached.delete(key);
    this.#cached.set(key, value);
    if (this.#cached.size <= KEPT) return;
    const [oldest] = this.#cached.keys();
    if (oldest !== undefined) this.#cached.delete(oldest);
  }
}
