import type { Redacted } from './redacted.ts';
import type { Actor } from './ticket.ts';

/** What an agent wrote for the others about a conversation. It never leaves the desk. */
export interface ConversationNote {
  readonly id: string;
  readonly organisation: string;
  readonly conversationId: string;
  /** Position of the message that it stands after; 0: before the first. */
  readonly afterSeq: number;
  readonly at: Date;
  /** Agent. */
  readonly author: string;
  readonly authorName: Redacted;
  readonly text: Redacted;
  /** Agents who were told of it. */
  readonly mentions: readonly string[];
  /** Null: as it was written. */
  readonly editedAt: Date | null;
  /** What it said before, oldest first. */
  readonly earlier: readonly { readonly at: Date; readonly text: Redacted }[];
}

/** Who writes, with the name that others see. */
export type NoteAuthor = Actor & { readonly name: string };

/** Where a note belongs. The caller has checked that the author may see the conversation. */
export interface NotePlace {
  readonly organisation: string;
  readonly conversationId: string;
}

/** Tells an agent that a conversation was given to them. */
export interface GivenNotices {
  /** `at`: when it was given; `by`: who gave it. Nobody is told of their own deed. */
  given(
    about: { readonly id: string; readonly organisation: string; readonly agentId: string; readonly at: Date },
    by: string,
  ): Promise<void>;
}

/**
 * Notes of the desk. They are kept apart from the log, which channels and the requester's page read, so that no way leads
 * from them to anybody outside. Texts are raw and are redacted before anything else (P4).
 */
export interface ConversationNotes {
  /** In the order in which they were written. */
  list(conversationId: string): Promise<ConversationNote[]>;
  /** `key` is the client's: the same one again is the same note. `@id` tells an agent of the organisation. */
  add(
    place: NotePlace,
    draft: { readonly key: string; readonly text: string },
    author: NoteAuthor,
  ): Promise<ConversationNote>;
  /** One's own, for some minutes. Throws NOTE_NOT_FOUND, NOTE_NOT_YOURS, NOTE_TOO_OLD. */
  edit(place: NotePlace, id: string, text: string, author: NoteAuthor): Promise<ConversationNote>;
}
