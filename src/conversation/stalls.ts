import { isAppError } from '../errors/app-error.ts';
import type { MessageDoc } from '../storage/models/messages.ts';

/** Tries of a message before it is parked; with the waits between them about a quarter of a minute. */
export const MAX_TRIES = 5;

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

/** What becomes of a message whose turn failed. */
export type Verdict = { readonly type: 'again'; readonly waitMs: number; readonly tries: number } | { type: 'park' };

interface Stall {
  readonly failures: number;
  /** False: the retry could not be written down, so whoever comes next must bring it along. */
  readonly isScheduled: boolean;
}

/**
 * Conversations whose next message failed. What comes after it waits, so that order holds (P2), and leaves together with
 * it. In memory only: a start tries everything that is pending anyway.
 */
export class Stalls {
  readonly #stalls = new Map<string, Stall>();

  has(conversation: string): boolean {
    return this.#stalls.has(conversation);
  }

  /** Whether a job will come for the conversation. */
  isScheduled(conversation: string): boolean {
    return this.#stalls.get(conversation)?.isScheduled ?? false;
  }

  /** Stops a conversation at a message and says how to go on. */
  judge(message: MessageDoc, error: unknown): Verdict {
    const failures = (this.#stalls.get(message.conversation)?.failures ?? 0) + 1;
    this.#stalls.set(message.conversation, { failures, isScheduled: false });
    // What passes by itself (a busy store, a channel that is not up) is not the message's fault.
    const tries = (message.tries ?? 0) + (isAppError(error) && error.retryable ? 0 : 1);
    if (tries >= MAX_TRIES) return { type: 'park' };
    return { type: 'again', waitMs: Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1)), tries };
  }

  scheduled(conversation: string): void {
    const stall = this.#stalls.get(conversation);
    if (stall) this.#stalls.set(conversation, { ...stall, isScheduled: true });
  }

  /** The message that stood in the way is done. */
  end(conversation: string): void {
    this.#stalls.delete(conversation);
  }
}
