import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from '../../contracts/logger.ts';
import type { Holds } from '../../contracts/sharing.ts';
import { AppError } from '../../errors/app-error.ts';
import type { RedisConnections } from './connection.ts';

/** Told as conversations come and go. */
export interface HoldFollower {
  /** The conversation is ours from now on: whatever was remembered of it is old. */
  taken(conversation: string): void;
  /** The last moment in which it is ours. */
  lettingGo(conversation: string): Promise<void>;
  /** It was lost: another may have changed it. */
  lost(conversation: string): void;
}

/** What leases need. Times in ms. */
export interface LeaseOptions {
  readonly redis: RedisConnections;
  readonly follower: HoldFollower;
  readonly logger: Logger;
  /** A process that died keeps its conversations so long. */
  readonly leaseMs?: number;
  /** How long a task waits for a conversation that another process has. */
  readonly patienceMs?: number;
  readonly random?: () => number;
}

interface Hold {
  readonly epoch: number;
  /** Nobody else's: only its owner prolongs or ends the lease. */
  readonly token: string;
  users: number;
  isLost: boolean;
  /** Resolves when the lease is ours. */
  ready: Promise<void>;
  isReady: boolean;
  /** Set while the lease is given back: whoever comes now takes a new one. */
  leaving: Promise<void> | null;
}

const LEASE_MS = 5_000;
const PATIENCE_MS = 15_000;
const FIRST_LOOK_MS = 5;
const LONGEST_LOOK_MS = 60;

/**
 * Conversations by lease: a key in Redis with this process's token and an end. It is kept while anything of the
 * conversation is under way here, prolonged by its owner only, and given back at once. A lease that was lost (Redis emptied,
 * this process too slow) is found out before the next write or send; the document's version refuses what slips through.
 */
export class LeaseHolds implements Holds {
  readonly isShared = true;
  readonly #options: LeaseOptions;
  readonly #leaseMs: number;
  readonly #holds = new Map<string, Hold>();
  #renewing: NodeJS.Timeout | null = null;
  #epochs = 0;

  constructor(options: LeaseOptions) {
    this.#options = options;
    this.#leaseMs = options.leaseMs ?? LEASE_MS;
  }

  async run<T>(conversation: string, task: () => Promise<T>): Promise<T> {
    const hold = await this.#enter(conversation);
    try {
      return await task();
    } finally {
      await this.#leave(conversation, hold);
    }
  }

  epoch(conversation: string): number | null {
    const hold = this.#holds.get(conversation);
    return hold?.isReady && !hold.isLost ? hold.epoch : null;
  }

  async confirm(conversation: string): Promise<void> {
    const hold = this.#holds.get(conversation);
    if (!hold?.isReady || hold.isLost) throw new AppError('CONVERSATION_LEASE_LOST');
    const isOurs = await this.#prolong(conversation, hold).catch((cause: unknown) => {
      throw new AppError('CONVERSATION_LEASE_LOST', {}, { cause });
    });
    if (!isOurs) throw new AppError('CONVERSATION_LEASE_LOST');
  }

  /** Ends the renewing. Leases that are left end by themselves. */
  close(): void {
    if (this.#renewing) clearInterval(this.#renewing);
    this.#renewing = null;
  }

  async #enter(conversation: string): Promise<Hold> {
    for (;;) {
      const known = this.#holds.get(conversation);
      if (known?.leaving) {
        await known.leaving;
        continue;
      }
      const hold = known ?? this.#begin(conversation);
      hold.users += 1;
      try {
        await hold.ready;
        return hold;
      } catch (error) {
        hold.users -= 1;
        if (hold.users === 0) this.#forget(conversation, hold);
        throw error;
      }
    }
  }

  #begin(conversation: string): Hold {
    this.#epochs += 1;
    const hold: Hold = {
      ...{ epoch: this.#epochs, token: randomUUID(), users: 0, isLost: false, isReady: false, leaving: null },
      ready: Promise.resolve(),
    };
    hold.ready = this.#acquire(conversation, hold);
    this.#holds.set(conversation, hold);
    this.#renewing ??= setInterval(() => this.#renew(), this.#leaseMs / 3).unref();
    return hold;
  }

  async #acquire(conversation: string, hold: Hold): Promise<void> {
    const { redis, patienceMs = PATIENCE_MS, random = Math.random, follower } = this.#options;
    const until = performance.now() + patienceMs;
    for (let look = FIRST_LOOK_MS; ; look = Math.min(LONGEST_LOOK_MS, look * 2)) {
      const answer = await redis.commands
        .set(this.#keyOf(conversation), hold.token, 'PX', this.#leaseMs, 'NX')
        .catch(() => null);
      if (answer === 'OK') break;
      if (performance.now() > until) throw new AppError('CONVERSATION_BUSY');
      await wait(look * (0.5 + random()));
    }
    follower.taken(conversation);
    hold.isReady = true;
  }

  async #leave(conversation: string, hold: Hold): Promise<void> {
    hold.users -= 1;
    if (hold.users > 0) return;
    hold.leaving ??= this.#giveBack(conversation, hold).finally(() => this.#forget(conversation, hold));
    await hold.leaving;
  }

  async #giveBack(conversation: string, hold: Hold): Promise<void> {
    const { redis, follower, logger } = this.#options;
    if (hold.isLost) return;
    await follower.lettingGo(conversation).catch((err: unknown) => {
      logger.warn(
        { conversation, err },
        'a conversation was not settled as it was let go; what left may be sent again',
      );
    });
    // Without Redis it ends by itself.
    await redis.commands.eval(RELEASE, 1, this.#keyOf(conversation), hold.token).catch(() => undefined);
    follower.lost(conversation);
  }

  #forget(conversation: string, hold: Hold): void {
    if (this.#holds.get(conversation) === hold) this.#holds.delete(conversation);
    if (this.#holds.size === 0) this.close();
  }

  #renew(): void {
    for (const [conversation, hold] of this.#holds) {
      // Without an answer it is still ours until its end; `confirm` asks again before anything is written.
      if (hold.isReady && !hold.leaving) void this.#prolong(conversation, hold).catch(() => undefined);
    }
  }

  async #prolong(conversation: string, hold: Hold): Promise<boolean> {
    const key = this.#keyOf(conversation);
    const answer = await this.#options.redis.commands.eval(PROLONG, 1, key, hold.token, this.#leaseMs);
    if (answer === 1 || hold.leaving) return answer === 1;
    if (!hold.isLost) {
      hold.isLost = true;
      // Whoever comes next asks for a new lease; those inside find out before they write.
      this.#forget(conversation, hold);
      this.#options.follower.lost(conversation);
    }
    return false;
  }

  #keyOf(conversation: string): string {
    return `${this.#options.redis.prefix}:lease:${conversation}`;
  }
}

const PROLONG = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return 0`;

const RELEASE = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`;
