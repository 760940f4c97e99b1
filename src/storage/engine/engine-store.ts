import fs from 'node:fs';
import AsyncDatabase from 'libsql/promise';
import { AppError } from '../../errors/app-error.ts';
import { Checkpointer } from './checkpointer.ts';
import { EngineCollection } from './engine-collection.ts';
import { GroupCommit } from './group-commit.ts';
import { Sqlite } from './sqlite.ts';
import { lockFolder, prepareFiles, type StorePaths, storePaths, syncFolder } from './store-files.ts';

const PRAGMAS = [
  'busy_timeout = 5000',
  'journal_mode = WAL',
  'synchronous = NORMAL',
  'wal_autocheckpoint = 0',
  'journal_size_limit = 67108864',
  'cache_size = -16000',
  'temp_store = MEMORY',
  // What is deleted or replaced is overwritten in its page: an erased person must not stay readable in the file.
  'secure_delete = ON',
];

/** The embedded database of one data folder. */
export class EngineStore {
  readonly db: Sqlite;
  readonly commits: GroupCommit;
  readonly #paths: StorePaths;
  readonly #lock: Sqlite;
  readonly #log: fs.promises.FileHandle;
  readonly #collections = new Map<string, EngineCollection>();
  readonly #checkpointer: Checkpointer;
  #paused: Promise<void> | null = null;
  #isClosed = false;

  private constructor(paths: StorePaths, lock: Sqlite, db: Sqlite, log: fs.promises.FileHandle) {
    this.#paths = paths;
    this.#lock = lock;
    this.db = db;
    this.#log = log;
    this.#checkpointer = new Checkpointer(paths.database, () => this.#pause());
    this.commits = new GroupCommit(
      db,
      () => log.datasync(),
      (rows) => this.#checkpointer.note(rows),
    );
  }

  /** Opens the store of a folder, making it if needed. Throws STORE_LOCKED when another process has it. */
  static async open(dataDir: string): Promise<EngineStore> {
    const paths = storePaths(dataDir);
    prepareFiles(paths);
    const lock = lockFolder(paths);
    try {
      return await EngineStore.#openLocked(paths, lock);
    } catch (error) {
      lock.close();
      throw error;
    }
  }

  static async #openLocked(paths: StorePaths, lock: Sqlite): Promise<EngineStore> {
    const db = new Sqlite(paths.database);
    for (const pragma of PRAGMAS) {
      db.prepare(`PRAGMA ${pragma}`).all([]);
    }
    db.exec(
      'CREATE TABLE IF NOT EXISTS indexes (collection TEXT, name TEXT, spec TEXT, PRIMARY KEY (collection, name))',
    );
    db.exec('CREATE TABLE IF NOT EXISTS opened (id INTEGER PRIMARY KEY, at TEXT)');
    db.prepare('INSERT OR REPLACE INTO opened VALUES (1, ?)').run([new Date().toISOString()]);
    const log = await fs.promises.open(paths.log, 'r');
    await log.datasync();
    await syncFolder(paths.folder);
    return new EngineStore(paths, lock, db, log);
  }

  /** The collection of this name; made when first used. */
  collection(name: string): EngineCollection {
    this.assertOpen();
    const known = this.#collections.get(name);
    if (known) {
      return known;
    }
    const made = new EngineCollection(this, name);
    this.#collections.set(name, made);
    return made;
  }

  /** Names of the collections that exist. */
  collectionNames(): string[] {
    const rows = this.db.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'c:%'").all([]);
    return rows.map((row) => String(row[0]).slice(2));
  }

  /** While this is not null, operations wait for it: the log is about to start again. */
  get paused(): Promise<void> | null {
    return this.#paused;
  }

  /** Holds new operations back and waits for the open transaction; the returned function lets them go on. */
  async #pause(): Promise<() => void> {
    let resume: () => void = () => undefined;
    this.#paused = new Promise((resolve) => {
      resume = () => {
        this.#paused = null;
        resolve();
      };
    });
    await this.commits.flush().catch(() => undefined);
    return resume;
  }

  forget(name: string): void {
    this.#collections.delete(name);
  }

  /** For readers in batches: waits while operations are held back; rejects with STORE_CLOSED once the store is closed. */
  async admit(): Promise<void> {
    this.assertOpen();
    if (this.#paused) {
      await this.#paused;
      this.assertOpen();
    }
  }

  /** Throws STORE_CLOSED once the store is closed. */
  assertOpen(): void {
    if (this.#isClosed) {
      throw new AppError('STORE_CLOSED');
    }
  }

  /** Writes a consistent copy while the store goes on working; the copy is durable when this resolves. */
  async backup(target: string): Promise<void> {
    this.assertOpen();
    await this.commits.flush();
    const partial = `${target}.partial`;
    await fs.promises.rm(partial, { force: true });
    const reader = new AsyncDatabase(this.#paths.database, {});
    try {
      await reader.exec(`VACUUM INTO '${partial.replaceAll("'", "''")}'`);
    } finally {
      reader.close();
    }
    const copy = await fs.promises.open(partial, 'r+');
    await copy.chmod(0o600);
    await copy.sync();
    await copy.close();
    await fs.promises.rename(partial, target);
  }

  /** Folds the log into the database and empties it: what was deleted or replaced is then in neither file. */
  async scrub(): Promise<void> {
    this.assertOpen();
    const resume = await this.#pause();
    try {
      const [row] = this.db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all([]);
      // A reader (a backup, a pass of the checkpointer) still needs the log.
      if (row?.[0] !== 0) throw new AppError('STORE_UNAVAILABLE');
    } finally {
      resume();
    }
  }

  /** Makes everything durable, folds the log into the database and lets the folder go. */
  async close(): Promise<void> {
    if (this.#isClosed) {
      return;
    }
    this.#isClosed = true;
    await this.commits.flush();
    await this.#checkpointer.stop();
    await this.#log.close();
    this.db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all([]);
    this.db.close();
    this.#lock.close();
  }
}
