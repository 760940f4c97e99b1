import mongoose from 'mongoose';
import { AppError } from '../../errors/app-error.ts';
import type { EngineCollection } from './engine-collection.ts';
import { unsupported } from './engine-errors.ts';
import { EngineStore } from './engine-store.ts';
import type { Doc } from './values.ts';

interface BaseConnectionShape {
  readonly collections: Record<string, { onOpen(): void }>;
  readyState: number;
  name: string;
  host: string;
  db: unknown;
  client: unknown;
  onOpen(): void;
}

interface BaseCollectionShape {
  readonly name: string;
  readonly conn: DriverConnection;
  onOpen(): void;
}

const { BaseConnection, BaseCollection } = mongoose as unknown as {
  BaseConnection: new (base: unknown) => BaseConnectionShape;
  BaseCollection: new (name: string, conn: unknown, options: unknown) => BaseCollectionShape;
};

/** mongoose's connection over an embedded store. `openUri` takes the data folder. */
export class DriverConnection extends BaseConnection {
  declare store: EngineStore | undefined;

  /** Called by mongoose's `openUri`. */
  async createClient(dataDir: string): Promise<this> {
    this.readyState = mongoose.STATES.connecting;
    this.store = await EngineStore.open(dataDir);
    this.name = 'store';
    this.host = 'embedded';
    this.db = databaseOf(this.store);
    this.client = { close: () => this.doClose() };
    this.onOpen();
    return this;
  }

  /** Called by mongoose's `close`. */
  async doClose(): Promise<this> {
    await this.store?.close();
    return this;
  }
}

/** The few database calls that mongoose makes. */
function databaseOf(store: EngineStore): object {
  return {
    createCollection: async (name: string) => store.collection(name),
    dropCollection: (name: string) => store.collection(name).drop(),
    listCollections: () => ({
      toArray: async () => store.collectionNames().map((name) => ({ name, type: 'collection' })),
    }),
    dropDatabase: async () => {
      await Promise.all(store.collectionNames().map((name) => store.collection(name).drop()));
      return true;
    },
    collection: (name: string) => store.collection(name),
  };
}

/** mongoose's collection; hands each call to the engine without a layer between. */
export class DriverCollection extends BaseCollection {
  #engine: EngineCollection | null = null;

  /** mongoose looks here to know whether the collection is ready. */
  get collection(): EngineCollection {
    const known = this.#engine;
    if (known && !known.isDropped) {
      return known;
    }
    const { store } = this.conn;
    if (!store) {
      throw new AppError('STORE_CLOSED');
    }
    this.#engine = store.collection(this.name);
    return this.#engine;
  }

  insertOne(doc: Doc): unknown {
    return this.collection.insertOne(doc);
  }

  insertMany(docs: Doc[], options?: Doc): unknown {
    return this.collection.insertMany(docs, options);
  }

  find(filter?: Doc, options?: Doc): unknown {
    return this.collection.find(filter, options);
  }

  findOne(filter?: Doc, options?: Doc): unknown {
    return this.collection.findOne(filter, options);
  }

  findOneAndUpdate(filter: Doc, update: unknown, options?: Doc): unknown {
    return this.collection.findOneAndUpdate(filter, update, options);
  }

  findOneAndReplace(filter: Doc, replacement: Doc, options?: Doc): unknown {
    return this.collection.findOneAndReplace(filter, replacement, options);
  }

  findOneAndDelete(filter: Doc, options?: Doc): unknown {
    return this.collection.findOneAndDelete(filter, options);
  }

  updateOne(filter: Doc, update: unknown, options?: Doc): unknown {
    return this.collection.updateOne(filter, update, options);
  }

  updateMany(filter: Doc, update: unknown, options?: Doc): unknown {
    return this.collection.updateMany(filter, update, options);
  }

  replaceOne(filter: Doc, replacement: Doc, options?: Doc): unknown {
    return this.collection.replaceOne(filter, replacement, options);
  }

  deleteOne(filter: Doc): unknown {
    return this.collection.deleteOne(filter);
  }

  deleteMany(filter: Doc): unknown {
    return this.collection.deleteMany(filter);
  }

  countDocuments(filter?: Doc, options?: Doc): unknown {
    return this.collection.countDocuments(filter, options);
  }

  estimatedDocumentCount(): unknown {
    return this.collection.countDocuments();
  }

  distinct(path: string, filter?: Doc): unknown {
    return this.collection.distinct(path, filter);
  }

  bulkWrite(operations: Doc[], options?: Doc): unknown {
    return this.collection.bulkWrite(operations, options);
  }

  aggregate(pipeline: Doc[]): unknown {
    return this.collection.aggregate(pipeline);
  }

  createIndex(keys: unknown, options: Doc = {}): unknown {
    return this.collection.indexes.create(keys, options);
  }

  async createIndexes(specs: Doc[]): Promise<string[]> {
    const names: string[] = [];
    for (const { key, ...options } of specs) {
      names.push(await this.collection.indexes.create(key, options));
    }
    return names;
  }

  dropIndex(wanted: unknown): unknown {
    const { collection } = this;
    return collection.write(() => collection.indexes.drop(wanted));
  }

  dropIndexes(): unknown {
    return this.dropIndex('*');
  }

  listIndexes(): unknown {
    return { toArray: () => this.collection.read(() => this.collection.indexes.list()) };
  }

  indexes(): unknown {
    return this.collection.read(() => this.collection.indexes.list());
  }

  drop(): unknown {
    return this.collection.drop();
  }

  watch(): never {
    throw unsupported('watch');
  }
}

/** What `mongoose.setDriver` takes. */
export const embeddedDriver = { Connection: DriverConnection, Collection: DriverCollection };
