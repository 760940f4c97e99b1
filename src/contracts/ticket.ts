import type { TicketClock } from './clocks.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { Attachment } from './envelope.ts';
import type { Redacted } from './redacted.ts';
import type { TicketDeed } from './ticket-deeds.ts';

/**
 * Why a ticket was opened: `estimate` (DRS over the limit) · `elapsed` (the work clock passed it) · `request` (the person
 * asked for it) · `manual` (an agent) · `rule` (the policy opens one for every case, or its criterion says so) · `mail`
 * (an automatic mailbox, MAS-25) · `followUp` (a reply to a closed ticket, AMB-58) · `api` · `import`.
 */
export const ticketReasons = [
  'estimate',
  'elapsed',
  'request',
  'manual',
  'rule',
  'mail',
  'followUp',
  'api',
  'import',
] as const;
/** One of the reasons. */
export type TicketReason = (typeof ticketReasons)[number];

/** How two tickets belong together; each side is written down. `follows`: opened by a reply to a closed one. */
export const ticketRelations = [
  'parent',
  'child',
  'causedBy',
  'causes',
  'sameIncident',
  'follows',
  'followedBy',
  'duplicateOf',
  'duplicates',
] as const;
/** One of the relations. */
export type TicketRelationKind = (typeof ticketRelations)[number];

/** A ticket that another one is related to. */
export interface TicketRelation {
  readonly relation: TicketRelationKind;
  /** Id of the other ticket. */
  readonly ticket: string;
  readonly folio: string;
}

/** What rules ask about: codes, numbers and yes or no. Never text of a person. */
export type TicketFacts = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** What every ticket is opened with. Why it was opened is kept with it: every ticket explains itself. */
export interface TicketDraft {
  readonly subject: Redacted;
  readonly description: Redacted;
  readonly reason: TicketReason;
  readonly diagnosis: Partial<Diagnosis>;
  /** EXS-15/16: null unless the kind is a bug. */
  readonly complexity: 'sencillo' | 'complejo' | null;
  /** Area that gets it first (policy `areas`). */
  readonly area: string;
  readonly subarea?: string | null;
  /** Facts beside the diagnosis: channel, mailbox, userType, contract facts, answers to intake fields with codes. */
  readonly facts?: TicketFacts;
  /** Name of the customer's organisation; decides the contract (MAS-14). */
  readonly company?: string | null;
  /** Answers to the policy's intake fields (MAS-31, ALI-18). */
  readonly fields?: Readonly<Record<string, Redacted>>;
  readonly attachments?: readonly Attachment[];
  /** Special path that it takes from the start (MAS-84, ALI-29). */
  readonly protocol?: string | null;
  readonly relations?: readonly TicketRelation[];
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
  /** Everything that rules ask about, the diagnosis and the contract's facts included. */
  readonly facts: TicketFacts;
  /** Code of the policy's `priority.values`; null: there is none, or nobody can tell yet. */
  readonly priority: string | null;
  /** A person set the priority: the rule leaves it alone. */
  readonly priorityByHand: boolean;
  readonly area: string;
  readonly subarea: string | null;
  readonly company: string | null;
  /** Code of the customer's contract, whose rules hold for the ticket; null: the policy's own. */
  readonly contract: string | null;
  readonly fields: Readonly<Record<string, Redacted>>;
  readonly attachments: readonly Attachment[];
  readonly relations: readonly TicketRelation[];
  /** Words that the desk puts on it; nobody outside sees them. */
  readonly tags: readonly Redacted[];
  /** Ids of agents who follow it. */
  readonly watchers: readonly string[];
  readonly protocol: string | null;
  /** Marks that stand on it (`reaccion`, `rca` …). */
  readonly marks: readonly string[];
  readonly escalation: { readonly ladder: string; readonly level: number; readonly since: Date } | null;
  readonly solutionType: string | null;
  readonly closingCode: string | null;
  /** ALI-27: agreed with the requester. */
  readonly agreedAt: Date | null;
  readonly evaluation: { readonly score: number; readonly at: Date } | null;
  /** Every clock of the policy that fits, as the event log gives it (P6). */
  readonly clocks: readonly TicketClock[];
  /** When it closes by itself, and when the requester is warned of it (MAS-79, ALI-41); null: it does not. */
  readonly autoCloseAt: Date | null;
  readonly autoCloseWarnAt: Date | null;
  /** When something next happens to it by itself: a warning, a breach, a closing, a climb; null: nothing. */
  readonly nextAt: Date | null;
  /** Number of the last event: 1 for the opening. */
  readonly version: number;
  readonly assignee: string | null;
  readonly conversationId: string | null;
  readonly contactId: string | null;
  readonly openedAt: Date;
  readonly updatedAt: Date;
  /** The earliest limit that still runs; null: none. */
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
  'tagged',
  'escalated',
  'warned',
  'breached',
  'evaluated',
  'dateAgreed',
  'requesterReplied',
  'delivered',
] as const;
/** One of the event types. */
export type TicketEventType = (typeof ticketEventTypes)[number];

/** A line of a ticket's history. */
export interface TicketEvent {
  /** Ticket and position: the key of everything that follows from it. */
  readonly id: string;
  /** 1 for the opening, then one more for each. */
  readonly seq: number;
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
  readonly attachments?: readonly Attachment[];
}

/** Who does a deed, when, and the key under which a repeat finds it done (P2). */
export interface TicketDoing {
  readonly actor: Actor;
  readonly at: Date;
  readonly key?: string;
  /** Done only while this is still the ticket's `version`: for what was decided on the ticket as it was. */
  readonly ifVersion?: number;
  /** With `ifVersion`: throws TICKET_CHANGED then, for who was looking at the ticket as it was. */
  readonly refuseIfChanged?: true;
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
  /** By folio as a person writes it; null when there is none. Who may see it is the caller's business. */
  byFolio(organisation: string, folio: string): Promise<TicketView | null>;
  /** Does a deed if the policy lets the actor. Throws TICKET_NOT_FOUND and the errors that begin with TICKET_. */
  act(id: string, deed: TicketDeed, doing: TicketDoing): Promise<TicketView>;
  /** Throws TICKET_MOVE_REFUSED when the policy does not allow it. */
  move(id: string, to: string, actor: Actor, at: Date, note?: Redacted): Promise<TicketView>;
  assign(id: string, assignee: string | null, actor: Actor, at: Date): Promise<TicketView>;
}

/** What a deed would do, for who weighs it. */
export interface TicketForesight {
  /** The ticket as it would be after the deed; nothing is written. Throws what the deed would throw. */
  foresee(id: string, deed: TicketDeed, doing: TicketDoing): Promise<TicketView>;
}

/** Filter and page of a ticket list. `limit` 1..200. */
export interface TicketFilter {
  readonly organisation?: string;
  readonly state?: string;
  readonly assignee?: string;
  readonly conversationId?: string;
  readonly contactId?: string;
  readonly area?: string;
  readonly priority?: string;
  readonly company?: string;
  /** Only tickets that are not over, or only those that are. */
  readonly open?: boolean;
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
