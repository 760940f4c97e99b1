import { type Connection, type Model, Schema } from 'mongoose';
import type { TicketClock } from '../../contracts/clocks.ts';
import type { Attachment } from '../../contracts/envelope.ts';
import type { Redacted } from '../../contracts/redacted.ts';
import type { Actor, TicketDraft, TicketEvent, TicketFacts, TicketRelation } from '../../contracts/ticket.ts';

/** A line of a ticket's history as stored in the ticket: the newest one, until the next takes its place. */
export interface LatestEvent {
  /** 1 for the opening, then one more for each change; also the ticket's version. */
  seq: number;
  at: Date;
  actor: Actor;
  type: TicketEvent['type'];
  from?: string | null;
  to?: string | null;
  mark?: string | null;
  facts?: TicketEvent['facts'] | null;
  note?: Redacted | null;
  internal?: boolean | null;
  attachments?: readonly Attachment[] | null;
  /** Digest of the deed's key: the same deed again finds the event (P2). */
  key?: string | null;
}

/** A ticket. Texts are redacted (P4). */
export interface TicketDoc {
  /** Digest of organisation and opening key: opening twice with one key finds the first (P2). */
  _id: string;
  org: string;
  /** Running number in the organisation; the folio shows it. */
  number: number;
  folio: string;
  /** Opening instant and id: one ascending text, so that pages of a list are one range of one index. */
  order: string;
  state: string;
  phase: string;
  subject: Redacted;
  description: Redacted;
  reason: TicketDraft['reason'];
  diagnosis: TicketDraft['diagnosis'];
  complexity: TicketDraft['complexity'];
  facts: TicketFacts;
  priority: string | null;
  priorityByHand: boolean;
  area: string;
  subarea: string | null;
  company: string | null;
  contract: string | null;
  fields: Readonly<Record<string, Redacted>>;
  attachments: readonly Attachment[];
  relations: readonly TicketRelation[];
  /** Absent on tickets of before there were any. */
  tags?: readonly Redacted[];
  watchers: readonly string[];
  protocol: string | null;
  marks: readonly string[];
  escalation: { readonly ladder: string; readonly level: number; readonly since: Date } | null;
  solutionType: string | null;
  closingCode: string | null;
  agreedAt: Date | null;
  evaluation: { readonly score: number; readonly at: Date } | null;
  /** As derived from the events at the last change; what depends on the present is made when it is read. */
  clocks: readonly TicketClock[];
  autoCloseAt: Date | null;
  autoCloseWarnAt: Date | null;
  /** When something next happens to it by itself; null: nothing. A sweep reads only what is due soon (P5). */
  nextAt: Date | null;
  /** Events up to this one had their effects; less than `latest.seq`: some are owed (P5). */
  effected: number;
  /** Set while effects are owed, so that a start finds them by one index. */
  owes?: true;
  assignee: string | null;
  conversation: string | null;
  contact: string | null;
  openedAt: Date;
  updatedAt: Date;
  dueAt: Date | null;
  closedAt: Date | null;
  /** The last change, written with it; its own document follows and is repaired from here after a crash. */
  latest: LatestEvent;
}

/** A line of the history of a ticket; `_id` is ticket and sequence, so writing it again changes nothing. */
export interface TicketEventDoc extends LatestEvent {
  _id: string;
  org: string;
  ticket: string;
}

const text = { type: String, required: true } as const;
const date = { type: Date, required: true } as const;
const mixed = Schema.Types.Mixed;

