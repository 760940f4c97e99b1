import type { EntryActor } from './knowledge-entries.ts';
import type { Redacted } from './redacted.ts';

/** What became of a proposed question. */
export const proposalStates = ['pending', 'approved', 'rejected'] as const;
/** What became of a proposed question. */
export type ProposalState = (typeof proposalStates)[number];

/** An example question that a language model, or a question that an entry solved, proposed. It is nothing until it is approved. */
export interface ExampleProposal {
  readonly id: string;
  readonly entryId: string;
  /** Plain, short, redacted, without links. */
  readonly text: Redacted;
  readonly state: ProposalState;
  /** Prompt and version, `examples-1`; `feedback-solved`, `feedback-corrected`: what people said, and `model` is `none`. */
  readonly prompt: string;
  readonly model: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
}

/** Example questions from a language model, for people to decide on. */
export interface ExampleProposals {
  /** Asks for some; those that are new. Throws ENTRY_NOT_FOUND, MODEL_OFF, MODEL_UNAVAILABLE. */
  propose(entryId: string, by: EntryActor): Promise<readonly ExampleProposal[]>;
  /** Of one entry, in the order in which they came. Throws ENTRY_NOT_FOUND. */
  list(entryId: string, state?: ProposalState): Promise<readonly ExampleProposal[]>;
  /** What waits for a decision, of all entries, oldest first. `limit` 1..200. */
  pending(limit: number): Promise<readonly ExampleProposal[]>;
  /** Approved: it becomes an example of its entry. Throws PROPOSAL_NOT_FOUND, PROPOSAL_DECIDED. */
  decide(id: string, approve: boolean, by: EntryActor): Promise<ExampleProposal>;
}
