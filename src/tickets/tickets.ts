import type { LiveBus } from '../contracts/conversation.ts';
import type { Policy } from '../contracts/policy.ts';
import type { Redacted } from '../contracts/redacted.ts';
import type { Actor, TicketDraft, TicketEvent, TicketFilter, TicketPort, TicketView } from '../contracts/ticket.ts';
import { AppError } from '../errors/app-error.ts';
import { areaFor } from '../policy/routing.ts';
import type { LatestEvent, TicketDoc } from '../storage/models/tickets.ts';
import { type NewTicket, type TicketModels, TicketRepository } from '../storage/repositories/tickets.ts';
import { dueAtOf } from './deadline.ts';
import { numberOfFolio, ticketFolio } from './folio.ts';
import { checkMove, isOver, stateOf } from './state-machine.ts';
import { viewEvent, viewTicket } from './view.ts';

/** What the ticket service works with. `policyOf` throws for an organisation that the gateway does not run. */
export interface TicketDeps {
  readonly models: TicketModels;
  readonly policyOf: (organisation: string) => Policy;
  /** Told of every change after its durable write. */
  readonly live?: Pick<LiveBus, 'publish'>;
}

const MAX_PAGE = 200;
/** Own tickets that a person is shown; older ones are found by folio. */
const OWN_TICKETS = 20;

/** Tickets: opened once per key, moved as the policy allows, each with its reason and its history. */
export function createTickets({ models, policyOf, live }: TicketDeps): TicketPort {
  return new TicketService(new TicketRepository(models), policyOf, live);
}

class TicketService implements TicketPort {
  readonly #tickets: TicketRepository;
  readonly #policyOf: TicketDeps['policyOf'];
  readonly #live: TicketDeps['live'];

  constructor(tickets: TicketRepository, policyOf: TicketDeps['policyOf'], live: TicketDeps['live']) {
    this.#tickets = tickets;
    this.#policyOf = policyOf;
    this.#live = live;
  }

  async open(key: string, draft: TicketDraft, about: Parameters<TicketPort['open']>[2]): Promise<TicketView> {
    const policy = this.#policyOf(about.organisation);
    const { folioPrefix } = policy.organisation;
    const opened = await this.#tickets.open(key, newTicket(policy, draft, about), (n) => ticketFolio(folioPrefix, n));
    if (opened.isNew) this.#publish(opened.doc);
    return viewTicket(opened.doc, policy);
  }

  async findForContact(organisation: string, contactId: string, folio?: string): Promise<TicketView[]> {
    const policy = this.#policyOf(organisation);
    if (folio === undefined) {
      const own = await this.#tickets.page({ org: organisation, contact: contactId, limit: OWN_TICKETS });
      return own.map((doc) => viewTicket(doc, policy));
    }
    const number = numberOfFolio(policy.organisation.folioPrefix, folio);
    const found = number === null ? null : await this.#tickets.findOwn(organisation, contactId, number);
    return found === null ? [] : [viewTicket(found, policy)];
  }

  async list(filter: TicketFilter): Promise<{ items: TicketView[]; next: string | null }> {
    const { organisation, state, assignee, conversationId, after } = filter;
    const limit = Math.min(Math.max(Math.trunc(filter.limit) || 1, 1), MAX_PAGE);
    const docs = await this.#tickets.page({
      ...(organisation !== undefined && { org: organisation }),
      ...(state !== undefined && { state }),
      ...(assignee !== undefined && { assignee }),
      ...(conversationId !== undefined && { conversation: conversationId }),
      ...(after !== undefined && { after: readCursor(after) }),
      // One more than the page tells whether there is a next one.
      limit: limit + 1,
    });
    const page = docs.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map((doc) => this.#view(doc)),
      next: docs.length > limit && last !== undefined ? writeCursor(last.order) : null,
    };
  }

  async get(id: string): Promise<{ ticket: TicketView; events: TicketEvent[] }> {
    const doc = await this.#find(id);
    const history = await this.#tickets.history(doc);
    return { ticket: this.#view(doc), events: history.map(viewEvent) };
  }

  async move(id: string, to: string, actor: Actor, at: Date, note?: Redacted): Promise<TicketView> {
    return this.#change(id, (doc) => {
      const { code, phase } = checkMove(this.#policyOf(doc.org), { from: doc.state, to, role: actor.role });
      return {
        set: { state: code, phase, closedAt: isOver(phase) ? at : null },
        event: { at, actor, type: 'moved', from: doc.state, to: code, ...(note !== undefined && { note }) },
      };
    });
  }

  async assign(id: string, assignee: string | null, actor: Actor, at: Date): Promise<TicketView> {
    return this.#change(id, (doc) => {
      if (doc.assignee === assignee) return null;
      const ends = { ...(doc.assignee !== null && { from: doc.assignee }), ...(assignee !== null && { to: assignee }) };
      return { set: { assignee }, event: { at, actor, type: 'assigned', ...ends } };
    });
  }

  /** Decides on what is stored now, again whenever somebody else was faster; null = nothing to change. */
  async #change(
    id: string,
    decide: (doc: TicketDoc) => { set: Partial<NewTicket>; event: Omit<LatestEvent, 'seq'> } | null,
  ): Promise<TicketView> {
    for (;;) {
      const read = await this.#find(id);
      const change = decide(read);
      if (change === null) return this.#view(read);
      const changed = await this.#tickets.change(read, change.set, change.event);
      if (changed === null) continue;
      this.#publish(changed);
      return this.#view(changed);
    }
  }

  async #find(id: string): Promise<TicketDoc> {
    const doc = await this.#tickets.find(id);
    if (doc === null) throw new AppError('TICKET_NOT_FOUND');
    return doc;
  }

  #view(doc: TicketDoc): TicketView {
    return viewTicket(doc, this.#policyOf(doc.org));
  }

  #publish(doc: TicketDoc): void {
    this.#live?.publish({ type: 'ticket', ticketId: doc._id, organisation: doc.org, folio: doc.folio });
  }
}

function newTicket(policy: Policy, draft: TicketDraft, about: Parameters<TicketPort['open']>[2]): NewTicket {
  const state = policy.tickets.initial;
  const phase = stateOf(policy, state)?.phase ?? 'open';
  // An area that the policy does not have (it changed meanwhile) must not cost a person the ticket.
  const isKnownArea = policy.areas.some((area) => area.code === draft.area);
  return {
    org: about.organisation,
    state,
    phase,
    subject: draft.subject,
    description: draft.description,
    reason: draft.reason,
    diagnosis: { ...draft.diagnosis },
    complexity: draft.complexity,
    area: isKnownArea ? draft.area : areaFor(policy, { ...draft.diagnosis, complexity: draft.complexity }),
    assignee: null,
    conversation: about.conversationId,
    contact: about.contactId,
    openedAt: about.at,
    updatedAt: about.at,
    dueAt: dueAtOf(policy, draft, about.at),
    closedAt: null,
    latest: { seq: 1, at: about.at, actor: { ...about.actor }, type: 'opened', to: state },
  };
}

function writeCursor(order: string): string {
  return Buffer.from(order).toString('base64url');
}

function readCursor(after: string): string {
  const order = Buffer.from(after, 'base64url').toString();
  if (!/^\d{4}-[\d:.TZ-]+\|[\w-]+$/.test(order)) {
    throw new AppError('INPUT_INVALID', { path: 'after', problem: 'pass on what "next" of the page before said' });
  }
  return order;
}
