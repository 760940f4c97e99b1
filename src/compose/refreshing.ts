import type { KnowledgeBase } from '../../knowledge/entries/knowledge-base.ts';
import type { Logger } from '../contracts/logger.ts';

/** How often the revision is looked at, ms: what another process publishes is answered here within this and a reading. */
const EVERY_MS = 800;

/**
 * Keeps this process's knowledge as another process left it (P8). One read of one counter each time; a store that does not
 * answer is told once, and asked again. Returns what ends it. Holds no process alive.
 */
export function keepFresh(
  { refresh }: Pick<KnowledgeBase, 'refresh'>,
  logger: Logger,
  everyMs: number = EVERY_MS,
): () => void {
  let isWell = true;
  let hasEnded = false;
  let timer: NodeJS.Timeout;
  const look = async () => {
    try {
      await refresh();
      isWell = true;
    } catch (err) {
      if (isWell && !hasEnded) logger.error({ err }, 'the knowledge base could not be read again; it is tried on');
      isWell = false;
    }
  };
  const wait = () => {
    if (hasEnded) return;
    timer = setTimeout(() => void look().then(wait), everyMs).unref();
  };
  wait();
  return () => {
    hasEnded = true;
    clearTimeout(timer);
  };
}
