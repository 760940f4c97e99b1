import type { Policy } from './policy.ts';
import type { Redacted } from './redacted.ts';

/** A survey as the policy writes it. */
export type SurveyRule = Policy['surveys'][number];
/** What a survey is for. */
export type SurveyKind = SurveyRule['kind'];
/** When it is asked. */
export type SurveyTrigger = SurveyRule['trigger'];
/** Whole numbers, both ends included. */
export interface SurveyScale {
  readonly min: number;
  readonly max: number;
}

/** What a question is asked about: one case, one answer. */
export interface SurveyCase {
  readonly organisation: string;
  readonly kind: 'conversation' | 'ticket';
  /** Of the ticket, or `<conversation>#<episode>`; `#<episode>.<place in the log>` where somebody was erased before. */
  readonly id: string;
  readonly conversationId: string | null;
  readonly contactId: string | null;
  /** Who attended; null: the bot alone. */
  readonly agentId: string | null;
  readonly channel: string | null;
  /** Facts for `when`, `exclude` and `sampling`; codes only. */
  readonly facts?: Readonly<Record<string, string | number | boolean | null | undefined>>;
  readonly at: Date;
}

/** A question that was noted as asked and now has to be said. */
export interface SurveyQuestion {
  /** Of the question about this case; the answer names it. */
  readonly id: string;
  readonly survey: string;
  readonly kind: SurveyKind;
  /** The policy's words. */
  readonly text: string;
  /** Null: answered in words alone. */
  readonly scale: SurveyScale | null;
  readonly expiresAt: Date;
}

/** What came of an answer. `over`: too late, answered before, or not known: the first answer stays. */
export type SurveyOutcome = { readonly taken: true; readonly askWhy: boolean } | { readonly taken: false };

/** Asks and keeps what is answered, once per case (EXS-68, MAS-117, MAS-121, ALI-50). Doing any of it twice changes nothing. */
export interface SurveyDesk {
  /** The question for this case now; null: none is due (not sampled, asked before, refused for good). */
  due(trigger: SurveyTrigger, of: SurveyCase): Promise<SurveyQuestion | null>;
  /** A question of a study about this case, to be put now; null: it was answered, is over, or the person wants no more. */
  ask(survey: string, of: SurveyCase): Promise<SurveyQuestion | null>;
  /** A question was put by a flow itself. */
  asked(survey: string, of: SurveyCase): Promise<void>;
  /** An answer that a flow took. Throws INPUT_INVALID off the policy's scale. */
  record(answer: { survey: string; score: number; comment?: Redacted | null }, of: SurveyCase): Promise<void>;
  /**
   * An answer to a question; the same one again, by its key, has the same outcome (P2). Throws INPUT_INVALID off its scale,
   * or without words where it has no scale.
   */
  answer(
    id: string,
    given: { key: string; score: number | null; comment: Redacted | null; at: Date },
  ): Promise<SurveyOutcome>;
  /** Why, in words, after the answer. */
  explain(id: string, comment: Redacted): Promise<void>;
  /** The person does not want to answer; `always`: nor ever to be asked again. */
  refuse(id: string, always: boolean, at: Date): Promise<void>;
}

/** Puts a survey's question to a person in their conversation, once per key (P3). */
export interface SurveySpeech {
  /** `due` is asked only where the question can be said now: never while a person of the desk has the conversation (P7). */
  put(key: string, conversationId: string, due: () => Promise<SurveyQuestion | null>): Promise<void>;
}

/** An answer, for figures. */
export interface SurveyAnswer {
  readonly survey: string;
  readonly kind: SurveyKind;
  /** Null: an answer in words. */
  readonly score: number | null;
  readonly scale: SurveyScale | null;
  readonly agentId: string | null;
  readonly channel: string | null;
  readonly conversationId: string | null;
  readonly ticketId: string | null;
  readonly answeredAt: Date;
}

/** What became of the questions that were asked in a span. */
export interface SurveyResponse {
  readonly asked: number;
  readonly answered: number;
  readonly refused: number;
  readonly expired: number;
  readonly open: number;
}

/** Words beside an answer. */
export interface SurveyComment {
  readonly survey: string;
  readonly score: number | null;
  readonly comment: Redacted;
  readonly at: Date;
  readonly conversationId: string | null;
  readonly ticketId: string | null;
  readonly agentId: string | null;
}

/** Half-open span of time. */
export interface SurveySpan {
  readonly organisation: string;
  readonly from: Date;
  readonly to: Date;
  /** Name of a survey; absent: all. */
  readonly survey?: string;
}

/** Stored answers for figures: all that EXS-68 and MAS-122 are computed from. */
export interface SurveyReader {
  /** Given in the span, oldest first. */
  answers(span: SurveySpan): Promise<readonly SurveyAnswer[]>;
  /** What people wrote beside their answers, newest first; redacted. */
  comments(span: SurveySpan, limit: number): Promise<readonly SurveyComment[]>;
  /** Of the questions asked in the span. */
  response(span: SurveySpan): Promise<SurveyResponse>;
}

/** From this share of the scale on, a person counts as satisfied: 4 and 5 of 1 to 5. */
const SATISFIED_FROM = 0.75;

/** Whether a score says that the person was satisfied (EXS-68). */
export function isSatisfied(score: number, { min, max }: SurveyScale): boolean {
  return max > min && (score - min) / (max - min) >= SATISFIED_FROM;
}

/** Class of an answer to the NPS question (MAS-122, AMB-70: 9-10, 7-8, 0-6). */
export type NpsClass = 'promoter' | 'passive' | 'detractor';

/** The class of a score of 0 to 10. */
export function npsClassOf(score: number): NpsClass {
  return score >= 9 ? 'promoter' : score >= 7 ? 'passive' : 'detractor';
}
