/** The JSON of the API, as the console reads it. test/http/wire.test.ts compares it with the server's schemas. */

/** Who has a conversation. */
export type Mode = 'bot' | 'waiting' | 'agent' | 'closed';
/** How a conversation ended. */
export type Outcome = 'answered' | 'ticket' | 'agent' | 'opportunity' | 'cancelled' | 'idle';
/** Presence of an agent. */
export type Presence = 'online' | 'meal' | 'away' | 'offline';
/** What a value that was taken out had been. */
export type Removed = 'password' | 'ip' | 'mac' | 'secret';

/** What may be handed over through the vault. */
export type VaultKind = 'password' | 'ip' | 'mac' | 'secret' | 'other';

/** What was handed over, or waited for; never the value. */
export interface VaultItem {
  id: string;
  conversationId: string;
  ticketId: string | null;
  folio: string | null;
  kind: VaultKind;
  state: 'offered' | 'received' | 'expired' | 'erased';
  offeredAt: string;
  linkExpiresAt: string;
  receivedAt: string | null;
  eraseAt: string | null;
  reveals: number;
  lastRevealedAt: string | null;
  lastRevealedBy: string | null;
  erasedAt: string | null;
  erasedBecause: 'ticketClosed' | 'kept' | 'changed' | null;
}

/** A value for a few seconds. */
export interface Revealed {
  value: string;
  hideAfterSeconds: number;
  item: VaultItem;
}

/** A page of a list. */
export interface Page<T> {
  items: T[];
  next: string | null;
}

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
  lastText: string;
  lastAt: string;
  waitingSince: string | null;
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

/** A ticket. */
export interface Ticket {
  id: string;
  organisation: string;
  folio: string;
  state: string;
  phase: string;
  requesterLabel: string;
  agentLabel: string;
  subject: string;
  description: string;
  reason: 'estimate' | 'elapsed' | 'request' | 'manual' | 'rule' | 'mail' | 'followUp' | 'api' | 'import';
  diagnosis: Record<string, string | number | boolean | null>;
  complexity: 'sencillo' | 'complejo' | null;
  facts: Record<string, string | number | boolean | null>;
  priority: string | null;
  priorityByHand: boolean;
  area: string;
  subarea: string | null;
  company: string | null;
  contract: string | null;
  fields: Record<string, string>;
  attachments: TicketFile[];
  relations: { relation: TicketRelation; ticket: string; folio: string }[];
  watchers: string[];
  protocol: string | null;
  marks: string[];
  escalation: { ladder: string; level: number; since: string } | null;
  solutionType: string | null;
  closingCode: string | null;
  agreedAt: string | null;
  evaluation: { score: number; at: string } | null;
  clocks: TicketClock[];
  autoCloseAt: string | null;
  autoCloseWarnAt: string | null;
  version: number;
  assignee: string | null;
  conversationId: string | null;
  contactId: string | null;
  openedAt: string;
  updatedAt: string;
  dueAt: string | null;
  closedAt: string | null;
}

/** A file on a ticket. */
export interface TicketFile {
  fileId: string;
  name: string;
  mediaType: string;
  size: number;
}

/** How two tickets belong together. */
export type TicketRelation =
  | 'parent'
  | 'child'
  | 'causedBy'
  | 'causes'
  | 'sameIncident'
  | 'follows'
  | 'followedBy'
  | 'duplicateOf'
  | 'duplicates';

/** A clock of a ticket. */
export interface TicketClock {
  name: string;
  label: string;
  status: 'waiting' | 'running' | 'paused' | 'met' | 'late' | 'breached' | 'cancelled';
  startedAt: string | null;
  dueAt: string | null;
  warnAt: string | null;
  stoppedAt: string | null;
  calendar: string;
}

/** A ticket opened. */
export interface TicketDetail {
  ticket: Ticket;
  events: {
    id: string;
    seq: number;
    at: string;
    actor: { role: string; id: string };
    type:
      | 'opened'
      | 'moved'
      | 'assigned'
      | 'areaChanged'
      | 'prioritised'
      | 'fieldsChanged'
      | 'marked'
      | 'noted'
      | 'attached'
      | 'related'
      | 'merged'
      | 'watched'
      | 'escalated'
      | 'warned'
      | 'breached'
      | 'evaluated'
      | 'dateAgreed'
      | 'requesterReplied';
    from: string | null;
    to: string | null;
    mark: string | null;
    facts: Record<string, string | number | boolean | null> | null;
    note: string | null;
    internal: boolean;
    attachments: TicketFile[];
  }[];
  moves: { to: string; label: string; needs: string[] }[];
}

/** A reply that could not be delivered. */
export interface DeadLetter {
  id: string;
  conversationId: string;
  channel: string;
  text: string;
  attempts: number;
  failedAt: string;
  code: string;
}

/** An agent. */
export interface Agent {
  id: string;
  name: string;
  roles: ('agent' | 'lead' | 'admin')[];
  organisation: string;
  presence: Presence;
  presenceSince: string | null;
}

/** Who is signed in. */
export interface Me {
  id: string;
  name: string;
  kind: 'agent' | 'operator' | 'token';
  roles: ('agent' | 'lead' | 'admin')[];
  organisation: string | null;
  permissions: string[];
  csrfToken: string | null;
  expiresAt: string | null;
}

/** The part of the policy that the console reads. */
export interface PolicyView {
  organisation: { code: string; name: string; botName: string; locale: string; timeZone: string };
  ticketRule: { strategy: string; limitMinutes: number | null; warnMinutes: number };
  states: { code: string; phase: string; agentLabel: string; requesterLabel: string }[];
  areas: { code: string; name: string }[];
}

/** A knowledge entry. */
export interface Entry {
  id: string;
  title: string;
  url: string | null;
  audience: 'support' | 'sales';
  module: string | null;
  updatedAt: string;
}

/** A question without a link. */
export interface Unanswered {
  id: string;
  question: string;
  times: number;
  lastAt: string;
}
