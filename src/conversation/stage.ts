import type { Clock } from '../contracts/clock.ts';
import type { LiveBus } from '../contracts/conversation.ts';
import type { JobQueue } from '../contracts/jobs.ts';
import type { Holds } from '../contracts/sharing.ts';
import { AppError } from '../errors/app-error.ts';
import { KeyedLock } from '../storage/keyed-lock.ts';
import { Lru } from '../storage/lru.ts';
import type { ConversationDoc } from '../storage/models/conversations.ts';
import type { MessageDoc } from '../storage/models/messages.ts';
import { wakeAtOf } from './draft.ts';
import { ConversationReader } from './reader.ts';
import { Settler } from './settler.ts';
import { MAX_TRIES, Stalls } from './stalls.ts';
import { type TurnDependencies, Turns } from './turns.ts';
import { isVisible, transcriptItem } from './views.ts';

/** What the stage needs besides what turns need. */
export interface StageDependencies extends TurnDependencies {
  readonly jobs: JobQueue;
  readonly clock: Clock;
  readonly live: LiveBus;
  /** Keeps other processes from the conversation. */
  readonly holds: Holds;
  /** Told after each commit that left replies in the outbox. */
  readonly onCommitted: (conversation: ConversationDoc) => void;
}

const WAKES_REMEMBERED = 10_000;
const TURNS_REMEMBERED = 4_000;
/** Clocks of two machines agree within this. */
const CLOCKS_APART_MS = 250;

/** One turn at a time per conversation, in the order of its log; timers and recovery come through the same door. */
export class ConversationStage {
  readonly reader: ConversationReader;
  readonly #needs: StageDependencies;
  readonly #turns: Turns;
  readonly #settler: Settler;
  readonly #lock = new KeyedLock();
  /** When a wake job is known to be scheduled: an earlier one needs no second write. */
  readonly #wakes = new Lru<string, number>(WAKES_REMEMBERED);
  readonly #stalls = new Stalls();
  /** Messages whose turn ran: a retry may meet one that was read before its mark was written. */
  readonly #done = new Lru<string, true>(TURNS_REMEMBERED);

  constructor(needs: StageDependencies) {
    this.#needs = needs;
    this.#turns = new Turns(needs);
    this.#settler = new Settler(needs);
    this.reader = new ConversationReader(needs);
    needs.jobs.handle('wake', (job) => this.wake(String(job.data.conversation)));
    needs.jobs.handle('turn', (job) => this.resume(String(job.data.conversation)));
  }

  /** New messages from intake: shown at once, then answered. Returns at once; the turns run behind it. */
  received(messages: readonly MessageDoc[]): void {
    for (const message of messages.filter(isVisible)) {
      const about = { conversationId: message.conversation, organisation: message.org };
      this.#needs.live.publish({ type: 'message', ...about, item: transcriptItem(message, []) });
    }
    this.enqueue(messages);
  }

