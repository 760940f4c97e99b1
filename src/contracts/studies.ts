import type { Policy } from './policy.ts';

/** A measurement as the policy writes it. */
export type StudyRule = Policy['studies'][number];

/** A sample of a study: drawn once for each period, so that anybody can draw it again. */
export interface StudyDraw {
  readonly id: string;
  readonly study: string;
  readonly period: string;
  readonly from: Date;
  readonly to: Date;
  /** Cases that were opened in the period and are over. */
  readonly population: number;
  /** SHA-256 of their ids. */
  readonly populationDigest: string;
  readonly seed: string;
  /** Ids of the drawn tickets, in the order of their lots. */
  readonly cases: readonly string[];
  readonly at: Date;
}

/** A drawn case and what was answered: a score for each question, null where there is none. */
export interface StudyCase {
  readonly ticketId: string;
  readonly folio: string;
  readonly contactId: string | null;
  readonly conversationId: string | null;
  readonly scores: Readonly<Record<string, number | null>>;
}

/** What a question of the questionnaire was answered with. */
export interface StudyResult {
  readonly survey: string;
  readonly answered: number;
  readonly mean: number | null;
  /** How many gave each score. */
  readonly counts: Readonly<Record<string, number>>;
  /** Margin that so many answers reach, 0 to 1; null: nobody answered. */
  readonly margin: number | null;
}

/** Somebody of the desk who works on studies. `leads`: may do all. */
export interface StudyReader {
  readonly organisation: string;
  readonly id: string;
  readonly leads: boolean;
}

/** Measurement of satisfaction by representative samples (CON-44 to CON-48). Throws STUDY_NOT_FOUND, STUDY_REFUSED. */
export interface Studies {
  /** Studies with their draws, the newest first. */
  list(organisation: string): Promise<readonly { readonly rule: StudyRule; readonly draws: readonly StudyDraw[] }[]>;
  /** Draws the sample of the last whole period, once, and asks on the channels that the policy chose. */
  draw(reader: StudyReader, study: string): Promise<StudyDraw>;
  /** Draws again from what is stored now, and says whether the same comes out. */
  check(organisation: string, draw: string): Promise<{ readonly ok: boolean; readonly population: number }>;
  cases(organisation: string, draw: string): Promise<readonly StudyCase[]>;
  /** What a pollster heard. Throws INPUT_INVALID off a scale or for a question that the study does not have. */
  record(
    reader: StudyReader,
    draw: string,
    given: { readonly ticketId: string; readonly scores: Readonly<Record<string, number>>; readonly comment: string },
  ): Promise<void>;
  /** For the roles that the policy names, and for leads (CON-48). */
  results(reader: StudyReader, draw: string): Promise<readonly StudyResult[]>;
}
