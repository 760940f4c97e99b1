import type { QuotaAgent } from '../../../shared/wire.ts';

/** Working days met in a row up to now; today counts once it is met, and breaks nothing while it is open. */
export function streakOf(days: QuotaAgent['days']): number {
  let streak = 0;
  for (const { status } of [...days].reverse()) {
    if (status === 'missed') return streak;
    if (status === 'met') streak += 1;
  }
  return streak;
}
