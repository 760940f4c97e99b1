import { unsupported } from './engine-errors.ts';
import type { EngineStore } from './engine-store.ts';
import { compileProjection } from './projection.ts';
import { type Found, type Search, searchBatches } from './scanning.ts';
import { parseSort } from './sorting.ts';
import type { Table } from './table.ts';
import type { Doc } from './values.ts';

/** Lets timers and sockets have their turn between batches. */
function breathe(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** Batches of documents as an async stream with the methods of a MongoDB cursor. */
export class BatchCursor {
  #batches: Iterator<Doc[]> | null = null;
  #buffer: Doc[] = [];
  #at = 0;
  #isDone = false;
  #map: (doc: Doc) => unknown = (doc) => doc;

  protected open(): Iterator<Doc[]> {
    return [][Symbol.iterator]();
  }

  /** Called before each batch: throws once the store is closed, waits while operations are held back. */
  protected async admit(): Promise<void> {}

  get closed(): boolean {
    return this.#isDone;
  }

  /** Changes what is read. */
  map(change: (doc: Doc) => unknown): this {
    const before = this.#map;
    this.#map = (doc) => change(before(doc) as Doc);
    return this;
  }

  /** The next document, or null at the end. */
  async next(): Promise<unknown> {
    while (this.#at >= this.#buffer.length) {
      if (!(await this.#fetch())) {
        return null;
      }
    }
    const doc = this.#buffer[this.#at] as Doc;
    this.#at += 1;
    return this.#map(doc);
  }

  async hasNext(): Promise<boolean> {
    while (this.#at >= this.#buffer.length) {
      if (!(await this.#fetch())) {
        return false;
      }
    }
    return true;
  }

  async toArray(): Promise<unknown[]> {
    const all: unknown[] = [];
    do {
      for (; this.#at < this.#buffer.length; this.#at++) {
        all.push(this.#map(this.#buffer[this.#at] as Doc));
      }
    } while (await this.#fetch());
    return all;
  }

  async forEach(visit: (doc: unknown) => void): Promise<void> {
    for await (const doc of this) {
      visit(doc);
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<unknown> {
    try {
      for (let doc = await this.next(); doc !== null; doc = await this.next()) {
        yield doc;
      }
    } finally {
      await this.close();
    }
  }

  /** Starts again from the first document. */
  rewind(): void {
    this.#batches = null;
    this.#buffer = [];
    this.#at = 0;
    this.#isDone = false;
  }

  async close(): Promise<void> {
    this.#isDone = true;
    this.#buffer = [];
    this.#at = 0;
  }

  async #fetch(): Promise<boolean> {
    if (this.#isDone) {
      return false;
    }
    if (this.#batches) {
      await breathe();
    }
    await this.admit();
    this.#batches ??= this.open();
    const step = this.#batches.next();
    this.#isDone = step.done === true;
    this.#buffer = step.done ? [] : step.value;
    this.#at = 0;
    return !this.#isDone;
  }
}

/** A find that can still be refined until its first document is read. */
export class FindCursor extends BatchCursor {
  readonly #store: EngineStore;
  readonly #table: Table;
  #search: Search;
  #projection: unknown;

  constructor(store: EngineStore, table: Table, filter: Doc, options: Doc) {
    super();
    this.#store = store;
    this.#table = table;
    const limit = Math.abs(Number(options.limit ?? 0));
    this.#search = { filter, sort: parseSort(options.sort), skip: Number(options.skip ?? 0), limit };
    this.#projection = options.projection;
    if (options.collation || options.hint || options.session) {
      throw unsupported('collation, hint or session in find');
    }
  }

  sort(sort: unknown, direction?: unknown): this {
    const wanted = typeof sort === 'string' && direction !== undefined ? { [sort]: direction } : sort;
    this.#search = { ...this.#search, sort: parseSort(wanted) };
    return this;
  }

  skip(skip: number): this {
    this.#search = { ...this.#search, skip };
    return this;
  }

  limit(limit: number): this {
    this.#search = { ...this.#search, limit: Math.abs(limit) };
    return this;
  }

  project(projection: Doc): this {
    this.#projection = projection;
    return this;
  }

  /** Kept for callers that tune MongoDB; batches here are sized by the store. */
  batchSize(_size: number): this {
    return this;
  }

  addCursorFlag(): this {
    return this;
  }

  protected override async admit(): Promise<void> {
    await this.#store.admit();
  }

  protected override open(): Iterator<Doc[]> {
    const project = compileProjection(this.#projection);
    const batches = searchBatches(this.#store.db, this.#table, this.#search);
    return mapBatches(batches, project ? ({ doc }) => project(doc) : ({ doc }) => doc);
  }
}

function* mapBatches(batches: Iterable<Found[]>, change: (found: Found) => Doc): Generator<Doc[]> {
  for (const batch of batches) {
    yield batch.map(change);
  }
}
