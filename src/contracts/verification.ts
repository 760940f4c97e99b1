import type { Redacted } from './redacted.ts';

/**
 * `candidate`: waits for the draw of its month · `notDrawn` · `open`: is to be called (`sin verificar`) · `satisfied`,
 * `unsatisfied`: what the person said · `notContacted`: nobody was reached on so many days.
 */
export const checkStates = ['candidate', 'notDrawn', 'open', 'satisfied', 'unsatisfied', 'notContacted'] as const;
/** One of them. */
export type CheckState = (typeof checkStates)[number];

/** What a call came to (CON-36): satisfaction is only known of whoever was reached. */
export interface CallResult {
  readonly contacted: boolean;
  readonly satisfied: boolean | null;
  readonly observations: string;
}

/** A case of the verification queue. */
export interface SatisfactionCheck {
  readonly id: string;
  readonly organisation: string;
  readonly survey: string;
  readonly label: string;
  readonly reason: 'case' | 'lowAnswer';
  readonly ticketId: string | null;
  readonly folio: string | null;
  readonly conversationId: string | null;
  readonly contactId: string | null;
  readonly agentId: string | null;
  readonly score: number | null;
  readonly state: CheckState;
  readonly month: string;
  readonly calls: readonly {
    readonly at: Date;
    readonly day: string;
    readonly by: string;
    readonly contacted: boolean;
    readonly satisfied: boolean | null;
    readonly observations: Redacted;
  }[];
  /** Calls that the policy asks for before one gives up. */
  readonly attempts: number;
  /** Local day from which the next call counts; null: it is over. */
  readonly nextDay: string | null;
  readonly followUp: { readonly by: string; readonly at: Date; readonly note: Redacted } | null;
  readonly at: Date;
  readonly closedAt: Date | null;
}

/** A corrective or improving action that answers led to (MAS-123). */
export interface SurveyAction {
  readonly id: string;
  readonly survey: string;
  readonly kind: 'corrective' | 'improvement';
  readonly text: Redacted;
  readonly by: string;
  readonly at: Date;
  readonly doneBy: string | null;
  readonly doneAt: Date | null;
}

type By = { readonly organisation: string; readonly id: string };

/** The verification of satisfaction (CON-31..CON-39). Errors: VERIFICATION_NOT_FOUND, VERIFICATION_REFUSED. */
export interface VerificationQueue {
  list(filter: { organisation: string; state: CheckState; limit: number }): Promise<readonly SatisfactionCheck[]>;
  get(organisation: string, id: string): Promise<SatisfactionCheck>;
  /** Records a call: on another day than the last one. */
  call(id: string, result: CallResult, by: By): Promise<SatisfactionCheck>;
  /** CON-39: what was done for somebody who was not satisfied. */
  followUp(id: string, note: string, by: By): Promise<SatisfactionCheck>;
  actions(organisation: string, limit: number): Promise<readonly SurveyAction[]>;
  /** The same `id` again changes nothing. */
  addAction(
    action: {
      readonly id: string;
      readonly survey: string;
      readonly kind: SurveyAction['kind'];
      readonly text: string;
    },
    by: By,
  ): Promise<SurveyAction>;
  endAction(id: string, by: By): Promise<SurveyAction>;
}
