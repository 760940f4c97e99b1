import type { Clock } from '../../src/contracts/clock.ts';
import type { WhatsappAlert, WhatsappStatus } from '../../src/contracts/whatsapp.ts';

/** A trouble that is over is shown for so long, ms. */
const ALERT_KEPT_MS = 24 * 60 * 60_000;

/** What is told of a number's connection, and of the last trouble that it had. */
export class StatusBoard {
  readonly #clock: Clock;
  readonly #onStatus: (status: WhatsappStatus) => void;
  #now: WhatsappStatus;
  #alert: WhatsappAlert | null = null;

  constructor(parts: {
    readonly account: string;
    readonly clock: Clock;
    readonly onStatus: (status: WhatsappStatus) => void;
  }) {
    this.#clock = parts.clock;
    this.#onStatus = parts.onStatus;
    this.#now = {
      ...{ account: parts.account, transport: 'linked', state: 'off', since: parts.clock.now() },
      ...{ qr: null, code: null, stop: null, lastCode: null, retryAt: null, alert: null },
    };
  }

  /** As it was last set. */
  get now(): WhatsappStatus {
    return this.#now;
  }

  /** As people see it: an alert that grew old is gone. */
  shown(): WhatsappStatus {
    return this.#now.state === 'stopped' ? this.#now : { ...this.#now, alert: this.#recentAlert() };
  }

  /** A trouble that ends by itself; it is shown from the next status on. */
  alarm(kind: WhatsappAlert['kind']): void {
    this.#alert = { kind, at: this.#clock.now() };
  }

  /** Tells a new state; what a change does not name is empty again, save the last code, and the reason of a stop while it lasts. */
  set(state: WhatsappStatus['state'], change: Partial<WhatsappStatus> = {}): void {
    const { account, transport, lastCode, stop } = this.#now;
    const since = state === this.#now.state ? this.#now.since : this.#clock.now();
    const isStopped = state === 'stopped';
    this.#now = {
      ...{ account, transport, state, since, qr: null, code: null, retryAt: null, lastCode },
      stop: isStopped ? stop : null,
      alert: isStopped ? { kind: 'stopped', at: since } : this.#recentAlert(),
      ...change,
    };
    this.#onStatus(this.#now);
  }

  #recentAlert(): WhatsappAlert | null {
    const at = this.#alert?.at.getTime() ?? 0;
    return this.#clock.now().getTime() - at < ALERT_KEPT_MS ? this.#alert : null;
  }
}
