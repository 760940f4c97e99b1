import type { TicketClock } from './ticket.ts';

/** What a ticket would be after a deed that is weighed. */
export interface ForeseenTicket {
  priority: string | null;
  dueAt: string | null;
  clocks: TicketClock[];
}

/** A ticket as "Mis tickets" shows it to its requester. */
export interface SeenTicket {
  /** False: they are told nothing, not even that it exists. */
  isTold: boolean;
  folio: string;
  subject: string;
  label: string;
  tone: 'open' | 'awaited' | 'solved' | 'over';
  openedAt: string;
  agreedAt: string | null;
  score: number | null;
  history: {
    id: string;
    at: string;
    who: 'requester' | 'desk';
    kind: 'opened' | 'state' | 'comment' | 'date' | 'evaluation' | 'merged';
    value: string | null;
    text: string | null;
    files: { name: string; size: number; held: boolean }[];
  }[];
  may: ('reply' | 'close' | 'reject' | 'evaluate')[];
}

/** An open ticket that may be about the same thing. */
export interface SimilarTicket {
  id: string;
  folio: string;
  subject: string;
  agentLabel: string;
  company: string | null;
  openedAt: string;
  score: number;
  words: string[];
  facts: string[];
  asker: 'contact' | 'company' | 'other';
}

/** One deed on several tickets. */
export type TicketBulkAction =
  | { type: 'assign'; assignee: string | null }
  | {
      type: 'move';
      to: string;
      note?: string | undefined;
      solutionType?: string | undefined;
      closingCode?: string | undefined;
    }
  | { type: 'priority'; priority: string; reason: string }
  | { type: 'area'; area: string };

/** A ladder of the policy that fits a ticket, and who would be told at each level. */
export interface TicketLadder {
  name: string;
  label: string;
  current: number | null;
  levels: { level: number; role: string; direction: string | null; area: string | null; people: string[] }[];
}
