import type { ConversationOutcome } from './flow.ts';

/**
 * What happened to the ownership of a conversation: `opened` a first message · `asked` it waits for a person · `taken` a
 * person has it · `answered` that person's first word since it was asked for or taken · `returned` to the bot · `closed`.
 */
export const stepTypes = ['opened', 'asked', 'taken', 'answered', 'returned', 'closed'] as const;
/** One of the steps. */
export type StepType = (typeof stepTypes)[number];

/** One line of an episode's log: figures about conversations are derived from these lines again. */
export interface ConversationStep {
  readonly type: StepType;
  /** Of the turn that made it (UTC). */
  readonly at: Date;
  /** Id of the agent who has the conversation then; null: nobody. */
  readonly by: string | null;
}

/** From a first message to the close, as figures and the search of chats know it. Ids, codes, instants and numbers only. */
export interface Episode {
  readonly id: string;
  readonly conversation: string;
  readonly channel: string;
  readonly account: string;
  readonly contact: string;
  readonly mode: 'bot' | 'waiting' | 'agent' | 'closed';
  readonly openedAt: Date;
  /** Of the last step. */
  readonly lastAt: Date;
  readonly closedAt: Date | null;
  readonly outcome: ConversationOutcome | null;
  /** Everybody who had it, in order. */
  readonly agents: readonly string[];
  /** Value of the diagnosis (`duda`, `bug` …); null: none was made. */
  readonly kind: string | null;
  readonly module: string | null;
  /** Active attention by people, ms, up to the last step. */
  readonly workMs: number;
  /** Position of its first message in the conversation's log. */
  readonly fromSeq: number;
  readonly steps: readonly ConversationStep[];
}
