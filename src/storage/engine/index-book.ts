import { decodeDocument, encodeDocument } from './document-codec.ts';
import { serverError } from './engine-errors.ts';
import type { EngineStore } from './engine-store.ts';
import { describeIndex, type IndexDescription, type IndexSpec, parseIndex } from './index-spec.ts';
import type { KeyColumn, Table } from './table.ts';
import { type Doc, isSameValue } from './values.ts';

const FILL_BATCH = 500;

/** The declared indexes of one collection and their catalogue in the database. */
export class IndexBook {
  readonly #store: EngineStore;
  readonly #table: Table;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(store: EngineStore, table: Table) {
    this.#store = store;
    this.#table = table;
    for (const row of store.db.statement('SELECT spec FROM indexes WHERE collection = ?').all([table.name])) {
      const description = decodeDocument(String(row[0])) as unknown as IndexDescription;
      const spec = parseIndex(description.key, { ...description, key: undefined });
      table.addColumns(spec);
      table.addIndex(spec);
    }
  }

  /** Makes an index real; at once when it exists. One at a time, so that two calls for one index meet. */
  create(keys: unknown, options: Doc): Promise<string> {
    const spec = parseIndex(keys, options);
    const made = this.#queue.then(() => this.#create(spec));
    this.#queue = made.catch(() => undefined);
    return made;
  }

  /** Drops by name, by keys, or all with `*`. */
  drop(wanted: unknown): void {
    const names = this.#table.indexes.map((index) => index.spec.name);
    const name = typeof wanted === 'string' ? wanted : parseIndex(wanted).name;
    if (name !== '*' && !names.includes(name)) {
      throw serverError(27, `index not found with name [${name}]`);
    }
    for (const known of name === '*' ? names : [name]) {
      this.#table.dropIndex(known);
      this.#store.db.statement('DELETE FROM indexes WHERE collection = ? AND name = ?').run([this.#table.name, known]);
    }
  }

  /** All indexes, `_id` first. */
  list(): IndexDescription[] {
    return [{ v: 2, key: { _id: 1 }, name: '_id_' }, ...this.#table.indexes.map((index) => describeIndex(index.spec))];
  }

  forgetAll(): void {
    this.#store.db.statement('DELETE FROM indexes WHERE collection = ?').run([this.#table.name]);
  }

  async #create(spec: IndexSpec): Promise<string> {
    if (Object.keys(spec.key).join() === '_id') {
      return '_id_';
    }
    const known = this.#table.indexes.find((index) => index.spec.name === spec.name);
    if (known) {
      if (!isSameValue(describeIndex(known.spec), describeIndex(spec))) {
        throw serverError(86, `An index named ${spec.name} exists with other keys or options`);
      }
      return spec.name;
    }
    this.#store.commits.open();
    const added = this.#table.addColumns(spec);
    if (added.length > 0) {
      await this.#fill(added);
    }
    this.#store.commits.open();
    this.#table.addIndex(spec);
    const text = encodeDocument(describeIndex(spec) as unknown as Doc);
    this.#store.db
      .statement('INSERT OR REPLACE INTO indexes VALUES (?, ?, ?)')
      .run([this.#table.name, spec.name, text]);
    await this.#store.commits.flush();
    return spec.name;
  }

  /** Computes new key columns of the documents that are there, in batches that let others run. */
  async #fill(columns: readonly KeyColumn[]): Promise<void> {
    const sql = `SELECT rid, doc FROM ${this.#table.sql} WHERE rid > ? ORDER BY rid LIMIT ${FILL_BATCH}`;
    let last = 0;
    while (true) {
      this.#store.commits.open();
      const rows = this.#store.db.statement(sql).all([last]);
      for (const [rid, text] of rows) {
        last = Number(rid);
        this.#store.commits.countRow();
        this.#table.fill(last, decodeDocument(String(text)), columns);
      }
      if (rows.length < FILL_BATCH) {
        return;
      }
      await this.#store.commits.flush();
    }
  }
}