  /** Runs the turns of stored messages, in order per conversation. */
  enqueue(messages: readonly MessageDoc[]): void {
    for (const message of messages) {
      const { conversation } = message;
      const run = async () => {
        // Another process may have taken what came before: the log decides what is next.
        if (this.#needs.holds.isShared) await this.#takeUp(conversation);
        else if (!this.#stalls.has(conversation)) await this.#attempt(message);
        // An earlier message failed: the retry takes this one along, after it.
        else if (!this.#stalls.isScheduled(conversation)) await this.#takeUp(conversation);
      };
      this.#exclusively(conversation, run).catch((err: unknown) => {
        this.#needs.logger.error({ conversation, err }, 'turn not taken up; recovery at start will find it');
      });
    }
  }

  /** Runs the timers of a conversation that are due. */
  wake(id: string): Promise<void> {
    this.#wakes.delete(id);
    return this.#exclusively(id, async () => {
      const now = this.#needs.clock.now();
      for (const name of await this.#dueTimers(id, now)) {
        const committed = await this.#turns.timer(id, name, now);
        if (committed) await this.#committed(committed);
      }
      const doc = await this.#needs.conversations.load(id);
      if (doc) await this.#scheduleWake(doc);
    });
  }

  /** Runs the turns of a conversation's stored messages that have none yet. */
  resume(id: string): Promise<void> {
    return this.#exclusively(id, () => this.#takeUp(id));
  }

  /** Runs a task while no turn of the conversation runs and no mark of it is on its way. */
  alone<T>(id: string, task: () => Promise<T>): Promise<T> {
    return this.#exclusively(id, async () => {
      await this.#settler.idle();
      return task();
    });
  }

  /** A turn made by somebody at the desk, in the same order as everybody's. */
  async desk(...args: Parameters<Turns['desk']>): Promise<ConversationDoc> {
    const [id] = args;
    return this.#exclusively(id, async () => {
      const committed = await this.#turns.desk(...args);
      if (!committed) throw new Error('A desk turn always commits.');
      await this.#committed(committed);
      return committed;
    });
  }

  /** P5: finds every message without a turn and every timer again from the database. Returns how many. */
  async recover(): Promise<{ messages: number; timers: number }> {
    const pending = await this.#needs.log.pending();
    this.enqueue(pending);
    const waking = await this.#needs.conversations.waking(new Date(8.64e15));
    for (const { id, at } of waking) await this.#needs.jobs.schedule(wakeJob(id, at));
    return { messages: pending.length, timers: waking.length };
  }

  /** Resolves when no turn is under way and every mark is written. */
  async idle(): Promise<void> {
    await this.#lock.idle();
    await this.#settler.idle();
  }

  /** One task at a time: here by the lock, elsewhere by the hold. */
  #exclusively<T>(id: string, task: () => Promise<T>): Promise<T> {
    return this.#lock.run(id, () => this.#needs.holds.run(id, task));
  }

  async #takeUp(id: string): Promise<void> {
    const pending = await this.#needs.log.pending(id);
    if (this.#needs.holds.isShared) await this.#dropHandled(id, pending);
    for (const message of pending) {
      if (isTooSoon(message, this.#needs.clock.now())) return;
      if (!(await this.#attempt(message))) return;
    }
    this.#stalls.end(id);
  }

  /** What no longer carries a mark need not be remembered as handled; the next commit forgets it. */
  async #dropHandled(id: string, pending: readonly MessageDoc[]): Promise<void> {
    const marked = new Set(pending.map(({ _id }) => _id));
    const doc = await this.#needs.conversations.load(id);
    const over = doc?.handled.filter((handled) => !marked.has(handled)) ?? [];
    if (over.length > 0) this.#needs.conversations.settled(id, over);
  }

  /** False: the message failed, and what comes after it must wait. */
  async #attempt(message: MessageDoc): Promise<boolean> {
    try {
      await this.#settle(message, await this.#turnOf(message));
      return true;
    } catch (error) {
      return this.#failed(message, error);
    }
  }

  async #turnOf(message: MessageDoc): Promise<ConversationDoc | null> {
    if (this.#done.get(message._id)) return null;
    const committed = await this.#turns.message(message);
    this.#done.set(message._id, true);
    return committed;
  }

  async #settle(message: MessageDoc, committed: ConversationDoc | null): Promise<void> {
    this.#settler.add(message);
    if (committed) await this.#committed(committed);
  }

  async #committed(doc: ConversationDoc): Promise<void> {
    if (doc.outbox.length > 0) this.#needs.onCommitted(doc);
    await this.#scheduleWake(doc);
    this.#needs.live.publish({ type: 'conversation', conversation: await this.reader.summary(doc) });
  }

  async #dueTimers(id: string, now: Date): Promise<string[]> {
    const doc = await this.#needs.conversations.load(id);
    const due = Object.entries(doc?.timers ?? {}).filter(([, at]) => at <= now);
    return due.sort((a, b) => a[1].getTime() - b[1].getTime()).map(([name]) => name);
  }

  async #scheduleWake(doc: ConversationDoc): Promise<void> {
    // Not `wakeAt`: that may be an earlier instant, and a wake in the past would come again at once.
    const wakeAt = wakeAtOf(doc.timers);
    if (!wakeAt) return;
    const known = this.#wakes.get(doc._id) ?? 0;
    // One that is over ran here or in another process.
    if (known > this.#needs.clock.now().getTime() && known <= wakeAt.getTime()) return;
    this.#wakes.set(doc._id, wakeAt.getTime());
    await this.#needs.jobs.schedule(wakeJob(doc._id, wakeAt));
  }

  /** The message stays pending in the store; a job tries it again, and so does the next start, until it is parked. */
  async #failed(message: MessageDoc, error: unknown): Promise<boolean> {
    const { conversation, _id: id } = message;
    const { clock, jobs, log, logger } = this.#needs;
    const verdict = this.#stalls.judge(message, error);
    try {
      if (verdict.type === 'park') return await this.#park(message, error);
      logger.error({ conversation, id, tries: verdict.tries, err: error }, 'turn failed; it will be tried again');
      const runAt = new Date(clock.now().getTime() + verdict.waitMs);
      await log.noteTries(id, verdict.tries, this.#needs.holds.isShared ? { retryAt: runAt } : {});
      await jobs.schedule({ key: `turn:${conversation}`, type: 'turn', runAt, data: { conversation } });
      this.#stalls.scheduled(conversation);
    } catch (err) {
      logger.error({ conversation, id, err }, 'retry not scheduled; the next message or start brings it along');
    }
    return false;
  }

  /** A message that fails each time must neither loop for ever nor be lost nor hold up what comes after it. */
  async #park(message: MessageDoc, cause: unknown): Promise<boolean> {
    const { conversation, _id: id } = message;
    await this.#needs.log.noteTries(id, MAX_TRIES, { failed: true });
    const committed = await this.#turns.park(message);
    this.#done.set(id, true);
    const err = new AppError('MESSAGE_PARKED', { tries: MAX_TRIES }, { cause });
    this.#needs.logger.error({ conversation, id, err }, 'message parked; its conversation waits for an agent');
    this.#stalls.end(conversation);
    await this.#settle(message, committed);
    return true;
  }
}

/** A message that failed, in whatever process, holds up what follows it until its next try. */
function isTooSoon({ retryAt }: MessageDoc, now: Date): boolean {
  return retryAt !== undefined && retryAt.getTime() > now.getTime() + CLOCKS_APART_MS;
}

function wakeJob(conversation: string, runAt: Date) {
  return { key: `wake:${conversation}`, type: 'wake', runAt, data: { conversation } };
}
