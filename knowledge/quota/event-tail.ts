import type { EntryEvent, EntryEventReader } from '../../src/contracts/knowledge-events.ts';

const PAGE = 1_000;

/** The whole event log of an organisation, in memory: each look reads only what came since the last one. */
export class EventTail {
  readonly #reader: EntryEventReader;
  readonly #organisation: string;
  #events: EntryEvent[] = [];
  #reading: Promise<readonly EntryEvent[]> | null = null;

  constructor(reader: EntryEventReader, organisation: string) {
    this.#reader = reader;
    this.#organisation = organisation;
  }

  /** Every event up to now, in order. Lookers at the same time share one reading. */
  all(): Promise<readonly EntryEvent[]> {
    this.#reading ??= this.#readOn().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  async #readOn(): Promise<readonly EntryEvent[]> {
    for (;;) {
      const after = this.#events.at(-1)?.seq ?? 0;
      const more = await this.#reader.events({ organisation: this.#organisation, after, limit: PAGE });
      // A new array: whoever got the one before keeps it as it was.
      if (more.length > 0) this.#events = [...this.#events, ...more];
      if (more.length < PAGE) return this.#events;
    }
  }
}
