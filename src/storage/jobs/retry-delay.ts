/** When a failed job runs again. Times in ms. */
export interface RetryRule {
  readonly firstMs: number;
  readonly mostMs: number;
}

/** From a second to five minutes. */
export const jobRetries: RetryRule = { firstMs: 1_000, mostMs: 5 * 60_000 };

/** Doubling waits, their upper half at random: jobs that failed together do not come back together. */
export function retryDelayMs(rule: RetryRule, failures: number, random: () => number): number {
  const step = Math.min(rule.mostMs, rule.firstMs * 2 ** Math.min(failures, 30));
  return Math.max(1, Math.round(step / 2 + (step / 2) * random()));
}
