import type { Model } from 'mongoose';
import type { Advice } from '../../contracts/advice.ts';
import type { RedactionContext } from '../../contracts/redacted.ts';
import { duplicateKeyOf } from '../duplicate-key.ts';
import { KeyedLock } from '../keyed-lock.ts';
import { Lru } from '../lru.ts';
import type { MessageDoc } from '../models/messages.ts';

/** Where a conversation's log ends: the last position, and what the redactor expects next. */
export interface LogHead {
  readonly seq: number;
  readonly context: RedactionContext | undefined;
}

/** Makes the document that goes after `head`. Called again with a newer head when another process was faster. */
export type BuildMessage = (head: LogHead) => MessageDoc;

/** What came of one append. `added` is false when a message with that id was there already. */
export interface Appended {
  readonly added: boolean;
  readonly message: MessageDoc;
}

const HEADS_KEPT = 4_000;
const MAX_RACES = 20;

/**
 * The ordered, gap-free log of each conversation. A position is taken by inserting: the unique index on
 * (conversation, seq) decides between two processes, so that a watermark never skips a message.
 */
export class MessageLog {
  readonly #messages: Model<MessageDoc>;
  readonly #heads = new Lru<string, LogHead>(HEADS_KEPT);
  readonly #lock = new KeyedLock();

  constructor(messages: Model<MessageDoc>) {
    this.#messages = messages;
  }

