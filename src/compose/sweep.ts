import type { Clock } from '../contracts/clock.ts';
import type { Logger } from '../contracts/logger.ts';
import type { ConversationStage } from '../conversation/stage.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { ConversationRepository } from '../storage/repositories/conversations.ts';
import type { MessageLog } from '../storage/repositories/message-log.ts';

/** What sweeping needs. */
export interface SweepParts {
  readonly conversations: ConversationRepository;
  readonly log: MessageLog;
  readonly stage: Pick<ConversationStage, 'resume' | 'wake'>;
  readonly outbox: Pick<Outbox, 'relay'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What is younger is under way somewhere. */
const LEFT_LYING_MS = 2_000;

/**
 * Finds what has been left lying in the database: messages without a turn, timers that are due, replies that did not leave.
 * The process that had them ended, or the queue lost their job (P5). Returns how many conversations were taken up.
 */
export function createSweep({ conversations, log, stage, outbox, clock, logger }: SweepParts): () => Promise<number> {
  const under = new Set<string>();
  const take = (kind: string, id: string, work: () => Promise<void>): void => {
    const key = `${kind}:${id}`;
    if (under.has(key)) return;
    under.add(key);
    work()
      .catch((err: unknown) =>
        logger.warn({ conversation: id, err }, 'left lying, and not taken up; the next look will'),
      )
      .finally(() => under.delete(key));
  };
  return async () => {
    const now = clock.now();
    const before = new Date(now.getTime() - LEFT_LYING_MS);
    const old = (await log.pending()).filter(
      ({ at, retryAt }) => at <= before && (retryAt === undefined || retryAt <= now),
    );
    const messages = new Set(old.map(({ conversation }) => conversation));
    for (const id of messages) take('turn', id, () => stage.resume(id));
    const sending = await conversations.sending(before);
    for (const { id } of sending) take('outbox', id, () => outbox.relay(id));
    let timers = 0;
    for (const { id } of await conversations.waking(before)) {
      if (!(await conversations.hasDueTimer(id, before))) continue;
      timers += 1;
      take('wake', id, () => stage.wake(id));
    }
    return messages.size + sending.length + timers;
  };
}
