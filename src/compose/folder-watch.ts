import { type FSWatcher, watch } from 'node:fs';
import type { Logger } from '../contracts/logger.ts';

/** How folders are watched. */
export interface FolderWatch {
  readonly folders: readonly string[];
  /** Told some time after something happened in one of them; it looks for itself what that was. */
  readonly look: () => Promise<void>;
  readonly logger: Logger;
  /** An editor writes a file in several steps: the last one counts. Default 250 ms. */
  readonly debounceMs?: number;
  /** File systems that tell of nothing (a network, some containers) are looked at this often. Default 5 s. */
  readonly everyMs?: number;
}

/**
 * Watches folders, not files: an editor that replaces a file, or a link that is turned to another one, is seen too. Looks
 * never overlap. Returns what ends it. Holds no process alive.
 */
export function watchFolders({ folders, look, logger, debounceMs = 250, everyMs = 5_000 }: FolderWatch): () => void {
  let pending: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();
  const lookInTurn = () => {
    looking = looking.then(look).catch((err: unknown) => logger.error({ err }, 'files could not be looked at'));
  };
  const soon = () => {
    clearTimeout(pending);
    pending = setTimeout(lookInTurn, debounceMs).unref();
  };
  const watchers = [...new Set(folders)].flatMap((folder) => tryToWatch(folder, soon, logger));
  const regular = setInterval(lookInTurn, everyMs).unref();
  return () => {
    clearTimeout(pending);
    clearInterval(regular);
    for (const watcher of watchers) watcher.close();
  };
}

/** Where the system refuses (too many watches), the regular look remains. */
function tryToWatch(folder: string, told: () => void, logger: Logger): FSWatcher[] {
  try {
    const watcher = watch(folder, { persistent: false }, told);
    watcher.on('error', (err) =>
      logger.warn({ err, folder }, 'a folder is no longer watched; it is looked at regularly'),
    );
    return [watcher];
  } catch (err) {
    logger.warn({ err, folder }, 'a folder cannot be watched; it is looked at regularly');
    return [];
  }
}
