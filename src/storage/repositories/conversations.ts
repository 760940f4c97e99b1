import type { Model } from 'mongoose';
import type { ConversationMode } from '../../contracts/conversation.ts';
import { isDuplicateId } from '../duplicate-key.ts';
import { Lru } from '../lru.ts';
import type { ConversationDoc, OutboxEntry, OutboxRetry } from '../models/conversations.ts';

/** What one turn changes. `reply` entries are pushed to the outbox in the same write (P2). */
export interface TurnChanges {
  readonly set: Partial<Omit<ConversationDoc, '_id' | 'version' | 'outbox' | 'outboxAt' | 'outboxRetry'>>;
  readonly replies: readonly OutboxEntry[];
  /** The instant from which the outbox wants to run; needed with replies. */
  readonly at: Date;
}

/** Filter and page of a conversation list. `before` = the last item's (lastAt, id). */
export interface ConversationFilter {
  readonly org?: string;
  readonly mode?: ConversationMode;
  readonly assignee?: string;
  readonly before?: { readonly lastAt: Date; readonly id: string };
  readonly limit: number;
}

const KEPT = 2_000;

/** Conversations: a bounded cache in front of the collection, and the writes that commute with each other. */
export class ConversationRepository {
  readonly #model: Model<ConversationDoc>;
  readonly #cache = new Lru<string, ConversationDoc>(KEPT);

  constructor(model: Model<ConversationDoc>) {
    this.#model = model;
  }

  /** The conversation, or null. */
  async load(id: string): Promise<ConversationDoc | null> {
    const known = this.#cache.get(id);
    if (known) return known;
    const found = (await this.#model.collection.findOne({ _id: id } as object)) as ConversationDoc | null;
    if (found) this.#cache.set(id, found);
    return found;
  }

  /** Stores a new conversation with its first turn; false when another process made it meanwhile. */
  async create(doc: ConversationDoc): Promise<boolean> {
    try {
      await this.#model.collection.insertOne(doc as never);
      this.#cache.set(doc._id, doc);
      return true;
    } catch (error) {
      if (isDuplicateId(error)) return false;
      throw error;
    }
  }

  /** The one atomic write of a turn (P2). Null: somebody else committed first; load again and repeat the turn. */
  async commit(read: ConversationDoc, changes: TurnChanges): Promise<ConversationDoc | null> {
    const version = read.version + 1;
    const set: Record<string, unknown> = { ...changes.set, version };
    const unset: Record<string, ''> = {};
    if ('wakeAt' in changes.set && changes.set.wakeAt === undefined) {
      delete set.wakeAt;
      unset.wakeAt = '';
    }
    if (changes.replies.length > 0 && !read.outboxRetry) set.outboxAt = changes.at;
    const update: Record<string, unknown> = { $set: set };
    if (Object.keys(unset).length > 0) update.$unset = unset;
    if (changes.replies.length > 0) update.$push = { outbox: { $each: changes.replies } };
    const result = await this.#model.collection.updateOne({ _id: read._id, version: read.version } as object, update);
    if (result.matchedCount === 0) {
      this.#cache.delete(read._id);
      return null;
    }
    return this.#merge(read, changes, version);
  }

  /** Takes sent replies out of the outbox, or notes when its head is to be tried again. Commutes with `commit`. */
  async settleOutbox(id: string, sent: readonly string[], retry?: OutboxRetry): Promise<ConversationDoc | null> {
    const current = await this.load(id);
    if (!current) return null;
    const left = current.outbox.filter((entry) => !sent.includes(entry.id));
    const update: Record<string, unknown> = {};
    if (sent.length > 0) update.$pull = { outbox: { id: { $in: [...sent] } } };
    const outboxAt = retry?.at ?? (left.length > 0 ? current.outboxAt : undefined);
    const set: Record<string, unknown> = {};
    const unset: Record<string, ''> = {};
    if (retry) set.outboxRetry = retry;
    else if (current.outboxRetry) unset.outboxRetry = '';
    if (outboxAt) set.outboxAt = outboxAt;
    else unset.outboxAt = '';
    if (Object.keys(set).length > 0) update.$set = set;
    if (Object.keys(unset).length > 0) update.$unset = unset;
    await this.#model.collection.updateOne({ _id: id } as object, update);
    return this.#afterSettle(id, sent, retry, outboxAt);
  }

  /** Puts a reply back at the end of the outbox (replay of a dead letter). */
  async requeue(id: string, entry: OutboxEntry, at: Date): Promise<void> {
    await this.#model.collection.updateOne(
      { _id: id } as object,
      {
        $push: { outbox: { $each: [entry] } },
        $set: { outboxAt: at },
      } as never,
    );
    this.#cache.delete(id);
  }

