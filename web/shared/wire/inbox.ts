import type { Conversation, Outcome } from './conversation.ts';

/** The lists that an agent works from. */
export type InboxView = 'mine' | 'waiting' | 'open' | 'bot' | 'closed' | 'all';

/** A conversation in a list of the inbox. */
export interface InboxRow extends Conversation {
  /** Messages of the person that you have not seen, up to 99. */
  unread: number;
}

/** How many there are in each list. */
export interface InboxCounts {
  mine: number;
  waiting: number;
  bot: number;
  unread: number;
}

/** Tags to choose from. */
export interface TagList {
  suggested: string[];
  used: string[];
}

/** Who gets a conversation. */
export type TransferTarget = { agent: string } | { area: string };

/** One deed on several conversations. */
export type BulkAction =
  | { type: 'take' }
  | { type: 'transfer'; to: TransferTarget }
  | { type: 'tag'; add: string[]; remove: string[] }
  | { type: 'close'; outcome: Outcome };

/** Why a deed was refused: the code, and what its text names. */
export interface BulkProblem {
  code: string;
  message: string;
  details?: Record<string, string | number> | undefined;
}

/** What came of it, one by one. */
export interface BulkResult {
  items: { id: string; ok: boolean; problem: BulkProblem | null }[];
}
