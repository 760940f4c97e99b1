import type { Attachment } from './envelope.ts';
import type { Policy } from './policy.ts';
import type { Redacted } from './redacted.ts';
import type { Actor } from './ticket.ts';

/** A review form of the policy. */
export type ReviewForm = Policy['qa']['forms'][number];
/** A periodic audit of the policy. */
export type AuditRule = Policy['qa']['audits'][number];
/** Marks by criterion; null: does not apply to this case. */
export type Marks = Readonly<Record<string, number | null>>;

/** Somebody at the desk, with the name that others read. */
export type Reviewer = Actor & { readonly name: string };

/** ICE-08: answers that came to the gate in a span and left, and how many were looked at before. */
export interface ReviewedShare {
  /** Answers that left; what waits, came back or could not be sent is no answer. */
  readonly generated: number;
  /** All that were held, whatever became of them. */
  readonly held: number;
  /** Of those that left, approved by a reviewer. */
  readonly reviewed: number;
}

/** What figures need of the reviews. */
export interface ReviewReader {
  reviewedShare(span: { organisation: string; from: Date; to: Date }): Promise<ReviewedShare>;
}

/** An answer of an agent on its way out. */
export interface AnswerDraft {
  /** Of the reply: the same one again gets the same decision (P2). */
  readonly id: string;
  readonly clientId: string;
  readonly organisation: string;
  readonly conversationId: string;
  readonly channel: string;
  readonly agent: Reviewer;
  readonly text: Redacted;
  readonly attachments: readonly Attachment[];
  readonly at: Date;
}

/** The gate before sending (ICE-08, ICE-36). */
export interface AnswerGate {
  /** Whether the answer may leave; `held`: it is stored and waits for a reviewer. */
  pass(answer: AnswerDraft): Promise<'send' | 'held'>;
}

/** Sends an answer that a reviewer approved, once, as its agent. Throws what the action itself would throw. */
export interface AnswerRelease {
  release(
    answer: Pick<AnswerDraft, 'id' | 'clientId' | 'conversationId' | 'agent' | 'text' | 'attachments'>,
  ): Promise<void>;
}

/** `waiting` for a reviewer · `approved`: on its way · `sent` · `returned` to its agent · `failed`: it could not be sent any more. */
export type HeldState = 'waiting' | 'approved' | 'sent' | 'returned' | 'failed';

/** An answer that was held. */
export interface HeldAnswer {
  readonly id: string;
  readonly organisation: string;
  readonly conversationId: string;
  readonly channel: string;
  readonly agentId: string;
  readonly agentName: string;
  /** Null: erased. */
  readonly text: Redacted | null;
  readonly state: HeldState;
  readonly heldAt: Date;
  readonly dueAt: Date;
  /** The deadline passed while it waited. */
  readonly overdue: boolean;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly note: Redacted | null;
  /** Catalogue code of an error that kept it from leaving. */
  readonly failure: string | null;
}

/** Held answers, for their reviewers and their agents. */
export interface AnswerReviews {
  /** Of one conversation, or of one agent, where given. Throws INPUT_INVALID when `after` is no cursor. */
  list(filter: {
    organisation: string;
    conversationId?: string;
    agentId?: string;
    /** Only those that wait, could not leave, or were returned and not answered anew, the oldest first; else all, the newest first. */
    open: boolean;
    after?: string;
    limit: number;
  }): Promise<{ readonly items: readonly HeldAnswer[]; readonly next: string | null }>;
  /** Throws REVIEW_NOT_FOUND. */
  get(organisation: string, id: string): Promise<HeldAnswer>;
  /**
   * Also of an answer that could not be sent: approved it is tried again under its id, returned it is its agent's again.
   * Throws REVIEW_NOT_FOUND, REVIEW_REFUSED (own answer, decided already, erased, a return without its reason).
   */
  decide(
    id: string,
    verdict: { readonly approved: boolean; readonly note: string | null; readonly marks: Marks },
    by: Reviewer & { readonly organisation: string },
  ): Promise<HeldAnswer>;
  /** An approved answer that could not leave tries again. Throws REVIEW_NOT_FOUND, REVIEW_REFUSED (it did not fail). */
  resend(id: string, by: Reviewer & { readonly organisation: string }): Promise<HeldAnswer>;
}

