import type { ClockTriggers, Run } from './runs.ts';
import type { ClockEvent } from './triggers.ts';

/**
 * MAS-141: how long a temporary solution has held: from its record, the closing of the ticket notwithstanding, until a lasting
 * solution is recorded or a mark of the clock says so. Null: none was ever recorded.
 */
export function temporaryRun(
  events: readonly ClockEvent[],
  triggers: ClockTriggers,
): (Run & { readonly until: Date }) | null {
  const index = events.findLastIndex(({ facts }) => typeof facts?.until === 'string');
  const made = events[index];
  if (made === undefined) return null;
  const isEnd = (event: ClockEvent) =>
    typeof event.facts?.solutionType === 'string' ||
    triggers.stop.some((stop) => stop.lasts === 'moment' && stop.reads(event) === true);
  const end = events.slice(index + 1).find(isEnd);
  const until = new Date(String(made.facts?.until));
  return { start: made.at, stood: [], stoppedAt: end?.at ?? null, isCancelled: false, until };
}
