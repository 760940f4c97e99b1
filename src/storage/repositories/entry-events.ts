import { randomUUID } from 'node:crypto';
import type { Model } from 'mongoose';
import type { EntryEvent, EntryEventReader } from '../../contracts/knowledge-events.ts';
import { duplicateKeyOf } from '../duplicate-key.ts';
import { KeyedLock } from '../keyed-lock.ts';
import type { EntryEventDoc } from '../models/knowledge-events.ts';

/** A deed that has no place in the log yet. */
export type NewEntryEvent = Omit<EntryEventDoc, 'seq' | 'token'>;

/** What came of an append: `refused` = its id was taken, or an earlier deed of the same entry in the batch was refused. */
export interface AppendedEvents {
  readonly appended: readonly EntryEventDoc[];
  readonly refused: readonly NewEntryEvent[];
}

const BATCH = 500;
const MAX_RACES = 50;

/**
 * The append-only, gap-free log of deeds per organisation. A place is taken by inserting: the unique index on
 * (organisation, seq) decides between two processes, and `_id` keeps a version from being made twice.
 */
export class EntryEventLog implements EntryEventReader {
  readonly #events: Model<EntryEventDoc>;
  readonly #heads = new Map<string, number>();
  readonly #lock = new KeyedLock();

  constructor(events: Model<EntryEventDoc>) {
    this.#events = events;
  }

  /** Appends in order; resolves when all are durable. */
  append(org: string, events: readonly NewEntryEvent[]): Promise<AppendedEvents> {
    return this.#lock.run(org, () => this.#append(org, events));
  }

  async events(filter: Parameters<EntryEventReader['events']>[0]): Promise<readonly EntryEvent[]> {
    const { organisation, after, from, to, limit } = filter;
    const within = { ...(from ? { $gte: from } : {}), ...(to ? { $lt: to } : {}) };
    const query = {
      org: organisation,
      ...(after === undefined ? {} : { seq: { $gt: after } }),
      ...(from || to ? { at: within } : {}),
    };
    const found = await this.#events.collection
      .find(query, { projection: { content: 0, found: 0 } })
      .sort({ org: 1, seq: 1 })
      .limit(limit)
      .toArray();
    return (found as unknown as EntryEventDoc[]).map(eventOf);
  }

  /** Whole documents after a place, in order: what the entries are made from. */
  async documents(org: string, after: number, limit: number): Promise<EntryEventDoc[]> {
    const found = this.#events.collection.find({ org, seq: { $gt: after } }).sort({ org: 1, seq: 1 });
    return (await found.limit(limit).toArray()) as unknown as EntryEventDoc[];
  }

  /** Every version of an entry, oldest first; deeds of the link checker are left out. */
  async versions(org: string, entry: string): Promise<EntryEventDoc[]> {
    const found = await this.#events.collection.find({ org, entry }).sort({ org: 1, entry: 1, version: 1 }).toArray();
    return (found as unknown as EntryEventDoc[]).filter(({ content }) => content !== null);
  }

  /** Last place taken; 0 for none. */
  async head(org: string): Promise<number> {
    const [last] = await this.#events.collection
      .find({ org }, { projection: { seq: 1 } })
      .sort({ org: -1, seq: -1 })
      .limit(1)
      .toArray();
    return (last as unknown as EntryEventDoc | undefined)?.seq ?? 0;
  }

  async #append(org: string, events: readonly NewEntryEvent[]): Promise<AppendedEvents> {
    const appended: EntryEventDoc[] = [];
    const refused: NewEntryEvent[] = [];
    let rest = [...events];
    for (let races = 0; rest.length > 0; ) {
      const head = this.#heads.get(org) ?? (await this.head(org));
      const token = randomUUID();
      const docs = rest.slice(0, BATCH).map((event, at) => ({ ...event, seq: head + 1 + at, token }));
      const collision = await this.#insert(docs);
      if (collision === null) {
        this.#heads.set(org, head + docs.length);
        appended.push(...docs);
        rest = rest.slice(docs.length);
        continue;
      }
      this.#heads.delete(org);
      const { mine, taken } = await this.#afterCollision(docs);
      if (mine.size === 0 && taken.size === 0 && ++races > MAX_RACES) throw collision;
      appended.push(...docs.filter(({ _id }) => mine.has(_id)));
      refused.push(...rest.filter(({ _id, entry }) => !mine.has(_id) && taken.has(entry)));
      rest = rest.filter(({ _id, entry }) => !mine.has(_id) && !taken.has(entry));
    }
    return { appended, refused };
  }

  /** Null: all are in. Otherwise an id or a place was taken, and those before it are in. */
  async #insert(docs: readonly EntryEventDoc[]): Promise<unknown> {
    try {
      await this.#events.collection.insertMany(docs as never, { ordered: true });
      return null;
    } catch (error) {
      if (duplicateKeyOf(error) === null) throw error;
      return error;
    }
  }

  /** Ids that got in, and the entries whose version another has made. */
  async #afterCollision(docs: readonly EntryEventDoc[]): Promise<{ mine: Set<string>; taken: Set<string> }> {
    const ids = docs.map(({ _id }) => _id);
    const found = await this.#events.collection.find({ _id: { $in: ids } } as object).toArray();
    const stored = found as unknown as EntryEventDoc[];
    const token = docs[0]?.token;
    return {
      mine: new Set(stored.filter((doc) => doc.token === token).map(({ _id }) => _id)),
      taken: new Set(stored.filter((doc) => doc.token !== token).map(({ entry }) => entry)),
    };
  }
}

function eventOf(doc: EntryEventDoc): EntryEvent {
  return {
    organisation: doc.org,
    seq: doc.seq,
    at: doc.at,
    entryId: doc.entry,
    version: doc.version,
    deed: doc.deed,
    agentId: doc.agent,
    how: doc.how,
    contentHash: doc.hash,
    duplicateOf: doc.duplicateOf,
  };
}
