import type { Advice } from './advice.ts';

/** What the Quick Support Diagnosis read from a text. Null: the policy does not ask it, or the text does not say it (then the bot asks). */
export interface Diagnosis {
  readonly kind: string | null;
  readonly opportunity: string | null;
  readonly length: 'short' | 'long' | null;
  /** Expected agent work, minutes. */
  readonly minutes: number | null;
  readonly impact: string | null;
  readonly urgency: string | null;
  readonly priority: string | null;
  readonly module: string | null;
  readonly area: string | null;
  readonly needs: string | null;
  readonly line: string | null;
  readonly recordKind: string | null;
  readonly type: string | null;
  readonly wantsHuman: boolean;
  readonly wantsTicketStatus: boolean;
}

/** Names of the fields that a conversation may ask for. */
export type DiagnosisField = Exclude<keyof Diagnosis, 'wantsHuman' | 'wantsTicketStatus'>;

/** A labelled example of the organisation that a text is like (ALI-12); it holds the values that were read. */
export interface ScenarioMatch {
  readonly id: string;
  /** As the organisation's list words it. */
  readonly text: string;
  /** The wording that is most alike, and the words that it shares with the text. */
  readonly said: string;
  readonly words: readonly string[];
  /** 0 to 1. */
  readonly likeness: number;
  /** Name of the sub-area (ALI-62). */
  readonly subarea: string | null;
  /** What the desk must mind: `approval` (ALI-15), `thirdParty` (ALI-16). */
  readonly flags: readonly string[];
}

/** A diagnosis with the cue that decided each field, in words a person understands (catalogue-free, for the agent's card). */
export interface ExplainedDiagnosis extends Diagnosis {
  readonly reasons: Readonly<Partial<Record<keyof Diagnosis, string>>>;
  /** Up to three scenarios, most alike first; absent: the organisation has none, or none is like the text. */
  readonly scenarios?: readonly ScenarioMatch[];
}

/** Reads free text by one organisation's policy. Pure and synchronous; the command line runs the same code. */
export interface Diagnoser {
  /** `advice` fills what the text alone leaves open; what the text says plainly stays. */
  diagnose(text: string, advice?: Pick<Advice, 'reading'>): ExplainedDiagnosis;
}
