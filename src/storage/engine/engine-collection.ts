import { aggregate } from './aggregation.ts';
import { runBulk } from './bulk-write.ts';
import type { DeleteResult, InsertManyResult, InsertOneResult, UpdateResult } from './collection-results.ts';
import { answer, type Change, NOTHING, returning, updateResult, upsertResult } from './collection-results.ts';
import { FindCursor } from './cursor.ts';
import { beginningOf, copyDocument, decodeDocument, encodeDocument } from './document-codec.ts';
import { asStoreError, unsupported } from './engine-errors.ts';
import type { EngineStore } from './engine-store.ts';
import { IndexBook } from './index-book.ts';
import { encodeKey } from './index-key.ts';
import { exactScan } from './planner.ts';
import { compileProjection } from './projection.ts';
import { compileReplacement } from './replacement.ts';
import { countScan, type Found, type Search, searchBatches, searchFirst } from './scanning.ts';
import { parseSort } from './sorting.ts';
import { Table } from './table.ts';
import { compileUpdate, type Update } from './update.ts';
import { seedOf } from './upsert.ts';
import { type Doc, ObjectId } from './values.ts';

/** The operations of one collection, synchronous inside; each write's promise waits for durability. */
export class EngineCollection {
  readonly name: string;
  readonly table: Table;
  readonly indexes: IndexBook;
  /** Set by `drop`: the next use of the name begins a new collection. */
  isDropped = false;
  readonly #store: EngineStore;

  constructor(store: EngineStore, name: string) {
    this.name = name;
    this.#store = store;
    store.commits.open();
    this.table = new Table(store.db, name);
    this.indexes = new IndexBook(store, this.table);
  }

  /** Runs a write now; resolves, or rejects, when it and all that it may have seen is durable. */
  write<T>(work: () => T): Promise<T> {
    const { commits, paused } = this.#store;
    if (paused) {
      return paused.then(() => this.write(work));
    }
    try {
      this.#store.assertOpen();
      commits.open();
      return commits.settle({ result: work() });
    } catch (error) {
      commits.checkAfterFailure(error);
      return commits.settle<T>({ error: asStoreError(error) });
    }
  }

  /** Runs a read now. */
  read<T>(work: () => T): Promise<T> {
    const { paused } = this.#store;
    if (paused) {
      return paused.then(() => this.read(work));
    }
    try {
      this.#store.assertOpen();
      return Promise.resolve(work());
    } catch (error) {
      return Promise.reject(asStoreError(error));
    }
  }

  insertOne(doc: Doc): Promise<InsertOneResult> {
    return this.write(() => ({ acknowledged: true, insertedId: this.insertNow(doc) }));
  }

  insertMany(docs: readonly Doc[], options: Doc = {}): Promise<InsertManyResult> {
    const operations = docs.map((document) => ({ insertOne: { document } }));
    return runBulk(this, operations, options.ordered !== false).then((result) => ({
      acknowledged: true,
      insertedCount: result.insertedCount,
      insertedIds: result.insertedIds,
    }));
  }

