import type { ChannelAdapter } from '../contracts/channel.ts';
import type { Clock } from '../contracts/clock.ts';
import type { LiveBus } from '../contracts/conversation.ts';
import type { Reply } from '../contracts/envelope.ts';
import type { JobQueue } from '../contracts/jobs.ts';
import type { Logger } from '../contracts/logger.ts';
import type { Metrics } from '../contracts/metrics.ts';
import type { Redactor } from '../contracts/redacted.ts';
import type { Holds } from '../contracts/sharing.ts';
import type { SecureLinks } from '../contracts/vault.ts';
import { AppError, isAppError } from '../errors/app-error.ts';
import { KeyedLock } from '../storage/keyed-lock.ts';
import type { ConversationDoc } from '../storage/models/conversations.ts';
import type { ConversationRepository } from '../storage/repositories/conversations.ts';
import type { MessageLog } from '../storage/repositories/message-log.ts';
import { type BackoffRule, delayMs, deliveryBackoff } from './backoff.ts';
import type { DeadLetters } from './dead-letters.ts';
import { messageOf, replyOf } from './messages.ts';

/** How long a sent reply may stay in the stored outbox when no turn follows. */
const SETTLE_MS = 200;

/** A reply that stands in the log, for the channel and for the screens. */
type Logged = ReturnType<typeof replyOf>;

/** What the outbox needs. */
export interface OutboxDependencies {
  readonly conversations: ConversationRepository;
  readonly log: MessageLog;
  readonly deadLetters: DeadLetters;
  readonly adapter: (channel: string) => ChannelAdapter | undefined;
  readonly redactor: Redactor;
  readonly jobs: JobQueue;
  readonly live: LiveBus;
  /** Keeps other processes from the conversation. */
  readonly holds: Holds;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Makes the addresses of one-time forms. */
  readonly secureLinks?: SecureLinks;
  readonly random?: () => number;
  readonly backoff?: BackoffRule;
}

/**
 * The only door out. Each conversation's replies leave in order: into the log first, then to the channel, and only
 * then out of the conversation's outbox. A crash in between repeats a send under the same id (P3).
 */
export class Outbox {
  readonly #needs: OutboxDependencies;
  readonly #lock = new KeyedLock();
  readonly #backoff: BackoffRule;
  #settling: NodeJS.Timeout | null = null;
  /** Replies that gave up in the round under way. */
  readonly #failed = new Set<string>();

  constructor(needs: OutboxDependencies) {
    this.#needs = needs;
    this.#backoff = needs.backoff ?? deliveryBackoff;
    needs.jobs.handle('outbox', (job) => this.relay(String(job.data.conversation)));
  }

  /** Sends what is due of a conversation; resolves when it left, or when its next try is scheduled. */
  relay(id: string): Promise<void> {
    return this.alone(id, () => this.#relay(id));
  }

  /** Runs a task while nothing of the conversation is being sent, here or in another process. */
  alone<T>(id: string, task: () => Promise<T>): Promise<T> {
    return this.#lock.run(id, () => this.#needs.holds.run(id, task));
  }

  /** The same, without waiting: what goes wrong is in the log, and the outbox is found again at the next start. */
  kick(id: string): void {
    this.relay(id).catch((error: unknown) => {
      this.#needs.logger.error({ err: error, conversation: id }, 'outbox stopped; it will be tried again');
      this.#schedule(id, new Date(this.#needs.clock.now().getTime() + this.#backoff.firstMs)).catch((again: unknown) =>
        this.#needs.logger.error({ err: again, conversation: id }, 'retry not scheduled; the next start will find it'),
      );
    });
  }

  /** P5: every outbox that is not empty is found again from the database. Returns how many. */
  async recover(): Promise<number> {
    const waiting = await this.#needs.conversations.sending(new Date(8.64e15));
    const now = this.#needs.clock.now();
    for (const { id, at } of waiting) {
      if (at <= now) this.kick(id);
      else await this.#schedule(id, at);
    }
    return waiting.length;
  }

