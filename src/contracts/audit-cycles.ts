import type { Policy } from './policy.ts';
import type { LocalDate } from './quota.ts';
import type { Redacted } from './redacted.ts';

/** What the policy says of a cycle: a report of audits, its answers and their evaluation. */
export type CycleRule = Policy['qa']['cycles'][number];

/**
 * `draft`: it is written · `delivered` to who passes it on · `copied` to who answers · `answered`, every finding ·
 * `evaluated`: over.
 */
export const cycleStates = ['draft', 'delivered', 'copied', 'answered', 'evaluated'] as const;
/** One of the states. */
export type CycleState = (typeof cycleStates)[number];

/** How an answer to a finding was found: enough, or not. */
export type FindingVerdict = 'accepted' | 'insufficient';

/** Who looks or acts. */
export interface CycleViewer {
  readonly id: string;
  readonly organisation: string;
  /** Whoever reviews writes the reports, and sees all of them. */
  readonly mayReview: boolean;
}

/** An inconsistency that was found (ICE-42), what is answered to it (ICE-44), and how that was evaluated (ICE-45). */
export interface FindingView {
  readonly id: string;
  /** Its place in the report; the first is 1. */
  readonly number: number;
  /** Null: written by hand. */
  readonly review: {
    readonly id: string;
    readonly label: string;
    readonly caseNumber: number;
    readonly criterion: string;
    readonly mark: number;
    /** What the reviewer remarked about the case. */
    readonly comment: Redacted | null;
  } | null;
  readonly conversationId: string | null;
  /** Who attended; null: the bot alone, or by hand. */
  readonly agentId: string | null;
  /** What whoever writes the report says about it. */
  readonly text: Redacted | null;
  /** It stays out of the report. */
  readonly leftOut: boolean;
  readonly answer: {
    readonly action: Redacted;
    readonly text: Redacted;
    readonly by: string;
    readonly at: Date;
  } | null;
  readonly evaluation: {
    readonly verdict: FindingVerdict;
    readonly text: Redacted;
    readonly by: string;
    readonly at: Date;
  } | null;
}

/** What a viewer may do with it now. */
export interface CycleRights {
  readonly write: boolean;
  readonly copy: boolean;
  readonly answer: boolean;
  readonly evaluate: boolean;
}

/** A report of audits of one period, in a list. */
export interface CycleSummary {
  readonly id: string;
  readonly organisation: string;
  readonly label: string;
  readonly period: string;
  readonly from: Date;
  readonly to: Date;
  readonly state: CycleState;
  /** Findings in the report. */
  readonly findings: number;
  readonly answered: number;
  /** Until when the answers are awaited; null: no copy was sent yet. */
  readonly dueAt: Date | null;
  /** That time is over, and answers are missing. */
  readonly overdue: boolean;
  readonly may: CycleRights;
}

/** A report of audits with all that is in it. Names of people stand in for their ids. */
export interface CycleView extends CycleSummary {
  /** Cases of the period that were reviewed, and that still have to be. */
  readonly reviewed: number;
  readonly unreviewed: number;
  readonly summary: Redacted | null;
  readonly deliveredAt: Date | null;
  readonly copiedAt: Date | null;
  readonly conclusion: { readonly text: Redacted; readonly by: string; readonly at: Date } | null;
  /** Labels of the posts whose turn it is, and who holds one of them; empty names: nobody does. */
  readonly turn: { readonly posts: readonly string[]; readonly people: readonly string[] } | null;
  readonly items: readonly FindingView[];
}

/**
 * Reports of the audits, from what was found to its evaluation (ICE-42..ICE-45). Errors: CYCLE_NOT_FOUND, CYCLE_REFUSED (not
 * one's turn, not in this state, an answer or evaluation without words, nobody who would get it).
 */
export interface AuditCycles {
  /** Newest first. `takesPart`: whether the viewer is of those who write, pass on, answer or evaluate. */
  list(
    viewer: CycleViewer,
    page: { after?: string; limit: number },
  ): Promise<{ readonly items: readonly CycleSummary[]; readonly next: string | null; readonly takesPart: boolean }>;
  get(viewer: CycleViewer, id: string): Promise<CycleView>;
  /** A finding by hand; the same key again adds nothing. */
  add(viewer: CycleViewer, id: string, given: { key: string; text: string }): Promise<CycleView>;
  /** What is said about a finding, and whether it stays out of the report. */
  word(viewer: CycleViewer, id: string, finding: string, given: { text: string; leftOut: boolean }): Promise<CycleView>;
  /** To who passes it on (ICE-42). From here on its findings stand. */
  deliver(viewer: CycleViewer, id: string, given: { summary: string }): Promise<CycleView>;
  /** A copy to who answers (ICE-43). */
  copy(viewer: CycleViewer, id: string): Promise<CycleView>;
  /** Again until it is evaluated: the last one holds (ICE-44). */
  answer(viewer: CycleViewer, id: string, finding: string, given: { action: string; text: string }): Promise<CycleView>;
  /** Once everything is answered, or the time for it is over (ICE-45). */
  evaluate(
    viewer: CycleViewer,
    id: string,
    finding: string,
    given: { verdict: FindingVerdict; text: string },
  ): Promise<CycleView>;
  /** The evaluation as a whole; every finding has one by then. */
  conclude(viewer: CycleViewer, id: string, given: { text: string }): Promise<CycleView>;
}

/** A finding as a report lists it. Its words are read anew each time: an erasure reaches old reports too (P4). */
export interface FindingLine {
  readonly id: string;
  readonly label: string;
  readonly caseNumber: number | null;
  readonly criterion: string | null;
  readonly mark: number | null;
}

/** What reports that are handed in read of findings (ICE-42). */
export interface FindingReader {
  /** Of the audit reports that are handed in under this name and lie in the span, in their order. */
  lines(asked: { readonly report: string; readonly from: Date; readonly to: Date }): Promise<readonly FindingLine[]>;
  /** What is said of them now, by id; what was erased is not there. */
  words(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

/** How reports are handed in: by the reports of the policy. */
export interface CycleReports {
  /** Names of those who would get a report. */
  recipients(organisation: string, report: string): Promise<readonly string[]>;
  /** Makes the report of those days and mails it to its recipients, once. */
  hand(
    organisation: string,
    asked: { readonly report: string; readonly firstDay: LocalDate; readonly lastDay: LocalDate },
    by: string,
  ): Promise<void>;
}
