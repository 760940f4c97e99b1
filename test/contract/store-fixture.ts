import { type Connection, type Model, Schema } from 'mongoose';
import type { StoreHandle } from '../../src/storage/connection.ts';

/** A document of the suite: any fields. */
export type Thing = Record<string, unknown>;

/** One way to run the store. */
export interface StoreUnderTest {
  readonly name: string;
  /** Opens an empty store. */
  open(): Promise<StoreHandle>;
  /** Closes it and opens the same data again. */
  reopen(handle: StoreHandle): Promise<StoreHandle>;
  /** Closes it and throws the data away. */
  dispose(handle: StoreHandle): Promise<void>;
  /** What this server cannot do: name of the test → reason. Listed as skipped, with the reason. */
  readonly cannot: Readonly<Record<string, string>>;
}

/** Indexes of a model: keys and options. */
export type Indexes = readonly (readonly [Record<string, 1 | -1>, Record<string, unknown>?])[];

let counter = 0;

/** A model of a new collection with any fields and string ids. */
export function makeModel(connection: Connection, indexes: Indexes = []): Model<Thing> {
  counter += 1;
  const schema = new Schema({ _id: Schema.Types.Mixed }, { strict: false, versionKey: false, minimize: false });
  for (const [keys, options] of indexes) {
    schema.index(keys, options);
  }
  const name = `things${counter}`;
  return connection.model(name, schema, name) as unknown as Model<Thing>;
}

/** The raw collection of a model: the hot path, without casts. */
export function rawOf(model: Model<Thing>): RawCollection {
  return model.collection as unknown as RawCollection;
}

/** Cursor of the raw collection. */
export interface RawCursor extends AsyncIterable<Thing> {
  sort(sort: unknown): RawCursor;
  skip(count: number): RawCursor;
  limit(count: number): RawCursor;
  project(projection: Thing): RawCursor;
  toArray(): Promise<Thing[]>;
  next(): Promise<Thing | null>;
  close(): Promise<void>;
}

/** The operations that the product uses on `model.collection`. */
export interface RawCollection {
  insertOne(doc: Thing): Promise<{ insertedId: unknown }>;
  insertMany(docs: Thing[], options?: Thing): Promise<{ insertedCount: number; insertedIds: Record<number, unknown> }>;
  find(filter?: Thing, options?: Thing): RawCursor;
  findOne(filter: Thing, options?: Thing): Promise<Thing | null>;
  findOneAndUpdate(filter: Thing, update: Thing, options?: Thing): Promise<Thing | null>;
  findOneAndDelete(filter: Thing, options?: Thing): Promise<Thing | null>;
  updateOne(filter: Thing, update: Thing, options?: Thing): Promise<UpdateAnswer>;
  updateMany(filter: Thing, update: Thing, options?: Thing): Promise<UpdateAnswer>;
  replaceOne(filter: Thing, replacement: Thing, options?: Thing): Promise<UpdateAnswer>;
  deleteOne(filter: Thing): Promise<{ deletedCount: number }>;
  deleteMany(filter: Thing): Promise<{ deletedCount: number }>;
  countDocuments(filter?: Thing, options?: Thing): Promise<number>;
  estimatedDocumentCount(): Promise<number>;
  distinct(path: string, filter?: Thing): Promise<unknown[]>;
  bulkWrite(operations: Thing[], options?: Thing): Promise<Record<string, number> & { upsertedIds: object }>;
  aggregate(pipeline: Thing[]): RawCursor;
  createIndex(keys: Thing, options?: Thing): Promise<string>;
  createIndexes(specs: Thing[]): Promise<string[]>;
  dropIndex(name: string): Promise<unknown>;
  listIndexes(): { toArray(): Promise<{ name: string; key: Thing; unique?: boolean }[]> };
  drop(): Promise<boolean>;
}

/** Counts of an update. */
export interface UpdateAnswer {
  matchedCount: number;
  modifiedCount: number;
  upsertedCount: number;
  upsertedId: unknown;
}

/** Ids of documents, in order. */
export function idsOf(docs: readonly Thing[]): unknown[] {
  return docs.map((doc) => doc._id);
}
