import type { AuthenticationState, SignalKeyStoreWithTransaction } from '@whiskeysockets/baileys';
import type { WhatsappTimers } from './options.ts';

/** So long one piece of work may wait for another one on the same keys, ms; longer than any answer of the server is waited for. */
const PATIENCE_MS = 45_000;

/**
 * The keys of a number as one connection uses them, in place of the library's transactions. Those have three faults: every connection
 * leaves an `AsyncLocalStorage` behind that slows each promise of the process for good; libsignal's queue, which all connections share,
 * carries one connection's transaction into another's work, where a roll-back loses the change; and a roll-back gives a key that was
 * used out again. Here a change is written when it is made, work on the same keys waits in line, and a connection that has
 * ended can neither read nor write: what the next one does is not overwritten.
 */
export class ConnectionKeys {
  readonly #store: AuthenticationState['keys'];
  readonly #timers: WhatsappTimers;
  readonly #lines = new Map<string, Promise<void>>();
  #isOpen = true;

  constructor(store: AuthenticationState['keys'], timers: WhatsappTimers) {
    this.#store = store;
    this.#timers = timers;
  }

  /** Puts itself in the place of the library's own way to the store. `onWork`: told as each piece of work is asked for. */
  takeOver(keys: AuthenticationState['keys'], onWork: () => void): void {
    const inLine = <T>(work: () => Promise<T>, key: string) => this.inLine(work, key);
    const own: SignalKeyStoreWithTransaction = {
      get: (type, ids) => this.#whileOpen(() => this.#store.get(type, ids)),
      set: (data) => this.#whileOpen(() => this.#store.set(data)),
      isInTransaction: () => false,
      transaction(work, key) {
        onWork();
        return inLine(work, key);
      },
    };
    Object.assign(keys, own);
  }

  /** From now on everything that is asked for is refused, also what waits. */
  close(): void {
    this.#isOpen = false;
  }

  /** Runs work when what came before it under the same key is over. Rejects when the connection ended, or after a wait without end. */
  async inLine<T>(work: () => Promise<T>, key: string): Promise<T> {
    const before = this.#lines.get(key);
    let isOver = (): void => undefined;
    const mine = new Promise<void>((resolve) => {
      isOver = resolve;
    });
    const line = before ? before.then(() => mine) : mine;
    this.#lines.set(key, line);
    try {
      if (before) await this.#turn(before);
      return await this.#whileOpen(work);
    } finally {
      isOver();
      if (this.#lines.get(key) === line) this.#lines.delete(key);
    }
  }

  #turn(before: Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      const cancel = this.#timers.after(PATIENCE_MS, () => reject(new Error('The keys were not free in time.')));
      before.then(() => {
        cancel();
        resolve();
      }, reject);
    });
  }

  async #whileOpen<T>(work: () => Promise<T> | T): Promise<T> {
    if (!this.#isOpen) throw new Error('The connection that asks for keys has ended.');
    return work();
  }
}
