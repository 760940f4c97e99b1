import type { Redacted } from './redacted.ts';
import type { Actor } from './ticket.ts';

/** How a conversation that nobody's gateway carried came out; `escalated`: a ticket for another area. */
export const loggedOutcomes = ['answered', 'ticket', 'escalated'] as const;
/** One of them. */
export type LoggedOutcome = (typeof loggedOutcomes)[number];

/** A conversation by phone or in person as an agent writes it down afterwards. Texts are raw. */
export interface LoggedDraft {
  /** A channel of the policy that is logged by hand. */
  readonly channel: string;
  /** Somebody who is known, or who they are. */
  readonly contact:
    | { readonly id: string }
    | { readonly name: string; readonly phone: string | null; readonly email: string | null };
  /** When it began. */
  readonly at: Date;
  readonly minutes: number;
  /** What the person asked. */
  readonly asked: string;
  /** What was said or done. */
  readonly answered: string;
  readonly outcome: LoggedOutcome;
  /** Area of the ticket; `escalated` needs one. */
  readonly area: string | null;
  /** The remote tool that was used (EXS-03), as the policy calls it. */
  readonly remoteTool: string | null;
}

/** A conversation that was written down. */
export interface LoggedConversation {
  readonly id: string;
  readonly channel: string;
  readonly contactId: string;
  readonly folio: string | null;
  readonly lastText: Redacted;
}

/** Conversations that came by phone or in person (EXS-01, CON-04): they count in figures and stand in the log. */
export interface LoggedConversations {
  /**
   * Writes one down; the same key again finds it (P2). Throws LOGGED_CHANNEL_UNKNOWN, LOGGED_NEEDS_TICKET, INPUT_INVALID,
   * CONTACT_NOT_FOUND.
   */
  log(
    key: string,
    draft: LoggedDraft,
    about: { readonly organisation: string; readonly agent: Actor & { readonly name: string } },
  ): Promise<LoggedConversation>;
}
