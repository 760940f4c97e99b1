import { AppError } from '../../src/errors/app-error.ts';
import type { WhatsappTimers } from './options.ts';

interface Waiter {
  readonly resolve: () => void;
  readonly reject: (error: AppError) => void;
  cancel: () => void;
}

/** Codes of refusals after which the same message can still pass: the stanza was stale, or the server busy. */
const PASSING = new Set(['479', '500', '503']);

/**
 * Waits for the server's word on each message. The library resolves a send when the bytes are written; only this says that
 * WhatsApp took it.
 */
export class Acks {
  readonly #timers: WhatsappTimers;
  readonly #waiting = new Map<string, Waiter>();

  constructor(timers: WhatsappTimers) {
    this.#timers = timers;
  }

  /** Resolves when the message is taken. Rejects with WHATSAPP_REFUSED, WHATSAPP_BUSY, WHATSAPP_UNACKNOWLEDGED, WHATSAPP_OFFLINE. */
  wait(id: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, cancel: () => undefined });
    });
  }

  /** The bytes are out: from now on the server has so long. */
  sent(id: string, ms: number): void {
    const waiter = this.#waiting.get(id);
    if (!waiter) return;
    waiter.cancel = this.#timers.after(ms, () => this.#settle(id)?.reject(new AppError('WHATSAPP_UNACKNOWLEDGED')));
  }

  /** The message did not leave: nobody waits for a word on it. */
  forget(id: string): void {
    this.#settle(id);
  }

  /** The server's word. */
  came(id: string, code: string | undefined): void {
    const waiter = this.#settle(id);
    if (!waiter) return;
    if (code === undefined) waiter.resolve();
    else
      waiter.reject(new AppError(PASSING.has(code) ? 'WHATSAPP_BUSY' : 'WHATSAPP_REFUSED', { code: code.slice(0, 6) }));
  }

  /** The connection ended: nobody will answer any more. */
  lost(): void {
    for (const id of [...this.#waiting.keys()]) this.#settle(id)?.reject(new AppError('WHATSAPP_OFFLINE'));
  }

  #settle(id: string): Waiter | undefined {
    const waiter = this.#waiting.get(id);
    this.#waiting.delete(id);
    waiter?.cancel();
    return waiter;
  }
}
