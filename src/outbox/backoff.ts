/** When a failed delivery is tried again. Times in ms. */
export interface BackoffRule {
  readonly firstMs: number;
  readonly mostMs: number;
  /** Tries before the reply goes to the dead letters. */
  readonly attempts: number;
}

/** About half an hour of tries before a person is asked to look. */
export const deliveryBackoff: BackoffRule = { firstMs: 1_000, mostMs: 5 * 60_000, attempts: 12 };

/** Full jitter: anything between nothing and the exponential step, so that many senders do not knock at once. */
export function delayMs(rule: BackoffRule, attempt: number, random: () => number): number {
  const step = Math.min(rule.mostMs, rule.firstMs * 2 ** Math.max(0, attempt - 1));
  return Math.round(step * random());
}
