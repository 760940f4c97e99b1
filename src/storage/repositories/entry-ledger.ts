import type { AnyBulkWriteOperation, Model } from 'mongoose';
import type { LinkHealth } from '../../contracts/knowledge-entries.ts';
import { isDuplicateId } from '../duplicate-key.ts';
import type { CounterDoc } from '../models/counters.ts';
import type { EntryDoc } from '../models/knowledge.ts';
import type { EntryEventDoc } from '../models/knowledge-events.ts';
import type { EntryEventLog, NewEntryEvent } from './entry-events.ts';
import { entryIdOf, orderOf, revisionName } from './knowledge.ts';

/** The collections that a change of entries touches. */
export interface LedgerParts {
  readonly log: EntryEventLog;
  readonly entries: Model<EntryDoc>;
  readonly counters: Model<CounterDoc>;
}

/** What came of a batch of deeds. `refused` = another made that version first; nothing of it is stored. */
export interface LedgerResult {
  readonly appended: readonly EntryEventDoc[];
  readonly refused: readonly NewEntryEvent[];
  readonly revision: number;
}

/** Changes of one request to the store. */
const AT_ONCE = 40;
const REPAIR_BATCH = 500;

/** A link of which nothing is known yet. */
export const uncheckedLink: LinkHealth = {
  state: 'unchecked',
  failures: 0,
  status: null,
  problem: null,
  checkedAt: null,
  since: null,
};

/**
 * Changes of entries, in an order that a crash cannot break: (1) the event, which IS the change; (2) the entry made from
 * it, again and again with the same outcome; (3) the revision that other processes watch; (4) a mark up to which events
 * are known to have reached the entries. A crash after (1) leaves events above the mark, and `repair` carries them out.
 */
export class EntryLedger {
  readonly #parts: LedgerParts;

  constructor(parts: LedgerParts) {
    this.#parts = parts;
  }

  /** Carries deeds out, in order. An entry whose version is taken is brought up to date, so that a retry sees it. */
  async commit(org: string, events: readonly NewEntryEvent[]): Promise<LedgerResult> {
    const { appended, refused } = await this.#parts.log.append(org, events);
    if (refused.length > 0) await this.repair(org);
    if (appended.length === 0) return { appended, refused, revision: await this.revision(org) };
    await this.#project(appended);
    const revision = await this.#raiseRevision(org);
    // Others wrote in between, or died: what lies between the mark and here is carried out too.
    if (!(await this.#moveMark(org, appended))) await this.repair(org);
    return { appended, refused, revision };
  }

  /** Carries out what a crash left undone. Returns how many events were looked at. Idempotent; safe beside other writers. */
  async repair(org: string): Promise<number> {
    let mark = (await this.#mark(org)) ?? 0;
    let count = 0;
    for (;;) {
      const events = await this.#parts.log.documents(org, mark, REPAIR_BATCH);
      const last = events.at(-1);
      if (last === undefined) break;
      await this.#project(events);
      await this.#raiseRevision(org);
      await this.#moveMark(org, events);
      count += events.length;
      mark = last.seq;
    }
    return count;
  }

  /** False until `commit` or `settle` ran for the first time: the entries may come from before the log. */
  async isSettled(org: string): Promise<boolean> {
    return (await this.#mark(org)) !== null;
  }

  /** Notes that the log of this organisation has begun. */
  async settle(org: string): Promise<void> {
    await this.#upsert(markName(org), { $setOnInsert: { value: 0 } });
  }

  /** Grows with every change of an entry; 0 for an empty store. */
  async revision(org: string): Promise<number> {
    const doc = await this.#parts.counters.findById(revisionName(org)).lean<CounterDoc>();
    return doc?.value ?? 0;
  }

  async #project(events: readonly EntryEventDoc[]): Promise<void> {
    const operations = events.flatMap((event) => (event.found ? [linkFound(event)] : contentOf(event)));
    // Ordered: versions of one entry follow one another. In small groups: FerretDB stands still over hundreds at once.
    for (let from = 0; from < operations.length; from += AT_ONCE) {
      const group = operations.slice(from, from + AT_ONCE) as AnyBulkWriteOperation<EntryDoc>[];
      await this.#parts.entries.bulkWrite(group, { ordered: true });
    }
  }

  async #raiseRevision(org: string): Promise<number> {
    return this.#upsert(revisionName(org), { $inc: { value: 1 } });
  }

  /** Only from the place right before: events of another process that died in between stay above the mark. */
  async #moveMark(org: string, events: readonly EntryEventDoc[]): Promise<boolean> {
    const first = events[0];
    const last = events.at(-1);
    if (first === undefined || last === undefined || last.seq - first.seq !== events.length - 1) return false;
    if (first.seq === 1) await this.settle(org);
    const before = { _id: markName(org), value: { $gte: first.seq - 1, $lt: last.seq } };
    const moved = await this.#parts.counters.updateOne(before, { $set: { value: last.seq } });
    return moved.matchedCount > 0;
  }

  async #mark(org: string): Promise<number | null> {
    const doc = await this.#parts.counters.findById(markName(org)).lean<CounterDoc>();
    return doc?.value ?? null;
  }

  async #upsert(name: string, update: object): Promise<number> {
    const run = () =>
      this.#parts.counters
        .findOneAndUpdate({ _id: name }, update, { upsert: true, returnDocument: 'after' })
        .lean<CounterDoc>();
    try {
      return (await run())?.value ?? 0;
    } catch (error) {
      if (!isDuplicateId(error)) throw error;
      // Two first upserts at once: the other made the document, so now there is one to update.
      return (await run())?.value ?? 0;
    }
  }
}

/** The entry as an event left it. Each operation changes nothing when it is repeated, or when a later version is in. */
function contentOf(event: EntryEventDoc): object[] {
  const { org, entry, version, state, content, at } = event;
  const _id = entryIdOf(org, entry);
  const isFirst = version === 1;
  const link = event.freshLink ? { link: uncheckedLink } : {};
  const check = state !== 'published' ? { checkAt: null } : event.checkLink ? { checkAt: at } : {};
  const fields = { ...content, state, version, updatedAt: at, order: orderOf(at, entry), ...link, ...check };
  // An entry from before the log has no version, and is smaller than all.
  const older = { _id, $or: [{ version: null }, { version: { $lt: version } }] };
  const change = { updateOne: { filter: older, update: { $set: isFirst ? { ...fields, linkChanges: 0 } : fields } } };
  if (!isFirst) return [change];
  const born = { org, entry, ...fields, author: event.agent, createdAt: at, linkChanges: 0, checkAt: null, ...check };
  return [{ updateOne: { filter: { _id }, update: { $setOnInsert: born }, upsert: true } }, change];
}

/** Only while the entry still has the link that was looked at. */
function linkFound({ org, entry, found }: EntryEventDoc): object {
  const { link, url, change, checkAt } = found ?? {};
  const filter = { _id: entryIdOf(org, entry), state: 'published', url, linkChanges: { $lt: change } };
  return { updateOne: { filter, update: { $set: { link, linkChanges: change, checkAt } } } };
}

function markName(org: string): string {
  return `knowledge-projected:${org}`;
}
