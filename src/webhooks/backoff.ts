/** Waits after the first try, the second, …, ms: about 22 hours, so that a night and a morning are enough to mend it. */
const WAITS_MS = [5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400, 21_600, 28_800].map((seconds) => seconds * 1_000);
/** However long a host wants us to wait. */
const MOST_MS = 6 * 3_600_000;
/** Of a wait, up and down, so that what failed together does not come back together. */
const JITTER = 0.2;

/** Tries before a delivery is dead. */
export const MAX_TRIES = WAITS_MS.length + 1;

/** How long to wait after a failed try (1 = the first); null: that was the last. */
export function waitAfter(tries: number, random: () => number, retryAfter: number | null = null): number | null {
  const wait = WAITS_MS[tries - 1];
  if (wait === undefined) return null;
  const jittered = wait * (1 - JITTER + 2 * JITTER * random());
  return Math.round(Math.max(jittered, Math.min(MOST_MS, (retryAfter ?? 0) * 1_000)));
}
