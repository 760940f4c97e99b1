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
  tags: string[];
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
  /** What was done to it before it was kept. */
  review: 'clean' | 'redacted' | 'replaced' | 'unscanned' | 'held' | null;
}

/** What the kind of a ticket asks for and lets one do. */
export interface TicketKindStanding {
  code: string;
  label: string;
  checks: {
    code: string;
    label: string;
    needs: 'file' | 'fact' | 'mark';
    isDone: boolean;
    before: string[];
    beforeDelivery: boolean;
    formats: string[];
    fact: string | null;
    choices: { value: string; label: string }[];
    may: boolean;
    posts: string;
  }[];
  actions: {
    code: string;
    label: string;
    tells: 'desk' | 'requester';
    text: string | null;
    isDue: boolean;
    isDone: boolean;
    may: boolean;
    posts: string;
  }[];
  delivery: {
    may: boolean;
    posts: string;
    formats: string[];
    disclaimer: string | null;
    confirm: { code: string; label: string }[];
    missing: string[];
  } | null;
  services: string[];
  fixedScope: boolean;
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
      | 'tagged'
      | 'escalated'
      | 'warned'
      | 'breached'
      | 'evaluated'
      | 'dateAgreed'
      | 'requesterReplied'
      | 'delivered';
    from: string | null;
    to: string | null;
    mark: string | null;
    facts: Record<string, string | number | boolean | null> | null;
    note: string | null;
    internal: boolean;
    attachments: TicketFile[];
  }[];
  moves: { to: string; label: string; needs: string[] }[];
  /** Steps of the special paths of such a case, and what a state waits for. */
  steps: TicketStep[];
  /** Whom the directory names for this case. */
  responsible: { role: string; label: string; isListed: boolean; people: { id: string; name: string }[] }[];
}

/** A step that somebody does on a ticket, and what is handed in with it. */
export interface TicketStep {
  mark: string;
  label: string;
  brings: 'nothing' | 'words' | 'file';
  done: { by: string; at: string } | null;
}
