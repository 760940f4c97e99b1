/**
 * Who works on a conversation. In one process the conversation's own lock is enough; in many, a lease says which process
 * has it, so that turns and sends of one conversation never run in two at once.
 */
export interface Holds {
  /** Other processes may have conversations: nothing remembered of one that is not held can be trusted. */
  readonly isShared: boolean;
  /** Runs a task while this process has the conversation; waits for another to let it go. Throws CONVERSATION_BUSY. */
  run<T>(conversation: string, task: () => Promise<T>): Promise<T>;
  /** Which hold this is: what was read during one means nothing in the next. Null: another process may have it now. */
  epoch(conversation: string): number | null;
  /** Throws CONVERSATION_LEASE_LOST when another process may have taken over. Before every write and every send. */
  confirm(conversation: string): Promise<void>;
}

/** One process: everything is ours, always. */
export const aloneHolds: Holds = {
  isShared: false,
  run: (_conversation, task) => task(),
  epoch: () => 0,
  confirm: async () => undefined,
};

/** Counts by key within a window. `consume` rejects with what `get` gives when no point is left. */
export interface PointCounter {
  consume(key: string): Promise<unknown>;
  get(key: string): Promise<{ readonly remainingPoints: number; readonly msBeforeNext: number } | null>;
  /** Gives one point back. */
  reward(key: string): Promise<unknown>;
}

/** Makes the counter of a limit; counters of one name are one, in whatever process. */
export type PointCounters = (name: string, limit: { points: number; seconds: number }) => PointCounter;

/** Takes an id that is good once; false when it was taken before. `seconds` = how long the id itself lives. */
export interface TakenOnce {
  take(id: string, seconds: number): Promise<boolean>;
}
