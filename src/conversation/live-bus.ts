import type { LiveBus, LiveEvent, LiveOrigin } from '../contracts/conversation.ts';
import type { Logger } from '../contracts/logger.ts';

/** Fan-out in one process. A listener that throws does not keep the others from hearing. */
export function createLiveBus(logger: Logger): LiveBus {
  const listeners = new Set<(event: LiveEvent, origin: LiveOrigin) => void>();
  return {
    publish(event, origin = 'here') {
      for (const listener of listeners) {
        try {
          listener(event, origin);
        } catch (error) {
          logger.error({ err: error, event: event.type }, 'a live listener failed');
        }
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
