import type { Diagnosis } from './diagnosis.ts';
import type { Redacted } from './redacted.ts';

/** What every ticket is opened with. Why it was opened is kept with it: every ticket explains itself. */
export interface TicketDraft {
  readonly subject: Redacted;
  readonly description: Redacted;
  /** Catalogue-free code: `estimate` (DRS over the limit), `elapsed` (the work clock passed it), `request`, `manual`. */
  readonly reason: 'estimate' | 'elapsed' | 'request' | 'manual';
  readonly diagnosis: Partial<Diagnosis>;
  /** EXS-15/16: null unless the kind is a bug. */
  readonly complexity: 'sencillo' | 'complejo' | null;
  /** Area that gets it first (policy `areas`). */
  readonly area: string;
}

/** Who did something. */
export interface Actor {
  readonly role: 'bot' | 'agent' | 'lead' | 'admin' | 'requester' | 'system';
  readonly id: string;
}

/** A ticket as flows, the API and the console see it. */
export interface TicketView {
  readonly id: string;
  readonly organisation: string;
  /** Per organisation, without gaps by design of the counter, never twice (e.g. `EXS-000123`). */
  readonly folio: string;
  readonly state: string;
  /** Common phase of the state (requirements 2.3). */
  readonly phase: string;
  /** What the requester reads for the state. */
  readonly requesterLabel: string;
  readonly agentLabel: string;
  readonly subject: Redacted;
  readonly description: Redacted;
  readonly reason: TicketDraft['reason'];
  readonly diagnosis: Partial<Diagnosis>;
  readonly complexity: TicketDraft['complexity'];
  readonly area: string;
  readonly assignee: string | null;
  readonly conversationId: string | null;
  readonly contactId: string | null;
  readonly openedAt: Date;
  readonly updatedAt: Date;
  /** Due by the policy's total clock, when it has one. */
  readonly dueAt: Date | null;
  readonly closedAt: Date | null;
}

/**
 * What may happen to a ticket. The log of these events is the whole truth about it: every clock and figure is derived
 * from it again. `marked` carries a `mark` of the policy's clocks and protocols (`reaction`, `attention`, `relevant` …).
 */
export const ticketEventTypes = [
  'opened',
  'moved',
  'assigned',
  'areaChanged',
  'prioritised',
  'fieldsChanged',
  'marked',
  'noted',
  'attached',
  'related',
  'merged',
  'watched',
  'escalated',
  'warned',
  'breached',
  'evaluated',
] as const;
/** One of the event types. */
export type TicketEventType = (typeof ticketEventTypes)[number];

/** A line of a ticket's history. */
export interface TicketEvent {
  readonly at: Date;
  readonly actor: Actor;
  readonly type: TicketEventType;
  readonly from?: string;
  readonly to?: string;
  readonly mark?: string;
  /** Ids, enums and numbers that belong to the event (priority, closing code, clock, level …). Never text of a person. */
  readonly facts?: Readonly<Record<string, string | number | boolean | null>>;
  readonly note?: Redacted;
  /** A note that only the desk reads. */
  readonly internal?: boolean;
}

/** What the conversation stage and the HTTP room may ask of tickets. `key` makes opening idempotent (P2). */
export interface TicketPort {
  open(
    key: string,
    draft: TicketDraft,
    about: { organisation: string; conversationId: string | null; contactId: string | null; actor: Actor; at: Date },
  ): Promise<TicketView>;
  /** Of one person, newest first, or the one with that folio if it is theirs. */
  findForContact(organisation: string, contactId: string, folio?: string): Promise<TicketView[]>;
  list(filter: TicketFilter): Promise<{ items: TicketView[]; next: string | null }>;
  get(id: string): Promise<{ ticket: TicketView; events: TicketEvent[] }>;
  /** Throws TICKET_MOVE_REFUSED when the policy does not allow it. */
  move(id: string, to: string, actor: Actor, at: Date, note?: Redacted): Promise<TicketView>;
  assign(id: string, assignee: string | null, actor: Actor, at: Date): Promise<TicketView>;
}

/** Filter and page of a ticket list. `limit` 1..200. */
export interface TicketFilter {
  readonly organisation?: string;
  readonly state?: string;
  readonly assignee?: string;
  readonly conversationId?: string;
  readonly after?: string;
  readonly limit: number;
}

/** EXS-62, EXS-64: a sales opportunity with its required content. */
export interface OpportunityDraft {
  readonly category: 'modulo_adicional' | 'desarrollo_especial' | 'mejora_funcional';
  readonly module: string | null;
  readonly description: Redacted;
  /** Customer data; without a name it cannot be sent (EXS-64). */
  readonly customer: {
    readonly name: Redacted;
    readonly organisation: Redacted | null;
    readonly contact: Redacted | null;
  };
}

/** Opportunities, routed to the policy's sales roles (EXS-63). */
export interface OpportunityPort {
  record(
    key: string,
    draft: OpportunityDraft,
    about: { organisation: string; conversationId: string; contactId: string; at: Date },
  ): Promise<{ folio: string }>;
}