  find(filter: Doc = {}, options: Doc = {}): FindCursor {
    return new FindCursor(this.#store, this.table, filter, options);
  }

  findOne(filter: Doc = {}, options: Doc = {}): Promise<Doc | null> {
    return this.read(() => {
      const project = compileProjection(options.projection);
      const found = this.first(filter, options);
      return found ? (project ? project(found.doc) : found.doc) : null;
    });
  }

  countDocuments(filter: Doc = {}, options: Doc = {}): Promise<number> {
    return this.read(() => {
      if (Object.keys(filter).length === 0 && !options.skip && !options.limit) {
        return this.table.count();
      }
      const scan = options.skip || options.limit ? null : exactScan(this.table, filter);
      if (scan) {
        return countScan(this.#store.db, this.table, scan);
      }
      let count = 0;
      for (const batch of this.search(filter, options)) {
        count += batch.length;
      }
      return count;
    });
  }

  distinct(path: string, filter: Doc = {}): Promise<unknown[]> {
    const pipeline = [{ $match: filter }, { $unwind: { path: `$${path}` } }, { $group: { _id: `$${path}` } }];
    return aggregate(this.#store, this.table, pipeline)
      .toArray()
      .then((groups) => groups.map((group) => (group as Doc)._id));
  }

  aggregate(pipeline: readonly Doc[]): ReturnType<typeof aggregate> {
    return aggregate(this.#store, this.table, pipeline);
  }

  updateOne(filter: Doc, update: unknown, options: Doc = {}): Promise<UpdateResult> {
    return this.write(() => this.updateNow(filter, update, options).result);
  }

  updateMany(filter: Doc, update: unknown, options: Doc = {}): Promise<UpdateResult> {
    return this.write(() => this.updateManyNow(filter, update, options));
  }

  replaceOne(filter: Doc, replacement: Doc, options: Doc = {}): Promise<UpdateResult> {
    return this.write(() => this.replaceNow(filter, replacement, options).result);
  }

  deleteOne(filter: Doc): Promise<DeleteResult> {
    return this.write(() => ({ acknowledged: true, deletedCount: this.deleteNow(filter, {}) ? 1 : 0 }));
  }

  deleteMany(filter: Doc): Promise<DeleteResult> {
    return this.write(() => ({ acknowledged: true, deletedCount: this.deleteManyNow(filter) }));
  }

  findOneAndUpdate(filter: Doc, update: unknown, options: Doc = {}): Promise<unknown> {
    return this.write(() => answer(this.updateNow(filter, update, returning(options)), options));
  }

  findOneAndReplace(filter: Doc, replacement: Doc, options: Doc = {}): Promise<unknown> {
    return this.write(() => answer(this.replaceNow(filter, replacement, returning(options)), options));
  }

  findOneAndDelete(filter: Doc, options: Doc = {}): Promise<unknown> {
    return this.write(() => {
      const before = this.deleteNow(filter, options);
      return answer({ result: updateResult(before ? 1 : 0, 0), before, after: null }, options);
    });
  }

  bulkWrite(operations: readonly Doc[], options: Doc = {}): ReturnType<typeof runBulk> {
    return runBulk(this, operations, options.ordered !== false);
  }

  /** Drops the table. Resolves false when there was none. */
  drop(): Promise<boolean> {
    return this.write(() => {
      this.#store.db.exec(`DROP TABLE IF EXISTS ${this.table.sql}`);
      this.indexes.forgetAll();
      this.#store.forget(this.name);
      this.isDropped = true;
      return true;
    });
  }

  /** Inserts now, giving the caller's object an `_id` as the MongoDB driver does; returns the `_id`. */
  insertNow(doc: Doc): unknown {
    if (doc._id === undefined) {
      doc._id = new ObjectId();
    }
    this.#store.commits.countRow();
    const { toBSON } = doc;
    this.table.insert(typeof toBSON === 'function' ? (toBSON.call(doc) as Doc) : doc);
    return doc._id;
  }

  updateNow(filter: Doc, update: unknown, options: Doc): Change {
    const compiled = this.compile(filter, update, options);
    const found = this.first(filter, options);
    return found ? this.#change(found, compiled, options) : this.#upsert(filter, compiled, options);
  }

  updateManyNow(filter: Doc, update: unknown, options: Doc): UpdateResult {
    const compiled = this.compile(filter, update, options);
    const rids = this.#ridsOf(filter);
    let modified = 0;
    for (const rid of rids) {
      const row = this.table.byRid(rid);
      if (row) {
        modified += this.#change({ rid, doc: decodeDocument(row.text) }, compiled, {}).result.modifiedCount;
      }
    }
    return rids.length === 0 ? this.#upsert(filter, compiled, options).result : updateResult(rids.length, modified);
  }

  replaceNow(filter: Doc, replacement: Doc, options: Doc): Change {
    const replace = compileReplacement(replacement);
    const direct = Object.keys(options).length === 0 ? this.#replaceDirect(filter, replacement) : null;
    if (direct) {
      return direct;
    }
    const found = this.first(filter, options);
    if (found) {
      return this.#change(found, replace, options);
    }
    return options.upsert ? this.#insertSeed('_id' in filter ? seedOf({ _id: filter._id }) : {}, replace) : NOTHING;
  }

  deleteNow(filter: Doc, options: Doc): Doc | null {
    const found = this.first(filter, options);
    if (found) {
      this.#store.commits.countRow();
      this.table.delete(found.rid);
    }
    return found?.doc ?? null;
  }

  deleteManyNow(filter: Doc): number {
    const rids = this.#ridsOf(filter);
    for (const rid of rids) {
      this.#store.commits.countRow();
      this.table.delete(rid);
    }
    return rids.length;
  }

  first(filter: Doc, options: Doc): Found | undefined {
    const sort = parseSort(options.sort);
    return searchFirst(this.#store.db, this.table, { filter, sort, skip: Number(options.skip ?? 0) });
  }

  search(filter: Doc, options: Doc): Generator<Found[]> {
    const search: Search = { filter, sort: [], skip: Number(options.skip ?? 0), limit: Number(options.limit ?? 0) };
    return searchBatches(this.#store.db, this.table, search);
  }

  compile(filter: Doc, update: unknown, options: Doc): Update {
    if (options.collation || options.session) {
      throw unsupported('collation or session in an update');
    }
    return compileUpdate(update, { filter, arrayFilters: options.arrayFilters as Doc[] | undefined });
  }

  #ridsOf(filter: Doc): number[] {
    const rids: number[] = [];
    for (const batch of this.search(filter, {})) {
      for (const { rid } of batch) {
        rids.push(rid);
      }
    }
    return rids;
  }

  #change(found: Found, update: Update, options: Doc): Change {
    const { rid, doc } = found;
    const touched = this.table.columnsTouchedBy(update.roots);
    const keys = touched.map((column) => column.extract(doc));
    const wantsAfter = options.returnDocument === 'after';
    const before = options.wantsBefore ? copyDocument(doc) : null;
    const isChanged = update.apply(doc, false);
    if (isChanged) {
      this.#store.commits.countRow();
      this.table.update(rid, doc, touched, keys);
    }
    return { result: updateResult(1, isChanged ? 1 : 0), before, after: wantsAfter ? copyDocument(doc) : null };
  }

  /**
   * The hot path: a filter on `_id` and the fields that stand first in the stored text is judged by the text's beginning,
   * so the old document is not decoded. Null: the text does not begin so; the long way decides.
   */
  #replaceDirect(filter: Doc, replacement: Doc): Change | null {
    const beginning = beginningOf(filter);
    if (beginning === null || (replacement._id !== undefined && replacement._id !== filter._id)) {
      return null;
    }
    const row = this.table.keyedById(encodeKey(filter._id));
    if (!row?.text.startsWith(beginning) || !',}'.includes(row.text.charAt(beginning.length))) {
      return null;
    }
    const next = replacement._id === undefined ? { _id: filter._id, ...replacement } : replacement;
    const text = encodeDocument(next);
    const isChanged = text !== row.text;
    if (isChanged) {
      this.#store.commits.countRow();
      this.table.update(row.rid, next, this.table.columnsTouchedBy(null), row.keys, text);
    }
    return { result: updateResult(1, isChanged ? 1 : 0), before: null, after: null };
  }

  #upsert(filter: Doc, update: Update, options: Doc): Change {
    return options.upsert ? this.#insertSeed(seedOf(filter), update) : NOTHING;
  }

  #insertSeed(seed: Doc, update: Update): Change {
    update.apply(seed, true);
    const id = this.insertNow(seed);
    return { result: upsertResult(id), before: null, after: copyDocument(seed) };
  }
}
