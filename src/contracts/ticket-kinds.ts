import type { TicketEvent, TicketView } from './ticket.ts';

/** A thing to be there before a ticket goes on, as it stands on one ticket for one reader. */
export interface KindCheckView {
  readonly code: string;
  readonly label: string;
  readonly needs: 'file' | 'fact' | 'mark';
  readonly isDone: boolean;
  /** What it keeps from: names of states as the desk reads them. */
  readonly before: readonly string[];
  /** It also keeps evidence from being handed over. */
  readonly beforeDelivery: boolean;
  readonly formats: readonly string[];
  /** Of `needs: fact`: the fact and the values that may be chosen. */
  readonly fact: string | null;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  /** Whether the reader may note it, and who may. */
  readonly may: boolean;
  readonly posts: string;
}

/** Something that may be done on the ticket, as often as it is due. */
export interface KindActionView {
  readonly code: string;
  readonly label: string;
  readonly tells: 'desk' | 'requester';
  readonly text: string | null;
  /** Its clock has warned and it was not done since. */
  readonly isDue: boolean;
  readonly isDone: boolean;
  readonly may: boolean;
  readonly posts: string;
}

/** What the kind of a ticket asks for and lets one do (MAS-91..109). */
export interface TicketKindView {
  readonly code: string;
  readonly label: string;
  readonly checks: readonly KindCheckView[];
  readonly actions: readonly KindActionView[];
  readonly delivery: {
    readonly may: boolean;
    readonly posts: string;
    readonly formats: readonly string[];
    readonly disclaimer: string | null;
    readonly confirm: readonly { readonly code: string; readonly label: string }[];
    /** Checks that keep it back. */
    readonly missing: readonly string[];
  } | null;
  /** What the customer's contract names; empty: it names nothing (MAS-103). */
  readonly services: readonly string[];
  readonly fixedScope: boolean;
}

/** Looks at tickets by their kind. */
export interface TicketKindsPort {
  /** Null: an ordinary ticket. `agentId`: whose posts decide what they may. */
  look(ticket: TicketView, events: readonly TicketEvent[], agentId: string): Promise<TicketKindView | null>;
}