/** A draw, with all that is needed to do it again. */
export interface SampleView {
  readonly id: string;
  readonly audit: string;
  readonly label: string;
  readonly channel: string;
  readonly period: string;
  readonly from: Date;
  readonly to: Date;
  readonly seed: string;
  readonly population: number;
  /** SHA-256 of the sorted ids of the population, joined by line feeds. */
  readonly populationDigest: string;
  readonly size: number;
  readonly drawnAt: Date;
  readonly done: number;
}

/** A draw done again from the log. */
export interface SampleCheck {
  readonly sample: SampleView;
  /** The population is as it was, and the same cases come out. */
  readonly ok: boolean;
  readonly populationNow: number;
  readonly populationDigestNow: string;
  readonly drawn: readonly string[];
  readonly stored: readonly string[];
}

/** A case to be looked at, or looked at. */
export interface ReviewView {
  readonly id: string;
  readonly organisation: string;
  readonly audit: string;
  readonly label: string;
  readonly sampleId: string;
  /** Its place in the draw; the first is 1. */
  readonly number: number;
  readonly period: string;
  readonly channel: string;
  readonly conversationId: string;
  /** Who attended; null: the bot alone. */
  readonly agentId: string | null;
  readonly from: Date;
  readonly to: Date;
  readonly form: ReviewForm | null;
  readonly state: 'open' | 'done';
  readonly reviewer: string | null;
  readonly doneAt: Date | null;
  readonly marks: Marks;
  /** 0 to 100; null: without a form, or nothing applied. */
  readonly score: number | null;
  /** Critical criteria that failed: they made the score 0. */
  readonly criticals: readonly string[];
  readonly comment: Redacted | null;
  /** The agent's one word about it. */
  readonly answer: { readonly kind: 'reply' | 'appeal'; readonly text: Redacted; readonly at: Date } | null;
  readonly decision: {
    readonly outcome: 'kept' | 'changed';
    readonly note: Redacted;
    readonly by: string;
    readonly at: Date;
    /** The score before. */
    readonly before: number | null;
  } | null;
  /** Others' marks for the same case, given without seeing these (calibration). */
  readonly calibrations: readonly { readonly reviewer: string; readonly score: number | null; readonly at: Date }[];
}

/** Figures of one agent, or of the bot (`agentId` null). */
export interface ReviewFigures {
  readonly agentId: string | null;
  readonly reviews: number;
  readonly average: number | null;
  readonly lowest: number | null;
  readonly criticals: number;
  readonly appeals: number;
  /** Mean mark by criterion, 0 to 100. */
  readonly criteria: Readonly<Record<string, number>>;
}

/** The quality audits (EXS-51, ICE-15, ICE-38..ICE-41). Errors: REVIEW_NOT_FOUND, REVIEW_REFUSED. */
export interface QualityReviews {
  list(filter: {
    organisation: string;
    state?: 'open' | 'done';
    agentId?: string;
    period?: string;
    /** Only those with an appeal that waits. */
    appealed?: boolean;
    after?: string;
    limit: number;
  }): Promise<{ readonly items: readonly ReviewView[]; readonly next: string | null }>;
  get(organisation: string, id: string): Promise<ReviewView>;
  /** What the gateway knows for the form's own fields, read now and stored nowhere. */
  facts(organisation: string, id: string): Promise<Readonly<Record<string, string | number | boolean | null>>>;
  /** The first submission is the review; a further one by somebody else is a calibration. */
  submit(
    id: string,
    given: { marks: Marks; comment: string },
    by: Reviewer & { organisation: string },
  ): Promise<ReviewView>;
  answer(
    id: string,
    given: { kind: 'reply' | 'appeal'; text: string },
    by: Reviewer & { organisation: string },
  ): Promise<ReviewView>;
  decide(
    id: string,
    given: { marks: Marks | null; note: string },
    by: Reviewer & { organisation: string },
  ): Promise<ReviewView>;
  figures(span: { organisation: string; from: Date; to: Date; agentId?: string }): Promise<readonly ReviewFigures[]>;
  samples(organisation: string, limit: number): Promise<readonly SampleView[]>;
  /** Throws REVIEW_NOT_FOUND. */
  check(organisation: string, sampleId: string): Promise<SampleCheck>;
}
