import type { Model } from 'mongoose';
import type { Clock } from '../contracts/clock.ts';
import type { DeadLetter, DeadLetterPort } from '../contracts/conversation.ts';
import { AppError } from '../errors/app-error.ts';
import { isDuplicateId } from '../storage/duplicate-key.ts';
import type { ConversationDoc } from '../storage/models/conversations.ts';
import type { DeadLetterDoc } from '../storage/models/dead-letters.ts';
import type { ConversationRepository } from '../storage/repositories/conversations.ts';
import type { MessageLog } from '../storage/repositories/message-log.ts';

/** What dead letters need. */
export interface DeadLetterDependencies {
  readonly model: Model<DeadLetterDoc>;
  readonly conversations: ConversationRepository;
  readonly log: MessageLog;
  readonly clock: Clock;
  /** Runs a task while nothing of a conversation is being sent. */
  readonly alone: (conversation: string, task: () => Promise<void>) => Promise<void>;
  /** Sends a conversation's outbox. */
  readonly kick: (conversation: string) => void;
}

/** Replies that gave up: they wait here, visible, until somebody sends them again (P3). */
export class DeadLetters implements DeadLetterPort {
  readonly #needs: DeadLetterDependencies;

  constructor(needs: DeadLetterDependencies) {
    this.#needs = needs;
  }

  /** Keeps a reply. Called again after a crash it finds the one it made. */
  async add(doc: ConversationDoc, id: string, about: { attempts: number; code: string; at: Date }): Promise<void> {
    const entry = doc.outbox.find((item) => item.id === id);
    if (!entry) return;
    const letter: DeadLetterDoc = {
      _id: id,
      org: doc.org,
      conversation: doc._id,
      channel: doc.channel,
      entry,
      attempts: about.attempts,
      failedAt: about.at,
      code: about.code,
    };
    await this.#needs.model.collection.insertOne(letter as never).catch((error: unknown) => {
      if (!isDuplicateId(error)) throw error;
    });
    await this.#needs.log.markDelivery(id, { failed: true });
  }

  async list(limit: number, organisation?: string): Promise<DeadLetter[]> {
    const own = organisation === undefined ? {} : { org: organisation };
    const found = this.#needs.model.collection.find(own).sort({ failedAt: -1 }).limit(limit);
    return ((await found.toArray()) as unknown as DeadLetterDoc[]).map((doc) => ({
      id: doc._id,
      conversationId: doc.conversation,
      channel: doc.channel,
      text: doc.entry.text,
      attempts: doc.attempts,
      failedAt: doc.failedAt,
      code: doc.code,
    }));
  }

  async replay(id: string, record: (about: { organisation: string }) => Promise<void>): Promise<void> {
    const { model, conversations, log, clock, alone, kick } = this.#needs;
    const letter = (await model.collection.findOne({ _id: id } as object)) as DeadLetterDoc | null;
    if (!letter) throw new AppError('DEAD_LETTER_NOT_FOUND');
    await record({ organisation: letter.org });
    // Back in the outbox first: a crash before the delete leaves it in both places, under one id.
    await alone(letter.conversation, () => conversations.requeue(letter.conversation, letter.entry, clock.now()));
    await model.collection.deleteOne({ _id: id } as object);
    await log.markDelivery(id, { failed: false });
    kick(letter.conversation);
  }
}
