import type { ConversationRef } from '../../src/contracts/envelope.ts';
import type { Logger } from '../../src/contracts/logger.ts';
import type { ChatBook } from './chats.ts';
import type { WhatsappTimers } from './options.ts';
import type { Line } from './outbound.ts';

/** What showing that an agent writes needs. */
export interface WritingParts {
  /** Our number. */
  readonly account: string;
  readonly book: Pick<ChatBook, 'byAddress'>;
  /** The open connection. Throws WHATSAPP_OFFLINE, WHATSAPP_STOPPED. */
  readonly line: () => Pick<Line, 'typing'>;
  readonly timers: WhatsappTimers;
  readonly now: () => Date;
  readonly logger: Logger;
}

/** Without another word of it, nobody writes any more, ms. */
export const SHOWN_MS = 6_000;
/** A phone forgets the sign after a while: it is told again, and no oftener, so that a number stays quiet, ms. */
export const AGAIN_MS = 10_000;

interface Sign {
  readonly toldAt: number;
  readonly cancel: () => void;
}

/** Shows in a person's chat that an agent writes. Only to whoever wrote to us; best effort, and never an error. */
export class Writing {
  readonly #parts: WritingParts;
  readonly #signs = new Map<string, Sign>();

  constructor(parts: WritingParts) {
    this.#parts = parts;
  }

  /** An agent writes now. Resolves when it was told, or could not be. */
  async show({ account, address }: Pick<ConversationRef, 'account' | 'address'>): Promise<void> {
    // Whoever wrote to another number of ours sees nothing from this one.
    if (account !== this.#parts.account) return;
    const { book, line, timers, now, logger } = this.#parts;
    try {
      const chat = await book.byAddress(address);
      if (chat === null || chat.lastInAt === null) return;
      const { jid } = chat;
      const known = this.#signs.get(jid);
      known?.cancel();
      const isDue = known === undefined || now().getTime() - known.toldAt >= AGAIN_MS;
      const toldAt = isDue ? now().getTime() : known.toldAt;
      this.#signs.set(jid, { toldAt, cancel: timers.after(SHOWN_MS, () => void this.#end(jid)) });
      if (isDue) await line().typing(jid, true);
    } catch (err) {
      logger.debug({ err }, 'typing not shown');
    }
  }

  /** Forgets what is shown; the phones do so by themselves. */
  stop(): void {
    for (const { cancel } of this.#signs.values()) cancel();
    this.#signs.clear();
  }

  async #end(jid: string): Promise<void> {
    this.#signs.delete(jid);
    try {
      await this.#parts.line().typing(jid, false);
    } catch (err) {
      this.#parts.logger.debug({ err }, 'typing not shown');
    }
  }
}