/** Defines the collection `tickets`. */
export function defineTickets(connection: Connection): Model<TicketDoc> {
  const schema = new Schema<TicketDoc>(
    {
      _id: text,
      org: text,
      number: { type: Number, required: true },
      folio: text,
      order: text,
      state: text,
      phase: text,
      // An empty text is a text: the redactor may leave nothing.
      subject: { type: String, default: '' },
      description: { type: String, default: '' },
      reason: text,
      diagnosis: { type: mixed, required: true },
      complexity: { type: String, default: null },
      facts: { type: mixed, default: {} },
      priority: { type: String, default: null },
      priorityByHand: { type: Boolean, default: false },
      area: text,
      subarea: { type: String, default: null },
      company: { type: String, default: null },
      contract: { type: String, default: null },
      fields: { type: mixed, default: {} },
      attachments: { type: mixed, default: [] },
      relations: { type: mixed, default: [] },
      tags: { type: mixed, default: [] },
      watchers: { type: mixed, default: [] },
      protocol: { type: String, default: null },
      marks: { type: mixed, default: [] },
      escalation: { type: mixed, default: null },
      solutionType: { type: String, default: null },
      closingCode: { type: String, default: null },
      agreedAt: { type: Date, default: null },
      evaluation: { type: mixed, default: null },
      clocks: { type: mixed, default: [] },
      autoCloseAt: { type: Date, default: null },
      autoCloseWarnAt: { type: Date, default: null },
      nextAt: { type: Date, default: null },
      effected: { type: Number, default: 0 },
      owes: Boolean,
      assignee: { type: String, default: null },
      conversation: { type: String, default: null },
      contact: { type: String, default: null },
      openedAt: date,
      updatedAt: date,
      dueAt: { type: Date, default: null },
      closedAt: { type: Date, default: null },
      latest: { type: mixed, required: true },
    },
    { versionKey: false, minimize: false, strict: 'throw' },
  );
  indexTickets(schema);
  return connection.model<TicketDoc>('tickets', schema, 'tickets');
}

/** Every list of tickets is one range of one of these. */
function indexTickets(schema: Schema<TicketDoc>): void {
  schema.index({ org: 1, number: 1 }, { unique: true, name: 'org_number' });
  schema.index({ order: 1 }, { name: 'order' });
  schema.index({ org: 1, order: 1 }, { name: 'org_order' });
  schema.index({ org: 1, state: 1, order: 1 }, { name: 'org_state_order' });
  schema.index({ org: 1, assignee: 1, order: 1 }, { name: 'org_assignee_order' });
  schema.index({ org: 1, contact: 1, order: 1 }, { name: 'org_contact_order' });
  schema.index({ org: 1, closedAt: 1, order: 1 }, { name: 'org_closed_order' });
  schema.index({ org: 1, assignee: 1, closedAt: 1, order: 1 }, { name: 'org_assignee_closed_order' });
  schema.index({ org: 1, closedAt: 1, dueAt: 1, _id: 1 }, { name: 'org_closed_due' });
  schema.index({ org: 1, assignee: 1, closedAt: 1, dueAt: 1, _id: 1 }, { name: 'org_assignee_closed_due' });
  // The operator may look over all organisations at once.
  schema.index({ state: 1, order: 1 }, { name: 'state_order' });
  schema.index({ assignee: 1, order: 1 }, { name: 'assignee_order' });
  schema.index({ conversation: 1, order: 1 }, { name: 'conversation_order' });
  schema.index({ org: 1, area: 1, order: 1 }, { name: 'org_area_order' });
  schema.index({ nextAt: 1, _id: 1 }, { name: 'nextAt' });
  schema.index({ owes: 1 }, { name: 'owes', sparse: true });
}

/** Defines the collection `ticketEvents`. */
export function defineTicketEvents(connection: Connection): Model<TicketEventDoc> {
  const schema = new Schema<TicketEventDoc>(
    {
      _id: text,
      org: text,
      ticket: text,
      seq: { type: Number, required: true },
      at: date,
      actor: { type: mixed, required: true },
      type: text,
      from: String,
      to: String,
      mark: String,
      facts: mixed,
      note: String,
      internal: Boolean,
      attachments: mixed,
      key: String,
    },
    { versionKey: false, minimize: false, strict: 'throw' },
  );
  schema.index({ ticket: 1, seq: 1 }, { unique: true, name: 'ticket_seq' });
  return connection.model<TicketEventDoc>('ticketEvents', schema, 'ticketEvents');
}
