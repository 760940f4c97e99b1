import type { Logger } from '../contracts/logger.ts';
import type { MessageDoc } from '../storage/models/messages.ts';
import type { ConversationRepository } from '../storage/repositories/conversations.ts';
import type { MessageLog } from '../storage/repositories/message-log.ts';

/**
 * Takes the pending mark off messages whose turn has committed, many in one write. Late or lost marks do no harm:
 * the conversation remembers what it handled until its mark is known to be written.
 */
export class Settler {
  readonly #log: MessageLog;
  readonly #conversations: ConversationRepository;
  readonly #logger: Logger;
  #waiting: MessageDoc[] = [];
  #running: Promise<void> | null = null;

  constructor(needs: { log: MessageLog; conversations: ConversationRepository; logger: Logger }) {
    this.#log = needs.log;
    this.#conversations = needs.conversations;
    this.#logger = needs.logger;
  }

  add(message: MessageDoc): void {
    this.#waiting.push(message);
    this.#running ??= this.#drain();
  }

  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #drain(): Promise<void> {
    // Lets the turns of this tick join the same write.
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) await this.#write(this.#waiting.splice(0));
    this.#running = null;
  }

  async #write(batch: readonly MessageDoc[]): Promise<void> {
    try {
      await this.#log.settle(batch);
      for (const message of batch) this.#conversations.settled(message.conversation, [message._id]);
    } catch (error) {
      this.#logger.warn({ err: error, messages: batch.length }, 'marks not written; recovery at start will find them');
    }
  }
}
