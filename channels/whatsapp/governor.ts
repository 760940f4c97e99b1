import type { Clock } from '../../src/contracts/clock.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { GovernorRules } from './options.ts';

/** Whom a message is for. */
export interface Recipient {
  readonly address: string;
  readonly lastInAt: Date | null;
  /** Characters to be typed. */
  readonly length: number;
}

const MINUTE_MS = 60_000;
/** Longer waits are handed back to the outbox. */
const PATIENCE_MS = 20_000;
/** Whoever wrote within this time waits for the answer, also at night. */
const AWAITED_MS = 15 * MINUTE_MS;
const DAY_MS = 24 * 60 * MINUTE_MS;
const YOUNG_SHARE = 0.2;

/**
 * Keeps a number inside the pace of a person who answers: numbers that write first, fast or to many are banned. It decides when a
 * message may go; it drops none.
 */
export class Governor {
  readonly #rules: GovernorRules;
  readonly #clock: Clock;
  readonly #minuteOfDay: (at: Date) => number;
  readonly #random: () => number;
  /** When messages left in the last minute, by recipient; under '' all of them. */
  readonly #left = new Map<string, number[]>();
  pairedAt: Date | null = null;

  constructor(rules: GovernorRules, about: { clock: Clock; minuteOfDay: (at: Date) => number; random: () => number }) {
    this.#rules = rules;
    this.#clock = about.clock;
    this.#minuteOfDay = about.minuteOfDay;
    this.#random = about.random;
  }

  /**
   * How long to wait, and how long to type. Takes the place in the minute. Throws WHATSAPP_FIRST_CONTACT, or DELIVERY_HELD with
   * the seconds after which it may be tried again.
   */
  admit({ address, lastInAt, length }: Recipient): { readonly waitMs: number; readonly typingMs: number } {
    if (lastInAt === null && !this.#rules.firstContact) throw new AppError('WHATSAPP_FIRST_CONTACT');
    const now = this.#clock.now();
    const quietMs = this.#quietFor(now, lastInAt);
    if (quietMs > 0) throw held(quietMs);
    const perMinute = Math.max(1, Math.floor(this.#rules.perMinute * this.#share(now)));
    const waitMs = Math.max(
      this.#waitIn('', perMinute, now.getTime()),
      this.#waitIn(address, this.#rules.perPersonPerMinute, now.getTime()),
    );
    if (waitMs > PATIENCE_MS) throw held(waitMs);
    for (const key of ['', address]) this.#left.set(key, [...(this.#left.get(key) ?? []), now.getTime() + waitMs]);
    return { waitMs, typingMs: this.#typing(length) };
  }

  /** Part of the full rate that a number of this age may use, 0.2 to 1. */
  #share(now: Date): number {
    const { warmUpDays } = this.#rules;
    if (warmUpDays === 0 || this.pairedAt === null) return 1;
    const age = (now.getTime() - this.pairedAt.getTime()) / DAY_MS;
    return Math.min(1, YOUNG_SHARE + (1 - YOUNG_SHARE) * Math.max(0, age / warmUpDays));
  }

  #waitIn(key: string, most: number, now: number): number {
    const recent = (this.#left.get(key) ?? []).filter((at) => at > now - MINUTE_MS);
    if (recent.length === 0) this.#left.delete(key);
    else this.#left.set(key, recent);
    const blocking = recent.at(-most);
    return blocking === undefined ? 0 : blocking + MINUTE_MS - now;
  }

  #quietFor(now: Date, lastInAt: Date | null): number {
    const { quiet } = this.#rules;
    if (quiet === null) return 0;
    if (lastInAt !== null && now.getTime() - lastInAt.getTime() < AWAITED_MS) return 0;
    const minute = this.#minuteOfDay(now);
    const { from, to } = quiet;
    const isQuiet = from < to ? minute >= from && minute < to : minute >= from || minute < to;
    return isQuiet ? ((to - minute + 1_440) % 1_440 || 1_440) * MINUTE_MS : 0;
  }

  #typing(length: number): number {
    if (this.#rules.pace === 'none') return 0;
    return Math.round(Math.min(4_000, 400 + length * 20) * (0.75 + this.#random() / 2));
  }
}

function held(ms: number): AppError {
  return new AppError('DELIVERY_HELD', { seconds: Math.ceil(ms / 1000) });
}
