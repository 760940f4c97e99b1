import { entersState } from '../replay.ts';
import type { ClockEvent, PhaseOf, Trigger } from './triggers.ts';

/** A stretch of time; `to` null = it still lasts. */
export interface Stretch {
  readonly from: Date;
  readonly to: Date | null;
}

/** How a clock ran: from its start, less the stretches in which it stood, to its end. */
export interface Run {
  readonly start: Date;
  /** Stretches in which it stood still and ran on afterwards; the last may still last. */
  readonly stood: readonly Stretch[];
  /** When it stopped for good, or stands stopped now. */
  readonly stoppedAt: Date | null;
  /** The ticket was rejected or cancelled: nobody owes anything any more. */
  readonly isCancelled: boolean;
}

/** The triggers of a clock, read once. */
export interface ClockTriggers {
  readonly start: Trigger;
  readonly stop: readonly Trigger[];
  readonly pause: readonly Trigger[];
}

const cancelled: readonly string[] = ['rejected', 'cancelled'];
const over: readonly string[] = ['closed', ...cancelled];

/**
 * Reads a clock's run off the events, oldest first. A stop by a mark is for good. A stop by a state holds as long as the
 * ticket is there: one that is opened again runs on, and the time between does not count. The end of a ticket stops
 * every clock that had started before it. Null: the start has not come.
 */
export function readRun(events: readonly ClockEvent[], triggers: ClockTriggers, phaseOf: PhaseOf): Run | null {
  const startIndex = events.findIndex((event) => triggers.start.reads(event) === true);
  const first = events[startIndex];
  if (first === undefined) return null;
  const standing = new Standing();
  // The events before the start say in which state it starts.
  for (const [index, event] of events.entries()) {
    if (index > startIndex && triggers.stop.some((stop) => stop.lasts === 'moment' && stop.reads(event) === true)) {
      return { start: first.at, stood: standing.ended(event.at), stoppedAt: event.at, isCancelled: false };
    }
    const phase = event.type !== 'opened' && entersState(event) ? (phaseOf(event.to ?? '') ?? '') : '';
    if (index > startIndex && cancelled.includes(phase)) {
      return { start: first.at, stood: standing.ended(event.at), stoppedAt: event.at, isCancelled: true };
    }
    standing.read(event, triggers, { isEnd: index > startIndex && over.includes(phase), from: first.at });
  }
  return { start: first.at, ...standing.now(), isCancelled: false };
}

/** Keeps which reasons to stand hold at the moment, and since when. */
class Standing {
  readonly #reasons = new Map<Trigger | 'end', 'pause' | 'stop'>();
  readonly #stood: { from: Date; to: Date }[] = [];
  #since: Date | null = null;

  read(event: ClockEvent, triggers: ClockTriggers, { isEnd, from }: { isEnd: boolean; from: Date }): void {
    for (const trigger of triggers.pause) this.#note(trigger, 'pause', trigger.reads(event));
    for (const trigger of triggers.stop)
      if (trigger.lasts === 'stay') this.#note(trigger, 'stop', trigger.reads(event));
    if (event.type !== 'opened' && entersState(event)) this.#note('end', 'stop', isEnd);
    const stands = this.#reasons.size > 0;
    const at = event.at < from ? from : event.at;
    if (stands && this.#since === null) this.#since = at;
    if (!stands && this.#since !== null) {
      this.#stood.push({ from: this.#since, to: at });
      this.#since = null;
    }
  }

  /** The stretches as they are when a mark stops the clock at an instant. */
  ended(at: Date): Stretch[] {
    return this.#since === null ? [...this.#stood] : [...this.#stood, { from: this.#since, to: at }];
  }

  now(): Pick<Run, 'stood' | 'stoppedAt'> {
    if (this.#since === null) return { stood: this.#stood, stoppedAt: null };
    const isStopped = [...this.#reasons.values()].includes('stop');
    return isStopped
      ? { stood: this.#stood, stoppedAt: this.#since }
      : { stood: [...this.#stood, { from: this.#since, to: null }], stoppedAt: null };
  }

  #note(reason: Trigger | 'end', kind: 'pause' | 'stop', holds: boolean | null): void {
    if (holds === true) this.#reasons.set(reason, kind);
    if (holds === false) this.#reasons.delete(reason);
  }
}
