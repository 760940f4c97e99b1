import fs from 'node:fs';
import path from 'node:path';
import { AppError } from '../../errors/app-error.ts';
import { Sqlite, sqliteCode } from './sqlite.ts';

/** Where a store keeps its files. */
export interface StorePaths {
  readonly folder: string;
  readonly database: string;
  readonly log: string;
  readonly lock: string;
}

/** The store's files in a data folder. */
export function storePaths(dataDir: string): StorePaths {
  const folder = path.resolve(dataDir);
  const database = path.join(folder, 'store.sqlite');
  return { folder, database, log: `${database}-wal`, lock: path.join(folder, 'store.lock') };
}

/**
 * Makes the folder and empty files with tight modes; SQLite gives its log the mode of the database. A file that
 * exists is never opened here: closing any descriptor of a file drops the locks that SQLite holds on it.
 */
export function prepareFiles(paths: StorePaths): void {
  fs.mkdirSync(paths.folder, { recursive: true, mode: 0o700 });
  for (const file of [paths.lock, paths.database]) {
    try {
      fs.closeSync(fs.openSync(file, 'wx', 0o600));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        throw error;
      }
    }
  }
}

/**
 * Holds the data folder for this process: an exclusive SQLite lock on a file of its own, kept by the operating system
 * and gone with the process, however it ends. Throws STORE_LOCKED.
 */
export function lockFolder(paths: StorePaths): Sqlite {
  const lock = new Sqlite(paths.lock);
  try {
    lock.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE');
    return lock;
  } catch (cause) {
    lock.close();
    throw sqliteCode(cause).startsWith('SQLITE_BUSY') ? new AppError('STORE_LOCKED', {}, { cause }) : cause;
  }
}

/** Makes the names of new files in a folder durable. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await fs.promises.open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
