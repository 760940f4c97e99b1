import type { AnswerBand } from './knowledge.ts';
import type { Redacted } from './redacted.ts';

/** What conversations record for the knowledge base (EXS-42, issue: every silence becomes the next entry). Keys make repeats count once. */
export interface KnowledgeRecorder {
  unanswered(
    key: string,
    question: Redacted,
    about: { organisation: string; conversationId: string; at: Date },
  ): Promise<void>;
  feedback(
    key: string,
    entryIds: readonly string[],
    solved: boolean,
    about: { organisation: string; at: Date },
  ): Promise<void>;
}

/** Where a question was asked: an episode of a conversation. */
export interface SearchPlace {
  readonly organisation: string;
  readonly conversationId: string;
  readonly episode: number;
}

/** What becomes of questions that are looked up: the log behind unmet demand (EXS-42). Doing any of it twice changes nothing. */
export interface SearchRecorder {
  /** A question was looked up, and the person was shown these entries for it. */
  asked(
    key: string,
    search: { question: Redacted; band: AnswerBand; shown: readonly string[]; module: string | null },
    place: SearchPlace & { contactId: string; at: Date },
  ): Promise<void>;
  /** The person said whether the entries solved what was looked up last. */
  settled(entryIds: readonly string[], solved: boolean, place: SearchPlace): Promise<void>;
  /** A person at the desk or a ticket took over. */
  handedOver(place: SearchPlace): Promise<void>;
  /** Agent time that the episode cost in the end, ms. */
  attended(workMs: number, place: SearchPlace): Promise<void>;
}
