import type { ConversationMode } from './conversation.ts';
import type { ConversationOutcome } from './flow.ts';
import type { Redacted, SensitiveKind, Speaker } from './redacted.ts';

/** What is looked for in chats. Everything that is given must hold. */
export interface LogQuery {
  /** Words by their beginning, accents and case aside; "in quotes": these words one after the other. */
  readonly text?: string;
  /** Part of a person's name, address or number. */
  readonly person?: string;
  /** Who had the conversation. */
  readonly agent?: string;
  readonly channel?: string;
  /** Half-open span of the messages, UTC. */
  readonly from?: Date;
  readonly to?: Date;
  /** Of the diagnosis: `duda`, `bug` … */
  readonly kind?: string;
  /** Messages from which something of this kind was taken; `any`: of whatever kind. */
  readonly removed?: SensitiveKind | 'any';
  /** Answers to surveys, as given; both ends count. */
  readonly ratingFrom?: number;
  readonly ratingTo?: number;
  readonly mode?: ConversationMode;
  readonly outcome?: ConversationOutcome;
  readonly speaker?: Speaker;
  readonly after?: string;
  /** 1..100. */
  readonly limit: number;
}

/** A piece of a message around what was found; `marked` pieces are what was found. */
export interface ExcerptPiece {
  readonly text: Redacted;
  readonly marked: boolean;
}

/** A message that was found, and the conversation around it. */
export interface LogHit {
  readonly messageId: string;
  readonly conversationId: string;
  /** Its place in the conversation. */
  readonly seq: number;
  readonly at: Date;
  readonly speaker: Speaker;
  readonly name: Redacted;
  readonly excerpt: readonly ExcerptPiece[];
  readonly removed: readonly SensitiveKind[];
  readonly channel: string | null;
  readonly contactId: string | null;
  readonly contactName: string | null;
  readonly mode: ConversationMode | null;
  readonly outcome: ConversationOutcome | null;
  readonly agents: readonly string[];
  readonly kind: string | null;
}

/** A page, newest first. `searchedTo`: how far back this page looked; with `next` there may be more behind it. */
export interface LogPage {
  readonly items: readonly LogHit[];
  readonly next: string | null;
  readonly searchedTo: Date | null;
}

/** The search of one organisation's chats. */
export interface LogSearchPort {
  search(query: LogQuery): Promise<LogPage>;
}
