import type { Model } from 'mongoose';
import type { LogSegmentDoc, LogWordsDoc } from '../models/log-index.ts';
import type { MessageDoc } from '../models/messages.ts';

/** A place in an organisation's messages by time. */
export interface LogPlace {
  readonly at: Date;
  readonly id: string;
}

/** Models of the index and of what it is about. */
export interface LogIndexModels {
  readonly messages: Model<MessageDoc>;
  readonly logSegments: Model<LogSegmentDoc>;
  readonly logWords: Model<LogWordsDoc>;
}

const WRITTEN_AT_ONCE = 200;

/** An organisation's messages by time, and the index of their words. */
export class LogIndexRepository {
  readonly #models: LogIndexModels;

  constructor(models: LogIndexModels) {
    this.#models = models;
  }

  /** Messages after an instant and up to another one (from < x ≤ to), oldest first. */
  async messagesAfter(org: string, { from, to }: { from: Date; to: Date }, limit: number): Promise<MessageDoc[]> {
    const found = this.#models.messages.collection.find({ org, at: { $gt: from, $lte: to } });
    return (await found.sort({ org: 1, at: 1, _id: 1 }).limit(limit).toArray()) as unknown as MessageDoc[];
  }

  /** Messages of a span (from ≤ x), newest first, before a place. */
  async messagesBefore(org: string, from: Date, before: LogPlace, limit: number): Promise<MessageDoc[]> {
    const ties = { org, at: before.at, _id: { $lt: before.id } } as object;
    const older = { org, at: { $gte: from, $lt: before.at } };
    const read = async (filter: object, most: number) =>
      (await this.#models.messages.collection
        .find(filter)
        .sort({ org: -1, at: -1, _id: -1 })
        .limit(most)
        .toArray()) as unknown as MessageDoc[];
    const first = before.at >= from ? await read(ties, limit) : [];
    return first.length >= limit ? first : [...first, ...(await read(older, limit - first.length))];
  }

  /** Messages of these instants. */
  async messagesAt(org: string, instants: readonly Date[]): Promise<MessageDoc[]> {
    const found = this.#models.messages.collection.find({ org, at: { $in: [...instants] } });
    return (await found.toArray()) as unknown as MessageDoc[];
  }

  /** The message at a place of a conversation. */
  async messageOf(conversation: string, seq: number): Promise<MessageDoc | null> {
    return (await this.#models.messages.collection.findOne({ conversation, seq })) as unknown as MessageDoc | null;
  }

  /** Segments of an organisation, newest first. */
  async segments(org: string): Promise<LogSegmentDoc[]> {
    return this.#models.logSegments.find({ org }).sort({ org: -1, from: -1 }).lean<LogSegmentDoc[]>();
  }

  /** Writes the words of a segment, then the segment: a crash between leaves words that nobody reads. */
  async put(segment: LogSegmentDoc, words: readonly LogWordsDoc[]): Promise<void> {
    await this.#models.logWords.deleteMany({ org: segment.org, segment: segment.from });
    for (let at = 0; at < words.length; at += WRITTEN_AT_ONCE)
      await Promise.all(words.slice(at, at + WRITTEN_AT_ONCE).map((doc) => replace(this.#models.logWords, doc)));
    await replace(this.#models.logSegments, segment);
  }

  /** The words with a beginning in some segments. */
  async words(org: string, group: string, segments: readonly Date[]): Promise<LogWordsDoc[]> {
    const filter = { org, group, segment: { $in: [...segments] } };
    return (await this.#models.logWords.collection.find(filter).toArray()) as unknown as LogWordsDoc[];
  }

  /** How many messages a span has, and how many of them are blanked. */
  async count(org: string, { from, to }: { from: Date; to: Date }): Promise<{ count: number; blanked: number }> {
    const at = { $gt: from, $lte: to };
    const count = await this.#models.messages.countDocuments({ org, at });
    return { count, blanked: await this.#models.messages.countDocuments({ org, at, purged: { $exists: true } }) };
  }
}

async function replace<T extends { _id: string }>(model: Model<T>, doc: T): Promise<void> {
  await model.collection.replaceOne({ _id: doc._id } as object, doc as never, { upsert: true });
}