  /** Appends in order; resolves when all are durable (P1). A message whose `_id` exists is left as it is. */
  append(conversation: string, builders: readonly BuildMessage[]): Promise<Appended[]> {
    return this.#lock.run(conversation, async () => {
      const results: Appended[] = [];
      for (const build of builders) results.push(await this.#appendOne(conversation, build));
      return results;
    });
  }

  /** Messages after a position, in order. */
  async after(conversation: string, seq: number, limit: number): Promise<MessageDoc[]> {
    return this.#messages.collection
      .find({ conversation, seq: { $gt: seq } })
      .sort({ conversation: 1, seq: 1 })
      .limit(limit)
      .toArray() as unknown as Promise<MessageDoc[]>;
  }

  /** The last messages, oldest first. */
  async last(conversation: string, limit: number): Promise<MessageDoc[]> {
    const found = await this.#messages.collection
      .find({ conversation })
      .sort({ conversation: -1, seq: -1 })
      .limit(limit)
      .toArray();
    return (found as unknown as MessageDoc[]).reverse();
  }

  /** Whether the person wrote something in a span. */
  async wasWritten(conversation: string, from: Date, to: Date): Promise<boolean> {
    const where = {
      conversation,
      direction: 'in' as const,
      kind: 'message' as const,
      speaker: 'user' as const,
      at: { $gte: from, $lt: to },
    };
    return (await this.#messages.findOne(where, { _id: 1 }).lean()) !== null;
  }

  /** The first message of a conversation from an instant on; null: none. */
  async firstSince(conversation: string, from: Date): Promise<MessageDoc | null> {
    const found = this.#messages.collection.find({ conversation, at: { $gte: from } } as object);
    const [first] = await found.sort({ conversation: 1, seq: 1 }).limit(1).toArray();
    return (first as unknown as MessageDoc | undefined) ?? null;
  }

  /** How many messages of the person stand after a position and are no older than an instant, up to `most`. */
  async unseen(conversation: string, seq: number, { since, most }: { since: Date; most: number }): Promise<number> {
    const found = await this.#messages.collection
      .find({ conversation, seq: { $gt: seq } }, { projection: { direction: 1, kind: 1, speaker: 1, at: 1 } })
      .sort({ conversation: -1, seq: -1 })
      .limit(most)
      .toArray();
    return (found as unknown as MessageDoc[]).filter(
      ({ kind, speaker, at }) => kind === 'message' && speaker === 'user' && at >= since,
    ).length;
  }

  /** Whether the person wrote after a position, no earlier than an instant. */
  async isUnseen(conversation: string, seq: number, since: Date): Promise<boolean> {
    const theirs = { conversation, kind: 'message', speaker: 'user', seq: { $gt: seq }, at: { $gte: since } };
    return (await this.#messages.collection.findOne(theirs, { projection: { _id: 1 } })) !== null;
  }

  /** A message by id, or null. */
  async find(id: string): Promise<MessageDoc | null> {
    return (await this.#messages.collection.findOne({ _id: id } as object)) as MessageDoc | null;
  }

  /** Inbound messages whose turn has not committed yet, of one conversation or of all, in log order per conversation. */
  async pending(conversation?: string): Promise<MessageDoc[]> {
    const filter = conversation === undefined ? { pending: true } : { pending: true, conversation };
    const found = (await this.#messages.collection.find(filter).toArray()) as unknown as MessageDoc[];
    return found.sort((a, b) => (a.conversation === b.conversation ? a.seq - b.seq : a.at.getTime() - b.at.getTime()));
  }

  /** Takes the pending mark off. */
  async settle(messages: readonly MessageDoc[]): Promise<void> {
    await Promise.all(
      messages.map(({ pending: _pending, ...settled }) => {
        // A message that was blanked meanwhile carries no mark any more, and must not get its text back.
        const itself = { _id: settled._id, pending: true } as object;
        // A message that failed before was changed in the store since it was read; all others are as they came.
        return settled.tries === undefined
          ? this.#messages.collection.replaceOne(itself, settled as never)
          : this.#messages.collection.updateOne(itself, { $unset: { pending: '' } });
      }),
    );
  }

  /** Remembers how often a message's turn failed; `failed` = it is given up. */
  async noteTries(id: string, tries: number, state: { failed?: true; retryAt?: Date } = {}): Promise<void> {
    await this.#messages.collection.updateOne({ _id: id } as object, { $set: { tries, ...state } });
  }

  /** Keeps what a model said of a message, so that a repeated turn reads the same (P2). */
  async keepAdvice(id: string, advice: Advice | null): Promise<void> {
    await this.#messages.collection.updateOne({ _id: id } as object, { $set: { advice } });
  }

  /** Marks a sent or failed delivery on its message. */
  async markDelivery(
    id: string,
    change: { failed?: boolean; channelId?: string; state?: 'delivered' | 'read' },
  ): Promise<void> {
    const set = {
      ...(change.channelId ? { channelId: change.channelId } : {}),
      ...(change.failed ? { delivery: 'failed' } : change.state ? { delivery: change.state } : {}),
    };
    const update = change.failed === false ? { $set: set, $unset: { delivery: '' } } : { $set: set };
    await this.#messages.collection.updateOne({ _id: id } as object, update);
  }

  /** Drops what is remembered of a conversation's end, so that the next append reads the store. */
  forget(conversation: string): void {
    this.#heads.delete(conversation);
  }

  /** What the redactor expects next in a conversation. */
  async context(conversation: string): Promise<RedactionContext | undefined> {
    return (await this.#head(conversation)).context;
  }

  async #appendOne(conversation: string, build: BuildMessage): Promise<Appended> {
    for (let race = 0; ; race++) {
      const message = build(await this.#head(conversation));
      try {
        await this.#messages.collection.insertOne(message as never);
        this.#heads.set(conversation, { seq: message.seq, context: message.context });
        return { added: true, message };
      } catch (error) {
        if (duplicateKeyOf(error) === null) throw error;
        // The document decides which key was taken: not every server names it.
        const known = await this.find(message._id);
        if (known) return { added: false, message: known };
        if (race >= MAX_RACES) throw error;
        this.#heads.delete(conversation);
      }
    }
  }

  async #head(conversation: string): Promise<LogHead> {
    const known = this.#heads.get(conversation);
    if (known) return known;
    const [last] = await this.last(conversation, 1);
    const head = { seq: last?.seq ?? 0, context: last?.context };
    this.#heads.set(conversation, head);
    return head;
  }
}
