import type { Redacted } from './redacted.ts';

/** A local calendar day of the organisation, `YYYY-MM-DD`. */
export type LocalDate = string;

/**
 * Why an event of the knowledge base counts towards the quota or does not (EXS-39, AMB-09).
 *
 * - `counted` first publication of a new entry, by a person
 * - `publishedBefore` the entry had been published before
 * - `duplicate` it repeats a published entry, as the near-duplicate check said
 * - `sameContent` its content is word for word that of an entry that was published before it
 * - `undone` its author archived it again within the policy's days
 * - `rejected` the lead rejected it in the weekly verification
 * - `notAPerson` the product wrote it: samples, jobs
 * - `wayNotCounted` the policy does not count entries that arrive this way
 * - `notAPublication` any other deed: nothing new came into the base
 */
export type QuotaReason =
  | 'counted'
  | 'publishedBefore'
  | 'duplicate'
  | 'sameContent'
  | 'undone'
  | 'rejected'
  | 'notAPerson'
  | 'wayNotCounted'
  | 'notAPublication';

/** The verdict on one event of the log. */
export interface QuotaVerdict {
  readonly seq: number;
  readonly entryId: string;
  /** Who gets the credit: who wrote the entry, whoever published it. */
  readonly agentId: string;
  readonly at: Date;
  readonly reason: QuotaReason;
}

/** A verdict for people: with the entry's title as it is now, its id when it is gone. */
export interface TitledVerdict extends QuotaVerdict {
  readonly title: string;
}

/** Days on which an agent was not at work; both ends count. */
export interface Absence {
  readonly id: string;
  readonly agentId: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly reason: Redacted;
  readonly by: string;
  readonly at: Date;
  /** An absence that was entered by mistake is withdrawn, not deleted. */
  readonly withdrawn: { readonly by: string; readonly at: Date } | null;
}

/** A lead's correction of the count: never changed, never deleted; a mistake is corrected by another one. */
export interface QuotaCorrection {
  readonly id: string;
  readonly agentId: string;
  /** The day whose count (and month) it changes. */
  readonly day: LocalDate;
  /** Entries more (+) or less (-); not 0. */
  readonly amount: number;
  readonly reason: Redacted;
  readonly by: string;
  readonly at: Date;
}

/** What the lead found in the weekly verification (EXS-52). The latest about an entry holds. */
export interface EntryVerification {
  readonly id: string;
  readonly entryId: string;
  readonly verdict: 'verified' | 'rejected';
  /** Asked for when rejected. */
  readonly reason: Redacted | null;
  readonly by: string;
  readonly at: Date;
}

/**
 * How a day stands for an agent: `free` = nobody works, `absent` = this agent does not, `outside` = before the agent
 * came, `open` = still to come or under way.
 */
export type DayStatus = 'met' | 'missed' | 'open' | 'free' | 'absent' | 'outside';

/** One agent's day (EXS-40). */
export interface QuotaDay {
  readonly date: LocalDate;
  readonly status: DayStatus;
  /** Counted entries and corrections of the day. */
  readonly total: number;
}

/** One agent's month (EXS-39, EXS-40, EXS-70). */
export interface AgentQuota<Verdict extends QuotaVerdict = TitledVerdict> {
  readonly agentId: string;
  readonly name: string;
  /** Working days of the month, and those of them on which the agent was there. */
  readonly workingDays: number;
  readonly presentDays: number;
  readonly month: {
    /** The policy's number, in proportion to the days present, rounded up. */
    readonly target: number;
    readonly counted: number;
    /** Sum of the lead's corrections. */
    readonly corrected: number;
    readonly total: number;
    readonly shortfall: number;
    readonly met: boolean;
    /** Entries missing to an even pace by the end of this day; 0 when in front. */
    readonly behindPace: number;
  };
  readonly days: readonly QuotaDay[];
  /** Working days that are over without their entry. */
  readonly missedDays: number;
  /** Credit shown apart, in no quota: published entries whose content the agent changed for good. */
  readonly improved: number;
  /** Entries of the agent that solved a conversation this month, and how many conversations. */
  readonly reused: { readonly entries: number; readonly conversations: number };
  /** Every publication of the agent's entries in the month and why it counts or not, in order. */
  readonly verdicts: readonly Verdict[];
}

/** All agents' month. */
export interface QuotaMonth<Verdict extends QuotaVerdict = TitledVerdict> {
  /** `YYYY-MM`. */
  readonly month: string;
  readonly perMonth: number;
  readonly perWorkingDay: number;
  /** Last event of the log that was read: the same log gives the same figures. */
  readonly seq: number;
  readonly asOf: Date;
  readonly agents: readonly AgentQuota<Verdict>[];
}

/** An entry on the lead's weekly list. */
export interface WeekItem {
  readonly entryId: string;
  readonly title: string;
  readonly url: string;
  /** `new` = first published this week, `improved` = changed this week. */
  readonly kind: 'new' | 'improved';
  readonly at: Date;
  /** Null for improvements: they are in no quota. */
  readonly reason: QuotaReason | null;
  readonly state: 'pending' | 'verified' | 'rejected';
  readonly note: Redacted | null;
}

/** The lead's list of a week (EXS-52): Monday to Sunday, local days. */
export interface QuotaWeek {
  /** ISO week, `2026-W48`. */
  readonly week: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** When it has to be done; null where the policy sets no day. */
  readonly dueAt: Date | null;
  readonly pending: number;
  readonly agents: readonly { readonly agentId: string; readonly name: string; readonly items: readonly WeekItem[] }[];
}

/** Who writes something into the quota's books. */
export interface QuotaWriter {
  readonly kind: 'agent' | 'operator' | 'token';
  readonly id: string;
}

/** Quotas of one organisation. Ids of what is written are the client's: the same id again changes nothing. */
export interface QuotaPort {
  /** `2026-11`; without it, the month that is now. Throws QUOTA_NOT_SET. */
  month(month?: string): Promise<QuotaMonth>;
  /** `2026-W48`; without it, the week that is to be verified now (the one before). Throws QUOTA_NOT_SET. */
  week(week?: string): Promise<QuotaWeek>;
  absences(filter: { from?: LocalDate; to?: LocalDate }): Promise<readonly Absence[]>;
  /** Throws AGENT_NOT_FOUND, INPUT_INVALID. */
  addAbsence(absence: Pick<Absence, 'id' | 'agentId' | 'from' | 'to' | 'reason'>, by: QuotaWriter): Promise<Absence>;
  /** Throws ABSENCE_NOT_FOUND. */
  withdrawAbsence(id: string, by: QuotaWriter): Promise<Absence>;
  /** Throws AGENT_NOT_FOUND. */
  correct(
    correction: Pick<QuotaCorrection, 'id' | 'agentId' | 'day' | 'amount' | 'reason'>,
    by: QuotaWriter,
  ): Promise<QuotaCorrection>;
  corrections(month: string): Promise<readonly QuotaCorrection[]>;
  /** Throws ENTRY_NOT_FOUND for an entry that was never published. */
  verify(
    verification: Pick<EntryVerification, 'id' | 'entryId' | 'verdict' | 'reason'>,
    by: QuotaWriter,
  ): Promise<EntryVerification>;
}
