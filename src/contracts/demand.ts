import type { AnswerBand } from './knowledge.ts';
import type { Redacted } from './redacted.ts';
import type { Audience } from './search.ts';

/** Why a question was badly served: no link, links that did not solve it, an agent after the links, or the wrong entry. */
export type Trouble = 'none' | 'notSolved' | 'handedOver' | 'wrongEntry';

/** Questions that ask the same and were badly served: an entry that is missing or does not do (EXS-42). */
export interface DemandCluster {
  /** Stays the same while questions come in. */
  readonly id: string;
  /** The question that came first, as it was redacted. */
  readonly question: Redacted;
  readonly state: 'open' | 'drafted' | 'dismissed';
  /** The entry that was drafted from it. */
  readonly draftId: string | null;
  /** Different people who asked. */
  readonly people: number;
  readonly asked: number;
  /** Agent minutes that its conversations cost. */
  readonly agentMinutes: number;
  readonly troubles: Readonly<Record<Trouble, number>>;
  readonly firstAt: Date;
  readonly lastAt: Date;
  /** Different ways to ask it, the most asked first, at most eight: the example questions of an entry. */
  readonly examples: readonly Redacted[];
}

/** What becomes of a question when an entry is added or changed. */
export interface ReplayChange {
  readonly question: Redacted;
  /** How often it was asked. */
  readonly asked: number;
  readonly before: { readonly band: AnswerBand; readonly first: string | null };
  readonly after: { readonly band: AnswerBand; readonly first: string | null };
  /**
   * `gain`: badly served before, now it gets this entry. `loss`: the entry that solved it is no longer first, or it gets
   * no link any more. `change`: another first link or another band, nobody knows whether for the better.
   */
  readonly effect: 'gain' | 'loss' | 'change';
}

/** "What would have been answered": the last questions with and without an entry. */
export interface Replay {
  readonly entryId: string;
  readonly questions: number;
  readonly gains: number;
  readonly losses: number;
  /** Losses first, then gains, the most asked first. */
  readonly changes: readonly ReplayChange[];
}

/** What an entry did in a week. */
export interface EffectWeek {
  /** Monday, `YYYY-MM-DD` in UTC. */
  readonly week: string;
  /** Questions that it was among the first five for. */
  readonly asked: number;
  /** … whose answer sent its link, or asked whether it is meant. */
  readonly sent: number;
  readonly solved: number;
  readonly handedOver: number;
}

/** What the console and the API may ask of the unmet demand of one organisation. */
export interface DemandPort {
  /** Ranked by people, then by agent minutes, then by how often; of the last `days` days. */
  clusters(filter: { days: number; limit: number; state?: DemandCluster['state'] }): Promise<readonly DemandCluster[]>;
  /** Throws DEMAND_NOT_FOUND. */
  dismiss(clusterId: string): Promise<void>;
  /**
   * One step to a draft entry with its example questions filled in: from a cluster, or from a conversation that was
   * solved. Drafting from the same cluster again gives the same draft. Throws DEMAND_NOT_FOUND.
   */
  draft(
    from: { readonly clusterId: string } | { readonly conversationId: string },
    entry: { readonly title?: string; readonly audience: Audience; readonly type: string; readonly module?: string },
    by: { readonly agentId: string; readonly how: 'console' | 'api' | 'cli' },
  ): Promise<{ readonly entryId: string; readonly examples: readonly Redacted[] }>;
  /** Throws ENTRY_NOT_FOUND. */
  replay(entryId: string, questions: number): Promise<Replay>;
  effect(entryId: string, weeks: number): Promise<readonly EffectWeek[]>;
  /**
   * An agent says which entry should have answered the last question of a conversation; null = none does. The last word
   * holds. Throws DEMAND_NOT_FOUND, ENTRY_NOT_FOUND.
   */
  correct(conversationId: string, entryId: string | null): Promise<void>;
}
