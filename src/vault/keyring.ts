import { randomBytes } from 'node:crypto';
import { AppError } from '../errors/app-error.ts';
import { type WrappingKey, wrappingKey } from './sealing.ts';

/** Where the key-encryption keys are kept, outside the database. The first one wraps; all of them unwrap. */
export interface VaultKeySource {
  read(): readonly Buffer[];
  /** Writes the whole list durably. Absent: the keys come from the environment and only its owner can change them. */
  replace?(keys: readonly Buffer[]): void;
}

/** The keys by id. The source is asked each time: another process may have changed the key meanwhile. */
export class Keyring {
  readonly #source: VaultKeySource;

  constructor(source: VaultKeySource) {
    this.#source = source;
  }

  /** Newest first; there is always one. */
  all(): readonly [WrappingKey, ...WrappingKey[]] {
    const [current, ...older] = this.#source.read().map(wrappingKey);
    if (current === undefined) throw new AppError('VAULT_KEY_MISSING', { key: 'any' });
    return [current, ...older];
  }

  current(): WrappingKey {
    return this.all()[0];
  }

  /** Throws VAULT_KEY_MISSING: the key of another installation, or one that was thrown away. */
  get(id: string): WrappingKey {
    const found = this.all().find((key) => key.id === id);
    if (found === undefined) throw new AppError('VAULT_KEY_MISSING', { key: id });
    return found;
  }

  /** Whether the product may change the keys itself. */
  get isOurs(): boolean {
    return this.#source.replace !== undefined;
  }

  /** Puts a fresh key in front; the older ones still unwrap. */
  add(): WrappingKey {
    const fresh = wrappingKey(randomBytes(32));
    this.#source.replace?.([fresh.key, ...this.all().map(({ key }) => key)]);
    return fresh;
  }

  /** Throws every key but the current one away. Gives their ids. */
  retireOlder(): readonly string[] {
    const [current, ...older] = this.all();
    if (older.length > 0) this.#source.replace?.([current.key]);
    return older.map(({ id }) => id);
  }
}
