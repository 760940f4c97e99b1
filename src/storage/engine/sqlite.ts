import Database from 'libsql';

/** What may be bound to a statement. */
export type SqlValue = string | number | bigint | Buffer | null;

/** A prepared statement; rows come as arrays. */
export interface Statement {
  run(params: readonly SqlValue[]): { readonly changes: number };
  get(params: readonly SqlValue[]): readonly SqlValue[] | undefined;
  all(params: readonly SqlValue[]): (readonly SqlValue[])[];
}

/** Longest list of statements kept prepared; the oldest goes first. */
const CACHE_LIMIT = 500;

/** One SQLite connection with its prepared statements. */
export class Sqlite {
  readonly #database: Database.Database;
  readonly #statements = new Map<string, Statement>();

  constructor(path: string) {
    this.#database = new Database(path);
  }

  get isInTransaction(): boolean {
    return this.#database.inTransaction;
  }

  /** Runs statements that return nothing. */
  exec(sql: string): void {
    this.#database.exec(sql);
  }

  /** The prepared statement of this text, from the cache if it is there. */
  statement(sql: string): Statement {
    const known = this.#statements.get(sql);
    if (known) {
      return known;
    }
    const made = this.prepare(sql);
    if (this.#statements.size >= CACHE_LIMIT) {
      for (const oldest of this.#statements.keys()) {
        this.#statements.delete(oldest);
        break;
      }
    }
    this.#statements.set(sql, made);
    return made;
  }

  /** Prepares a statement that the caller keeps. */
  prepare(sql: string): Statement {
    const prepared = this.#database.prepare(sql);
    if (prepared.reader) {
      prepared.raw();
    }
    return prepared as unknown as Statement;
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }
}

/** Whether SQLite refused a row because a unique index has its key already. */
export function isUniqueViolation(error: unknown): boolean {
  return sqliteCode(error).startsWith('SQLITE_CONSTRAINT');
}

/** SQLite's error name, or an empty string. */
export function sqliteCode(error: unknown): string {
  const code: unknown = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

/** An SQL identifier, quoted. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
