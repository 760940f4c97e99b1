import { AppError } from '../../errors/app-error.ts';
import type { Sqlite } from './sqlite.ts';

/** Makes everything committed so far durable; rejects when the disk cannot promise it. */
export type SyncLog = () => Promise<void>;

interface Waiter {
  settle(failure: AppError | null): void;
}

/**
 * One transaction for many operations. An operation runs at once inside the open transaction, so its result is known
 * and later reads see it; its promise settles only after the commit and an fsync that covers it. While one fsync is
 * under way the transaction stays open and gathers: the next commit and fsync cover all that came.
 */
export class GroupCommit {
  readonly #db: Sqlite;
  readonly #syncLog: SyncLog;
  readonly #onDurable: (rows: number) => void;
  readonly #begin;
  readonly #commit;
  #isOpen = false;
  #isSyncing = false;
  #isScheduled = false;
  #broken: AppError | null = null;
  #gathering: Waiter[] = [];
  #covered: Waiter[] = [];
  #groups = 0;
  #rows = 0;

  constructor(db: Sqlite, syncLog: SyncLog, onDurable: (rows: number) => void) {
    this.#db = db;
    this.#syncLog = syncLog;
    this.#onDurable = onDurable;
    this.#begin = db.prepare('BEGIN IMMEDIATE');
    this.#commit = db.prepare('COMMIT');
  }

  /** Commits so far; for figures. */
  get groups(): number {
    return this.#groups;
  }

  /** Counts a written row: what the log's length is guessed from. */
  countRow(): void {
    this.#rows += 1;
  }

  /** Opens the transaction if none is open. Call before the first write of an operation. */
  open(): void {
    if (this.#broken) {
      throw this.#broken;
    }
    if (!this.#isOpen) {
      this.#begin.run([]);
      this.#isOpen = true;
      this.#schedule();
    }
  }

  /** Resolves with the result (or rejects with the error) once everything executed so far is durable. */
  settle<T>(outcome: { readonly result: T } | { readonly error: unknown }): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const settle = (failure: AppError | null): void => {
        if (failure) {
          reject(failure);
        } else if ('error' in outcome) {
          reject(outcome.error);
        } else {
          resolve(outcome.result);
        }
      };
      if (this.#isOpen) {
        this.#gathering.push({ settle });
      } else if (this.#isSyncing) {
        this.#covered.push({ settle });
      } else {
        settle(this.#broken);
      }
    });
  }

  /** Resolves when everything executed so far is durable. */
  flush(): Promise<void> {
    return this.settle({ result: undefined });
  }

  /**
   * Call after a failed statement: SQLite undoes the whole transaction by itself on a full disk or an I/O error, and
   * then no operation of the group has happened.
   */
  checkAfterFailure(cause: unknown): void {
    if (this.#isOpen && !this.#db.isInTransaction) {
      this.#isOpen = false;
      this.#reject(cause);
    }
  }

  #schedule(): void {
    if (!this.#isScheduled && !this.#isSyncing) {
      this.#isScheduled = true;
      setImmediate(() => {
        this.#isScheduled = false;
        this.#commitNow();
      });
    }
  }

  #commitNow(): void {
    if (!this.#isOpen || this.#isSyncing) {
      return;
    }
    this.#isOpen = false;
    try {
      this.#commit.run([]);
    } catch (cause) {
      this.#rollBack();
      this.#reject(cause);
      return;
    }
    this.#groups += 1;
    this.#covered = this.#gathering;
    this.#gathering = [];
    this.#isSyncing = true;
    this.#syncLog().then(
      () => this.#synced(null),
      (cause: unknown) => this.#synced(new AppError('STORE_UNAVAILABLE', {}, { cause })),
    );
  }

  /** After a failed fsync nobody knows what the disk holds, so the store takes no more writes until it is reopened. */
  #synced(failure: AppError | null): void {
    this.#isSyncing = false;
    this.#broken = failure;
    const covered = this.#covered;
    this.#covered = [];
    for (const waiter of covered) {
      waiter.settle(failure);
    }
    if (this.#isOpen) {
      this.#schedule();
    }
    if (!failure) {
      const rows = this.#rows;
      this.#rows = 0;
      this.#onDurable(rows);
    }
  }

  #rollBack(): void {
    if (this.#db.isInTransaction) {
      this.#db.exec('ROLLBACK');
    }
  }

  #reject(cause: unknown): void {
    const failure = new AppError('STORE_UNAVAILABLE', {}, { cause });
    const lost = this.#gathering;
    this.#gathering = [];
    for (const waiter of lost) {
      waiter.settle(failure);
    }
  }
}
