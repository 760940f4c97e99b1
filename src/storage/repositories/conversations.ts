import type { Model } from 'mongoose';
import type { ConversationMode } from '../../contracts/conversation.ts';
import { aloneHolds, type Holds } from '../../contracts/sharing.ts';
import { isDuplicateId } from '../duplicate-key.ts';
import { KeyedLock } from '../keyed-lock.ts';
import { Lru } from '../lru.ts';
import type { ConversationDoc, OutboxEntry, OutboxRetry } from '../models/conversations.ts';
import { ConversationReads } from './conversation-reads.ts';
import type { EpisodeRepository } from './episodes.ts';

/** What one turn changes. `reply` entries are pushed to the outbox in the same write (P2). */
export interface TurnChanges {
  readonly set: Partial<Omit<ConversationDoc, '_id' | 'version' | 'outbox' | 'outboxAt' | 'outboxRetry'>>;
  readonly replies: readonly OutboxEntry[];
  /** The instant from which the outbox wants to run; needed with replies. */
  readonly at: Date;
}

const KEPT = 2_000;
/** How old a count of those who wait may be where other processes change it too, ms. */
const COUNT_MS = 1_000;

/** Conversations: a bounded cache in front of the collection, and the writes that commute with each other. */
export class ConversationRepository extends ConversationReads {
  readonly #cache = new Lru<string, ConversationDoc>(KEPT);
  readonly #waiting = new Map<string, number>();
  readonly #counting = new Map<string, Promise<number>>();
  /** Replies that left and that the store still holds in the outbox, by conversation. */
  readonly #owed = new Map<string, Set<string>>();
  #holds: Holds = aloneHolds;
  /** One write at a time of a conversation that is held: FerretDB reads, changes and writes back, and would undo a commit. */
  readonly #writes = new KeyedLock();

  readonly #episodes: EpisodeRepository | null;

  /** `episodes`: where each episode is kept; without it there are no figures about conversations. */
  constructor(model: Model<ConversationDoc>, episodes: EpisodeRepository | null = null) {
    super(model);
    this.#episodes = episodes;
  }

  /** Other processes write too: from now on only what is held is remembered, and every write asks whether it is held. */
  shareBy(holds: Holds): void {
    this.#holds = holds;
  }

  /** The conversation, or null. */
  async load(id: string): Promise<ConversationDoc | null> {
    const epoch = this.#holds.epoch(id);
    const known = epoch === null ? undefined : this.#cache.get(id);
    if (known) return known;
    const found = (await this.model.collection.findOne({ _id: id } as object)) as ConversationDoc | null;
    if (!found) return null;
    const owed = this.#owed.get(id);
    const loaded = owed ? { ...found, outbox: found.outbox.filter((entry) => !owed.has(entry.id)) } : found;
    if (epoch !== null && this.#holds.epoch(id) === epoch) this.#cache.set(id, loaded);
    return loaded;
  }

  /** Stores a new conversation with its first turn; false when another process made it meanwhile. */
  create(doc: ConversationDoc): Promise<boolean> {
    return this.#holds.isShared ? this.#writes.run(doc._id, () => this.#create(doc)) : this.#create(doc);
  }

  async #create(doc: ConversationDoc): Promise<boolean> {
    await this.#holds.confirm(doc._id);
    try {
      await this.model.collection.insertOne(doc as never);
      this.#countWaiting({ ...doc, mode: 'bot' }, doc.mode);
      await this.#episodes?.keep(doc);
      this.#cache.set(doc._id, doc);
      return true;
    } catch (error) {
      if (isDuplicateId(error)) return false;
      throw error;
    }
  }

  /** The one atomic write of a turn (P2). Null: somebody else committed first; load again and repeat the turn. */
  commit(read: ConversationDoc, changes: TurnChanges): Promise<ConversationDoc | null> {
    const write = () => this.#commit(read, changes);
    return this.#holds.isShared ? this.#writes.run(read._id, write) : write();
  }

