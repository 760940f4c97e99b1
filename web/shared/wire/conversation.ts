import type { VaultKind } from './vault.ts';

/** Who has a conversation. */
export type Mode = 'bot' | 'waiting' | 'agent' | 'closed';

/** How a conversation ended. */
export type Outcome = 'answered' | 'ticket' | 'agent' | 'opportunity' | 'cancelled' | 'idle';

/** What a value that was taken out had been. */
export type Removed = 'password' | 'ip' | 'mac' | 'secret';

/** The work clock at the instant `readAt`. Times in milliseconds. */
export interface WorkClock {
  elapsedMs: number;
  running: boolean;
  limitMs: number | null;
  folio: string | null;
  readAt: string;
}

/** Who writes to us. */
export interface Contact {
  id: string;
  name: string | null;
  userType: string | null;
  customerClass: string | null;
  organisation: string | null;
  email: string | null;
  phone: string | null;
  visits: number;
}

/** A conversation in a list. */
export interface Conversation {
  id: string;
  organisation: string;
  channel: string;
  mode: Mode;
  contact: Contact;
  assignee: string | null;
  /** Area whose people are to take it; null: anybody. */
  area: string | null;
  tags: string[];
  priority: string | null;
  lastText: string;
  lastAt: string;
  waitingSince: string | null;
  /** Since when the person waits for a word of the agent who has it. */
  unansweredSince: string | null;
  /** By when they should hear from a person; null: there is no goal. */
  answerDueAt: string | null;
  minutes: number | null;
  work: WorkClock;
  tickets: string[];
}

/** What the redactor could do for a file. */
export type FileReview = 'clean' | 'redacted' | 'replaced' | 'unscanned' | 'held';

/** One message. */
export interface Message {
  id: string;
  clientId: string | null;
  seq: number;
  at: string;
  speaker: 'user' | 'agent' | 'bot' | 'system';
  name: string;
  text: string;
  choices: { value: string; title: string }[];
  links: { entryId: string; title: string; url: string }[];
  attachments: { fileId: string; name: string; mediaType: string; size: number; review: FileReview | null }[];
  removed: Removed[];
  /** What came along with the text: quoted letters, a signature. */
  aside: string | null;
  /** Why the text is gone for good; null: it is there. */
  purged: 'retention' | 'erased' | null;
  secureForms: { itemId: string; kind: VaultKind; title: string }[];
  delivery: 'queued' | 'sent' | 'delivered' | 'read' | 'failed' | null;
}

/** One of the nine steps of the protocol. */
export interface ProtocolStep {
  step: number;
  status: 'done' | 'skipped' | 'notApplicable';
  by: string;
  at: string;
}

/** The DRS card. */
export interface Card {
  summary: string;
  found: { field: string; value: string; reason: string | null }[];
  missing: string[];
  minutes: number | null;
  path: 'immediate' | 'ticket' | 'opportunity' | 'answered' | null;
}

/** A conversation opened. */
export interface ConversationDetail extends Conversation {
  transcript: Message[];
  protocol: ProtocolStep[];
  card: Card | null;
}