  /** Resolves when nothing is being sent and the store knows what left. */
  async idle(): Promise<void> {
    await this.#lock.idle();
    if (this.#settling) clearTimeout(this.#settling);
    this.#settling = null;
    await this.#needs.conversations.settleAll();
  }

  /** The next turn's commit carries it; a conversation that rests is settled together with others. */
  async #settleLater(id: string, sent: readonly string[]): Promise<void> {
    const { conversations, logger } = this.#needs;
    await conversations.markSent(id, sent);
    this.#settling ??= setTimeout(() => {
      this.#settling = null;
      conversations.settleAll().catch((error: unknown) => {
        logger.warn({ err: error }, 'outbox not settled; what left may be sent again under its id after a crash');
      });
    }, SETTLE_MS);
    this.#settling.unref();
  }

  async #relay(id: string): Promise<void> {
    for (;;) {
      const doc = await this.#needs.conversations.load(id);
      if (!doc || doc.outbox.length === 0) return;
      const retryAt = doc.outboxRetry?.at;
      if (retryAt && retryAt > this.#needs.clock.now()) return this.#schedule(id, retryAt);
      const replies = await this.#log(doc);
      const sent: string[] = [];
      let failure: { id: string; error: unknown } | null = null;
      for (const reply of replies) {
        await this.#needs.holds.confirm(id);
        try {
          await this.#send(reply.reply);
          sent.push(reply.reply.id);
        } catch (error) {
          failure = { id: reply.reply.id, error };
          break;
        }
      }
      if (!failure) await this.#settleLater(id, sent);
      else await this.#afterFailure(doc, sent, failure);
      await this.#tell(doc, replies);
    }
  }

  /** Into the transcript before the channel: what a person may have read is never missing from the log. */
  async #log(doc: ConversationDoc): Promise<Logged[]> {
    const { log, redactor, live, secureLinks } = this.#needs;
    const builders = doc.outbox.map((entry) => messageOf(doc, entry, redactor));
    const appended = await log.append(doc._id, builders);
    return appended.map(({ added, message }) => {
      const reply = replyOf(doc, message, secureLinks);
      if (added) live.publish({ type: 'message', conversationId: doc._id, organisation: doc.org, item: reply.item });
      return reply;
    });
  }

  /** Screens show a reply as queued until they hear that it left, or that it gave up. */
  async #tell(doc: ConversationDoc, replies: readonly Logged[]): Promise<void> {
    const { conversations, live } = this.#needs;
    const now = await conversations.load(doc._id);
    for (const { item } of replies) {
      if (now?.outbox.some((entry) => entry.id === item.id)) continue;
      const delivery = this.#failed.delete(item.id) ? ('failed' as const) : ('sent' as const);
      live.publish({ type: 'message', conversationId: doc._id, organisation: doc.org, item: { ...item, delivery } });
    }
  }

  async #send(reply: Reply): Promise<void> {
    const { channel } = reply.conversation;
    const adapter = this.#needs.adapter(channel);
    if (!adapter) throw new AppError('CHANNEL_UNKNOWN', { channel });
    const delivery = await adapter.send(reply);
    if (delivery.id) await this.#needs.log.markDelivery(reply.id, { channelId: delivery.id });
    this.#needs.metrics.replySent(channel, 'sent');
  }

  async #afterFailure(doc: ConversationDoc, sent: string[], failure: { id: string; error: unknown }): Promise<void> {
    const { conversations, deadLetters, clock, logger, metrics } = this.#needs;
    const code = isAppError(failure.error) ? failure.error.code : 'DELIVERY_FAILED';
    // A channel that keeps a pace of its own says when; that is no failed try.
    const heldMs = heldFor(failure.error);
    const before = doc.outboxRetry?.id === failure.id ? doc.outboxRetry.attempts : 0;
    const attempts = heldMs === null ? before + 1 : before;
    const isFinal =
      (isAppError(failure.error) && !failure.error.retryable) ||
      (heldMs === null && attempts >= this.#backoff.attempts);
    const about = { conversation: doc._id, reply: failure.id, attempts, code };
    if (isFinal) {
      logger.error(about, 'reply moved to the dead letters');
      await deadLetters.add(doc, failure.id, { attempts, code, at: clock.now() });
      await conversations.postpone(doc._id, [...sent, failure.id], null);
      this.#failed.add(failure.id);
      metrics.replySent(doc.channel, 'failed');
      return;
    }
    if (heldMs === null) logger.warn({ ...about, err: failure.error }, 'delivery failed; it will be tried again');
    const wait = heldMs ?? delayMs(this.#backoff, attempts, this.#needs.random ?? Math.random);
    // At least a millisecond, so that the loop leaves the floor to the others.
    const at = new Date(clock.now().getTime() + Math.max(1, wait));
    await conversations.postpone(doc._id, sent, { id: failure.id, attempts, at, code });
    metrics.replySent(doc.channel, 'retried');
  }

  #schedule(id: string, runAt: Date): Promise<void> {
    return this.#needs.jobs.schedule({ key: `outbox:${id}`, type: 'outbox', runAt, data: { conversation: id } });
  }
}

/** How long a channel wants a reply to wait, ms; null: it failed. */
function heldFor(error: unknown): number | null {
  return isAppError(error, 'DELIVERY_HELD') ? Number(error.details.seconds) * 1000 : null;
}