  async #commit(read: ConversationDoc, changes: TurnChanges): Promise<ConversationDoc | null> {
    const { _id, version } = read;
    await this.#holds.confirm(_id);
    const owed = this.#owed.get(_id);
    this.#owed.delete(_id);
    const before = this.#cache.get(_id) ?? read;
    const next = committed(before, changes, version + 1);
    // The document is about to forget its episode: it is kept before, in case a crash left it out.
    if (read.mode === 'closed' && next.mode !== 'closed') await this.#episodes?.keep(read);
    // The whole document is known here, so it is put in the place of the old one: cheaper than changing most of it.
    const result = await this.model.collection.replaceOne({ _id, version } as object, next as never);
    if ((result as { matchedCount: number }).matchedCount === 0) {
      if (owed) this.#owe(_id, [...owed]);
      this.#cache.delete(_id);
      return null;
    }
    this.#countWaiting(read, next.mode);
    const merged = this.#merge(before, next);
    if (next.steps !== read.steps) await this.#episodes?.keep(next);
    return merged;
  }

  /**
   * Takes sent replies out of the outbox. The store hears of it with the next commit, or by `settleAll`: a crash before
   * that sends them again under their ids (P3).
   */
  async markSent(id: string, sent: readonly string[]): Promise<void> {
    const current = await this.load(id);
    if (!current) return;
    this.#owe(id, sent);
    const { outboxRetry, ...rest } = current;
    const outbox = current.outbox.filter((entry) => !sent.includes(entry.id));
    const keepsRetry = outboxRetry && outbox.some((entry) => entry.id === outboxRetry.id);
    this.#cache.set(id, { ...rest, outbox, ...(keepsRetry ? { outboxRetry } : {}) });
  }

  /** Conversations whose sent replies the store still holds in their outbox. */
  get unsettled(): number {
    return this.#owed.size;
  }

  /** Writes what is owed of one conversation, before another process gets it. */
  async settleOne(id: string): Promise<void> {
    const owed = this.#owed.get(id);
    this.#owed.delete(id);
    if (owed) await this.#settle(id, [...owed]);
  }

  /** Writes what `markSent` owes to the store. */
  async settleAll(): Promise<void> {
    const owed = [...this.#owed];
    this.#owed.clear();
    await Promise.all(owed.map(([id, sent]) => this.#settle(id, [...sent])));
  }

  /** Takes sent replies out, and notes when the head of the outbox is to be tried again. Durable when it resolves. */
  async postpone(id: string, sent: readonly string[], retry: OutboxRetry | null): Promise<void> {
    await this.markSent(id, sent);
    const current = this.#cache.get(id);
    const owed = [...(this.#owed.get(id) ?? [])];
    this.#owed.delete(id);
    if (current && retry) this.#cache.set(id, { ...current, outboxRetry: retry, outboxAt: retry.at });
    await this.#settle(id, owed, retry);
  }

  /** Puts a reply back at the end of the outbox (replay of a dead letter). */
  requeue(id: string, entry: OutboxEntry, at: Date): Promise<void> {
    const write = () => this.#requeue(id, entry, at);
    return this.#holds.isShared ? this.#writes.run(id, write) : write();
  }

  async #requeue(id: string, entry: OutboxEntry, at: Date): Promise<void> {
    const current = await this.load(id);
    if (current && !current.outbox.some((known) => known.id === entry.id)) {
      this.#cache.set(id, { ...current, outbox: [...current.outbox, entry], outboxAt: at });
    }
    const update = { $push: { outbox: { $each: [entry] } }, $set: { outboxAt: at } };
    await this.model.collection.updateOne({ _id: id } as object, update as never);
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

  /** Drops everything about a conversation that another process may have now. */
  drop(id: string): void {
    this.#cache.delete(id);
    this.#owed.delete(id);
  }

  /** Whether a timer of the conversation is due, by what the store says; `wakeAt` may be an earlier instant. */
  async hasDueTimer(id: string, now: Date): Promise<boolean> {
    const doc = await this.load(id);
    return Object.values(doc?.timers ?? {}).some((at) => at <= now);
  }

  /**
   * How many conversations of an organisation wait for an agent: counted once, then kept by this process's commits. Where
   * there are several processes it is counted again after a while.
   */
  async countWaiting(org: string): Promise<number> {
    if (this.#holds.isShared) setTimeout(() => this.#waiting.delete(org), COUNT_MS).unref();
    const known = this.#waiting.get(org);
    if (known !== undefined) return known;
    const counting = this.#counting.get(org) ?? this.model.collection.countDocuments({ org, mode: 'waiting' });
    this.#counting.set(org, counting);
    const counted = await counting.finally(() => this.#counting.delete(org));
    if (!this.#waiting.has(org)) this.#waiting.set(org, counted);
    return this.#waiting.get(org) ?? counted;
  }

  #countWaiting(read: ConversationDoc, mode: ConversationMode | undefined): void {
    const known = this.#waiting.get(read.org);
    const change = Number(mode === 'waiting') - Number(read.mode === 'waiting');
    if (known !== undefined && mode !== undefined && change !== 0) this.#waiting.set(read.org, known + change);
  }

  #owe(id: string, sent: readonly string[]): void {
    const owed = this.#owed.get(id) ?? new Set<string>();
    for (const reply of sent) owed.add(reply);
    this.#owed.set(id, owed);
  }

  async #settle(id: string, sent: readonly string[], retry: OutboxRetry | null = null): Promise<void> {
    const current = await this.load(id);
    const isEmpty = current?.outbox.every((entry) => sent.includes(entry.id)) ?? true;
    if (this.#holds.isShared) return this.#writes.run(id, () => this.#settleHeld(id, sent, retry));
    if (current && isEmpty) this.#cache.set(id, withoutOutboxAt(current));
    const update: Record<string, unknown> = {};
    if (sent.length > 0) update.$pull = { outbox: { id: { $in: [...sent] } } };
    if (retry) update.$set = { outboxRetry: retry, outboxAt: retry.at };
    else update.$unset = { outboxRetry: '', ...(isEmpty ? { outboxAt: '' } : {}) };
    try {
      await this.model.collection.updateOne({ _id: id } as object, update);
    } catch (error) {
      this.#owe(id, sent);
      throw error;
    }
  }

  /**
   * The same where other processes write too. The rest of the outbox is set whole, at the version that was read: what
   * another process made of the conversation meanwhile stays. (FerretDB knows no `$pull` with conditions.)
   */
  async #settleHeld(id: string, sent: readonly string[], retry: OutboxRetry | null): Promise<void> {
    await this.#holds.confirm(id);
    const current = await this.load(id);
    if (!current) return;
    const outbox = current.outbox.filter((entry) => !sent.includes(entry.id));
    const isEmpty = outbox.length === 0;
    const set = { outbox, ...(retry ? { outboxRetry: retry, outboxAt: retry.at } : {}) };
    const unset = retry ? {} : { $unset: { outboxRetry: '', ...(isEmpty ? { outboxAt: '' } : {}) } };
    const { outboxRetry: _retry, ...rest } = isEmpty && !retry ? withoutOutboxAt(current) : current;
    this.#cache.set(id, { ...rest, ...set });
    const itself = { _id: id, version: current.version } as object;
    await this.model.collection.updateOne(itself, { $set: set, ...unset } as never);
  }

  /** What was settled while the write was under way stays settled. */
  #merge(before: ConversationDoc, next: ConversationDoc): ConversationDoc {
    const current = this.#cache.get(next._id) ?? before;
    // Another reader may have loaded the written document while its fsync was under way.
    if (current.version >= next.version) return current;
    const left = new Set(before.outbox.filter((entry) => !current.outbox.includes(entry)));
    const added = current.outbox.filter((entry) => !before.outbox.includes(entry));
    const merged: ConversationDoc = {
      ...next,
      handled: next.handled.filter((key) => !before.handled.includes(key) || current.handled.includes(key)),
      outbox: [...next.outbox.filter((entry) => !left.has(entry)), ...added],
    };
    if (current.outboxRetry) merged.outboxRetry = current.outboxRetry;
    else delete merged.outboxRetry;
    this.#cache.set(next._id, merged);
    return merged;
  }
}

/** The document as a turn leaves it. `_id` and `version` first: the store finds them at the beginning of the text. */
function committed(before: ConversationDoc, changes: TurnChanges, version: number): ConversationDoc {
  const { _id, version: _version, wakeAt, outboxAt, ...rest } = before;
  const outbox = changes.replies.length > 0 ? [...before.outbox, ...changes.replies] : before.outbox;
  const next: ConversationDoc = { _id, version, ...rest, ...changes.set, outbox };
  const nextWake = 'wakeAt' in changes.set ? changes.set.wakeAt : wakeAt;
  if (nextWake) next.wakeAt = nextWake;
  else delete next.wakeAt;
  if (outbox.length > 0) next.outboxAt = outboxAt ?? changes.at;
  return next;
}

function withoutOutboxAt(doc: ConversationDoc): ConversationDoc {
  const { outboxAt: _outboxAt, ...rest } = doc;
  return rest;
}
