import AsyncDatabase from 'libsql/promise';

/** Stops new operations until the returned function is called; resolves when none is under way. */
export type PauseWrites = () => Promise<() => void>;

/** Written rows between two looks at the log. A row costs one to three log pages of 4 KiB. */
const ROWS_BETWEEN = 4_000;
/** Log length, in pages, from which the log must come back to its start: 32 MiB. */
const LONG_LOG = 8_192;
/** Passes without a pause before writers are held for a moment. */
const FREE_PASSES = 2;

/**
 * Moves the log into the database on a thread of the SQLite library, off the event loop. The log starts again from its
 * beginning only when a pass has moved everything and no transaction came meanwhile; under steady load a long log
 * therefore holds new operations back for one short last pass (two fsyncs, no blocking).
 */
export class Checkpointer {
  readonly #path: string;
  readonly #pause: PauseWrites;
  #connection: InstanceType<typeof AsyncDatabase> | null = null;
  #running: Promise<void> | null = null;
  #rows = 0;
  #isStopped = false;

  constructor(path: string, pause: PauseWrites) {
    this.#path = path;
    this.#pause = pause;
  }

  /** Call after each durable group. */
  note(rows: number): void {
    this.#rows += rows;
    if (this.#rows >= ROWS_BETWEEN && !this.#running && !this.#isStopped) {
      this.#rows = 0;
      this.#running = this.#run().finally(() => {
        this.#running = null;
      });
    }
  }

  /** Waits for the pass under way and starts no other. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#running;
    this.#connection?.close();
  }

  /** A failed pass changes nothing: the log stays as it is and the next pass tries again. */
  async #run(): Promise<void> {
    try {
      for (let pass = 0; pass < FREE_PASSES; pass++) {
        const log = await this.#pass();
        if (log < LONG_LOG) {
          return;
        }
      }
      const resume = await this.#pause();
      try {
        await this.#pass();
      } finally {
        resume();
      }
    } catch {
      this.#rows = 0;
    }
  }

  /** Returns how long the log is, in pages. */
  async #pass(): Promise<number> {
    this.#connection ??= new AsyncDatabase(this.#path, {});
    const statement = await this.#connection.prepare('PRAGMA wal_checkpoint(PASSIVE)');
    const rows = (await statement.all()) as unknown as { log: number }[];
    return rows[0]?.log ?? 0;
  }
}
