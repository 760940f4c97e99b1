import type { ConversationSummary } from './conversation.ts';
import type { Redacted } from './redacted.ts';

/** What a text may name between double braces; each is filled from the conversation or the policy. */
export const cannedVariables = ['nombre', 'empresa', 'folio', 'agente', 'organizacion', 'horario'] as const;
/** One of them. */
export type CannedVariable = (typeof cannedVariables)[number];

/** A text that agents send as it is, with its variables filled. */
export interface CannedReply {
  readonly id: string;
  /** `policy`: the organisation's starting set; `shared`: written by a lead; `own`: the agent's. */
  readonly kind: 'policy' | 'shared' | 'own';
  readonly title: Redacted;
  readonly text: Redacted;
  /** How often it was filled to be sent. */
  readonly uses: number;
  /** Hosts of its links that the policy does not allow; the bot may never send those (P8), a person is warned. */
  readonly foreignHosts: readonly string[];
}

/** A reply ready to be sent. */
export interface FilledReply {
  readonly text: string;
  /** Variables that nothing is known for; they stand in the text as they are. */
  readonly missing: readonly CannedVariable[];
  readonly foreignHosts: readonly string[];
}

/** Who works with them. */
export interface CannedAuthor {
  readonly organisation: string;
  readonly id: string;
  readonly name: string;
  /** May write what all of the organisation share. */
  readonly mayShare: boolean;
}

/** The organisation's and the agents' own texts. What is typed is redacted before anything else (P4). */
export interface CannedReplies {
  /** The most used first. */
  list(author: CannedAuthor): Promise<CannedReply[]>;
  /** Makes or changes the one with this id, which the client made. Throws CANNED_REPLY_INVALID, CANNED_REPLY_NOT_FOUND, FORBIDDEN. */
  save(
    id: string,
    draft: { readonly shared: boolean; readonly title: string; readonly text: string },
    author: CannedAuthor,
  ): Promise<CannedReply>;
  /** Throws CANNED_REPLY_NOT_FOUND, FORBIDDEN. */
  remove(id: string, author: CannedAuthor): Promise<void>;
  /** Fills it for a conversation and counts the use. Throws CANNED_REPLY_NOT_FOUND. */
  fill(id: string, conversation: ConversationSummary, author: CannedAuthor): Promise<FilledReply>;
}
