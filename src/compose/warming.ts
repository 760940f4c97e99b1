import type { Clock } from '../contracts/clock.ts';
import type { Logger } from '../contracts/logger.ts';
import type { OrganisationRoom } from './organisation-room.ts';

/** What is made ready after the start. */
export interface Warmable {
  readonly rooms: readonly Pick<OrganisationRoom, 'organisation' | 'knowledge' | 'calendar'>[];
  readonly clock: Clock;
  readonly logger: Logger;
}

/** After this long without a beginning, ms: the people who waited for the start come first. */
const FIRST_MS = 1_000;
const STEP_MS = 100;

/**
 * Makes ready what a start leaves asleep, some time later and one part at a time: the reader of free text, the index of
 * the knowledge base, the holidays. Each would otherwise hold up the first person who needs it by 0.1 to 0.2 s.
 * Returns what ends it early. Real time, and it holds no process alive.
 */
export function scheduleWarming({ rooms, clock, logger }: Warmable): () => void {
  const steps = [
    ...rooms.map(
      ({ organisation }) =>
        () =>
          void organisation().diagnoser.diagnose(''),
    ),
    ...rooms.map(
      ({ knowledge }) =>
        () =>
          knowledge.warm(),
    ),
    ...rooms.map(
      ({ calendar }) =>
        () =>
          void calendar.isOpen(clock.now()),
    ),
  ];
  let timer: NodeJS.Timeout;
  const wait = (ms: number) => {
    timer = setTimeout(() => {
      try {
        steps.shift()?.();
      } catch (err) {
        logger.error({ err }, 'a part could not be made ready; who needs it will fail');
      }
      if (steps.length > 0) wait(STEP_MS);
    }, ms).unref();
  };
  wait(FIRST_MS);
  return () => clearTimeout(timer);
}