  /** Remembers that these messages carry no pending mark any more; the next commit forgets them. */
  settled(id: string, messageIds: readonly string[]): void {
    const current = this.#cache.get(id);
    if (!current) return;
    this.#cache.set(id, { ...current, handled: current.handled.filter((key) => !messageIds.includes(key)) });
  }

  /** Drops what is cached, so that the next load reads the store. */
  forget(id: string): void {
    this.#cache.delete(id);
  }

  /** Newest first. */
  async list(filter: ConversationFilter): Promise<ConversationDoc[]> {
    const query: Record<string, unknown> = {};
    if (filter.org) query.org = filter.org;
    if (filter.mode) query.mode = filter.mode;
    if (filter.assignee) query.assignee = filter.assignee;
    if (filter.before) {
      query.lastAt = { $lte: filter.before.lastAt };
      query.$or = [{ lastAt: { $lt: filter.before.lastAt } }, { _id: { $gt: filter.before.id } }];
    }
    const found = this.#model.collection.find(query).sort({ lastAt: -1, _id: 1 }).limit(filter.limit);
    return (await found.toArray()) as unknown as ConversationDoc[];
  }

  /** Conversations with a timer due by `until`; id and instant only. */
  async waking(until: Date): Promise<{ id: string; at: Date }[]> {
    return this.#scheduled('wakeAt', until);
  }

  /** Conversations whose outbox wants to run by `until`. */
  async sending(until: Date): Promise<{ id: string; at: Date }[]> {
    return this.#scheduled('outboxAt', until);
  }

  /** How many conversations of an organisation are in a mode. */
  async count(filter: { org: string; mode: ConversationMode }): Promise<number> {
    return this.#model.collection.countDocuments(filter);
  }

  /** How many conversations have replies that have not left. */
  async outboxDepth(): Promise<number> {
    return this.#model.collection.countDocuments({ outboxAt: { $exists: true } });
  }

  async #scheduled(field: 'wakeAt' | 'outboxAt', until: Date): Promise<{ id: string; at: Date }[]> {
    const found = await this.#model.collection
      .find({ [field]: { $lte: until } }, { projection: { [field]: 1 } })
      .sort({ [field]: 1 })
      .toArray();
    return found.map((doc) => ({ id: String(doc._id), at: doc[field] as Date }));
  }

  #merge(read: ConversationDoc, changes: TurnChanges, version: number): ConversationDoc {
    const current = this.#cache.get(read._id) ?? read;
    // Another reader may have loaded the written document while its fsync was under way.
    if (current.version >= version) return current;
    const next: ConversationDoc = {
      ...current,
      ...changes.set,
      version,
      outbox: changes.replies.length > 0 ? [...current.outbox, ...changes.replies] : current.outbox,
    };
    if (changes.replies.length > 0 && !current.outboxRetry) next.outboxAt = changes.at;
    this.#cache.set(read._id, next);
    return next;
  }

  #afterSettle(id: string, sent: readonly string[], retry: OutboxRetry | undefined, at: Date | undefined) {
    const current = this.#cache.get(id);
    if (!current) return null;
    const { outboxRetry: _retry, outboxAt: _at, ...rest } = current;
    const next: ConversationDoc = { ...rest, outbox: current.outbox.filter((entry) => !sent.includes(entry.id)) };
    if (retry) next.outboxRetry = retry;
    if (next.outbox.length > 0) next.outboxAt = at ?? current.outboxAt ?? new Date(0);
    this.#cache.set(id, next);
    return next;
  }
}
