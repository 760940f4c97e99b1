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

/** Answers to surveys (EXS-68), once per key. */
export interface SurveyRecorder {
  record(
    key: string,
    survey: { name: string; score: number },
    about: { organisation: string; conversationId: string; contactId: string; at: Date },
  ): Promise<void>;
}
