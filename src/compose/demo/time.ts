import type { Clock } from '../../contracts/clock.ts';
import type { EmbeddedJobQueue } from '../../storage/jobs/embedded-queue.ts';

/** A clock whose hands the story turns; they never go back. */
export interface StoryClock extends Clock {
  turnTo(at: Date): void;
}

/** Something that goes on by itself: each step says when the next one is; null = it is over. */
export interface Thread {
  step(at: Date): Promise<Date | null>;
}

/** Makes the clock of a story. */
export function createStoryClock(from: Date): StoryClock {
  let now = from.getTime();
  return {
    now: () => new Date(now),
    turnTo(at) {
      now = Math.max(now, at.getTime());
    },
  };
}

interface Waiting {
  readonly at: number;
  readonly thread: Thread;
}

/** What happens within it happens at once. */
const MOMENT_MS = 60_000;

/** What time moves. */
export interface TimeParts {
  readonly clock: StoryClock;
  readonly jobs: Pick<EmbeddedJobQueue, 'runDue' | 'nextAt'>;
  /** Resolves when nothing is under way. */
  readonly settled: () => Promise<void>;
}

/** Threads side by side in one time; what the gateway does by the clock happens at its own instant in between. */
export class StoryTime {
  readonly #parts: TimeParts;
  readonly #waiting: Waiting[] = [];

  constructor(parts: TimeParts) {
    this.#parts = parts;
  }

  /** Lets a thread begin at an instant. */
  add(at: Date, thread: Thread): void {
    const place = this.#waiting.findIndex((other) => other.at > at.getTime());
    this.#waiting.splice(place === -1 ? this.#waiting.length : place, 0, { at: at.getTime(), thread });
  }

  /** Plays everything up to an instant; `onMoment` hears how far it is. */
  async playTo(end: Date, onMoment: (at: Date) => void): Promise<void> {
    for (let together = this.#next(end); together.length > 0; together = this.#next(end)) {
      const at = new Date(together[0]?.at ?? 0);
      await this.#jobsUntil(at);
      this.#parts.clock.turnTo(at);
      onMoment(at);
      await Promise.all(together.map((waiting) => this.#step(waiting)));
      await this.#parts.settled();
    }
    await this.#jobsUntil(end);
    this.#parts.clock.turnTo(end);
  }

  /** Those that fall into one moment go side by side: each waits for the disk, and they wait together. */
  #next(end: Date): Waiting[] {
    const [first] = this.#waiting;
    if (first === undefined || first.at > end.getTime()) return [];
    const until = Math.min(end.getTime(), first.at + MOMENT_MS);
    const count = this.#waiting.findIndex(({ at }) => at > until);
    return this.#waiting.splice(0, count === -1 ? this.#waiting.length : count);
  }

  async #step({ at, thread }: Waiting): Promise<void> {
    const again = await thread.step(new Date(at));
    if (again !== null) this.add(again, thread);
  }

  async #jobsUntil(at: Date): Promise<void> {
    const { jobs, clock, settled } = this.#parts;
    for (let due = await jobs.nextAt(); due !== null && due <= at; due = await jobs.nextAt()) {
      clock.turnTo(due);
      // A job that runs already by the queue's own timer is not ours to wait for.
      if ((await jobs.runDue()) === 0) return;
      await settled();
    }
  }
}
