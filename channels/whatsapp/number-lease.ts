import type { Clock } from '../../src/contracts/clock.ts';
import type { Logger } from '../../src/contracts/logger.ts';
import type { WhatsappLeases } from '../../src/contracts/whatsapp.ts';
import type { WhatsappTimers } from './options.ts';

const LEASE_MS = 30_000;

/** What a lease needs. */
export interface LeaseParts {
  readonly account: string;
  readonly owner: string;
  readonly leases: WhatsappLeases;
  readonly clock: Clock;
  readonly timers: WhatsappTimers;
  readonly logger: Logger;
  /** Another process has the number, or took it. */
  readonly onLost: () => Promise<void>;
  /** Looked again after another had it: the number may be free. */
  readonly onAgain: () => Promise<void>;
}

/** One owner per number: held for as long as this process wants it, looked for again and again while another has it. */
export class NumberLease {
  readonly #parts: LeaseParts;
  #cancel: (() => void) | null = null;

  constructor(parts: LeaseParts) {
    this.#parts = parts;
  }

  /** True: this process has the number now. */
  async hold(): Promise<boolean> {
    const { account, owner, leases, clock, timers, logger, onLost, onAgain } = this.#parts;
    this.#cancel?.();
    const now = clock.now();
    const until = new Date(now.getTime() + LEASE_MS);
    const has = await leases.take(account, owner, { now, until }).catch((err: unknown) => {
      logger.warn({ err }, 'the lease of the number could not be renewed');
      return false;
    });
    this.#cancel = timers.after(LEASE_MS / 3, () => {
      const look = has ? this.hold() : onAgain();
      look.catch((err: unknown) => logger.error({ err }, 'the lease of the number is not looked after'));
    });
    if (!has) await onLost();
    return has;
  }

  /** Gives the number up. */
  async release(): Promise<void> {
    this.#cancel?.();
    this.#cancel = null;
    await this.#parts.leases.release(this.#parts.account, this.#parts.owner);
  }
}
