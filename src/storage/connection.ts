import mongoose from 'mongoose';
import { AppError } from '../errors/app-error.ts';
import { type DriverConnection, embeddedDriver } from './engine/driver.ts';

/** An open store. Callers make their models with `connection.model(name, schema)`, then await `ready()` once. */
export interface StoreHandle {
  /** A mongoose instance of its own: several stores may be open in one process. */
  readonly connection: mongoose.Connection;
  readonly kind: 'embedded' | 'mongodb';
  /** Makes the collections and indexes of all models so far real. Quick when they exist. */
  ready(): Promise<void>;
  /** Resolves when every write so far is durable. */
  flush(): Promise<void>;
  /** Writes a consistent copy to a file while the store goes on. Embedded only. */
  backup(targetPath: string): Promise<void>;
  /** Leaves nothing of what was deleted or replaced in the store's own files. A server does it in its own time. */
  scrub(): Promise<void>;
  close(): Promise<void>;
}

/** Where the data is: a folder for the embedded engine, or the address of a MongoDB server. */
export interface StoreOptions {
  readonly dataDir?: string;
  readonly uri?: string;
}

/**
 * Opens the store: `uri` (MongoDB) when given, else the embedded engine in `dataDir` (default `./data`).
 * Throws STORE_LOCKED when another process has the folder, STORE_UNAVAILABLE when the server does not answer.
 */
export function openStore(options: StoreOptions): Promise<StoreHandle> {
  return options.uri ? openMongo(options.uri) : openEmbedded(options.dataDir ?? './data');
}

async function makeReady(connection: mongoose.Connection): Promise<void> {
  await Promise.all(Object.values(connection.models).map((model) => model.init()));
}

async function openEmbedded(dataDir: string): Promise<StoreHandle> {
  // Its first connection would be one of MongoDB's driver, which the embedded engine has no use for.
  const instance = new mongoose.Mongoose({ createInitialConnection: false });
  instance.setDriver(embeddedDriver);
  const connection = instance.createConnection();
  await connection.openUri(dataDir);
  const { store } = connection as unknown as DriverConnection;
  if (!store) {
    throw new AppError('STORE_UNAVAILABLE');
  }
  return {
    connection,
    kind: 'embedded',
    ready: () => makeReady(connection),
    flush: () => store.commits.flush(),
    backup: (targetPath) => store.backup(targetPath),
    scrub: () => store.scrub(),
    close: () => connection.close(),
  };
}

async function openMongo(uri: string): Promise<StoreHandle> {
  const connection = new mongoose.Mongoose({ createInitialConnection: false }).createConnection();
  try {
    await connection.openUri(uri, { serverSelectionTimeoutMS: 10_000 });
  } catch (cause) {
    throw new AppError('STORE_UNAVAILABLE', {}, { cause });
  }
  return {
    connection,
    kind: 'mongodb',
    ready: () => makeReady(connection),
    // MongoDB acknowledges a write when it holds it; there is nothing more to wait for.
    flush: async () => undefined,
    backup: async () => {
      throw new AppError('STORE_UNSUPPORTED', { operator: `backup of a MongoDB server (use mongodump)` });
    },
    scrub: async () => undefined,
    close: () => connection.close(),
  };
}
