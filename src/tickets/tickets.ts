import { type Clock, systemClock } from '../contracts/clock.ts';
import type { LiveBus } from '../contracts/conversation.ts';
import type { JobQueue } from '../contracts/jobs.ts';
import type { Logger } from '../contracts/logger.ts';
import type { Redacted } from '../contracts/redacted.ts';
import type {
  Actor,
  TicketDoing,
  TicketDraft,
  TicketEvent,
  TicketFilter,
  TicketForesight,
  TicketPort,
  TicketView,
} from '../contracts/ticket.ts';
import type { TicketDeed } from '../contracts/ticket-deeds.ts';
import type { TicketEffect } from '../contracts/ticket-effects.ts';
import { AppError } from '../errors/app-error.ts';
import { deedKeyOf } from '../storage/ids.ts';
import type { LatestEvent, TicketDoc } from '../storage/models/tickets.ts';
import { type TicketModels, TicketRepository } from '../storage/repositories/tickets.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { decideDeed } from './deeds/decide.ts';
import { Effects } from './effects.ts';
import { numberOfFolio, ticketFolio } from './folio.ts';
import { followUpOf } from './follow-up.ts';
import { createMirror } from './mirror.ts';
import { newTicket, type OpenedAbout } from './opening.ts';
import type { TicketRules, TicketRulesOf } from './rules.ts';
import { standingOf } from './standing.ts';
import { isOver } from './state-machine.ts';
import { viewEvent, viewTicket } from './view.ts';
import { withYearLimit } from './year-limit.ts';

/** What the ticket service works with. `rulesOf` throws for an organisation that the gateway does not run. */
export interface TicketDeps {
  readonly models: TicketModels;
  readonly rulesOf: TicketRulesOf;
  /** Told of every change after its durable write. */
  readonly live?: Pick<LiveBus, 'publish'>;
  /** Default: the wall clock. Says which clocks are over their limit when a ticket is looked at. */
  readonly clock?: Clock;
  /** Posts of the policy that somebody of the desk fills; without it nobody fills any. */
  readonly postsOf?: (organisation: string, agentId: string) => Promise<readonly string[]>;
  /** What follows from events; without it nothing does. The list may still grow until `recover`. */
  readonly following?: { readonly effects: readonly TicketEffect[]; readonly jobs: JobQueue; readonly logger: Logger };
}

/** The ticket service: the port, and what the gateway sees to. */
export interface Tickets extends TicketPort, TicketForesight {
  /** P5: takes up the effects that a crash left owed; call it when all effects are known. Returns how many tickets. */
  recover(): Promise<number>;
  /** Resolves when no effect is under way. */
  idle(): Promise<void>;
  /** Derives clocks and automatic closing again, after the rules or a calendar changed (P6). */
  replan(id: string): Promise<TicketView>;
}

type Reply = Extract<TicketDeed, { type: 'requesterReply' }>;

/** A ticket with all that a deed on it is decided from. */
interface StoredCase {
  readonly doc: TicketDoc;
  readonly history: readonly LatestEvent[];
  readonly other: TicketDoc | null;
  readonly posts: readonly string[];
}

const MAX_PAGE = 200;
/** Own tickets that a person is shown; older ones are found by folio. */
const OWN_TICKETS = 20;

/** Tickets: opened once per key, changed by deeds as the policy allows, each with its reason and its log. */
export function createTickets(deps: TicketDeps): Tickets {
  return new TicketService(deps);
}

class TicketService implements Tickets {
  readonly #tickets: TicketRepository;
  readonly #rulesOf: TicketRulesOf;
  readonly #live: TicketDeps['live'];
  readonly #clock: Clock;
  readonly #postsOf: NonNullable<TicketDeps['postsOf']>;
  readonly #effects: Effects | null;

  constructor({ models, rulesOf, live, clock = systemClock, postsOf, following }: TicketDeps) {
    this.#tickets = new TicketRepository(models);
    this.#rulesOf = rulesOf;
    this.#live = live;
    this.#clock = clock;
    this.#postsOf = postsOf ?? (async () => []);
    this.#effects = following ? this.#followBy(following) : null;
  }

  async open(key: string, draft: TicketDraft, about: OpenedAbout): Promise<TicketView> {
    const rules = this.#rulesOf(about.organisation, draft.company ?? null);
    const { folioPrefix } = rules.policy.organisation;
    const counted = await withYearLimit(this.#tickets, rules, draft, about);
    const ticket = { ...newTicket(rules, counted, about), ...this.#owing() };
    const opened = await this.#tickets.open(key, ticket, (n) => ticketFolio(folioPrefix, n));
    if (opened.isNew) this.#changed(opened.doc);
    return this.#view(opened.doc);
  }

  async findForContact(organisation: string, contactId: string, folio?: string): Promise<TicketView[]> {
    if (folio === undefined) {
      const own = await this.#tickets.page({ org: organisation, contact: contactId, limit: OWN_TICKETS });
      return own.map((doc) => this.#view(doc));
    }
    const number = this.#numberOf(organisation, folio);
    const found = number === null ? null : await this.#tickets.findOwn(organisation, contactId, number);
    return found === null ? [] : [this.#view(found)];
  }

  async byFolio(organisation: string, folio: string): Promise<TicketView | null> {
    const number = this.#numberOf(organisation, folio);
    const found = number === null ? null : await this.#tickets.findNumber(organisation, number);
    return found && this.#view(found);
  }

  async list(filter: TicketFilter): Promise<{ items: TicketView[]; next: string | null }> {
    const { organisation, conversationId, contactId, after, ...same } = filter;
    const limit = Math.min(Math.max(Math.trunc(filter.limit) || 1, 1), MAX_PAGE);
    const docs = await this.#tickets.page({
      ...same,
      ...(organisation !== undefined && { org: organisation }),
      ...(conversationId !== undefined && { conversation: conversationId }),
      ...(contactId !== undefined && { contact: contactId }),
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
    return { ticket: this.#view(doc), events: history.map((event) => viewEvent(id, event)) };
  }

  async move(id: string, to: string, actor: Actor, at: Date, note?: Redacted): Promise<TicketView> {
    return this.act(id, { type: 'move', to, ...(note !== undefined && { note }) }, { actor, at });
  }

  async assign(id: string, assignee: string | null, actor: Actor, at: Date): Promise<TicketView> {
    return this.act(id, { type: 'assign', assignee }, { actor, at });
  }

  async act(id: string, deed: TicketDeed, doing: TicketDoing): Promise<TicketView> {
    if (deed.type === 'requesterReply' && deed.apart) return this.#openAfter(await this.#find(id), deed, doing);
    const done = await this.#do(id, deed, doing);
    return deed.type === 'requesterReply' ? this.#followUp(done, deed, doing) : this.#view(done);
  }

  async foresee(id: string, deed: TicketDeed, doing: TicketDoing): Promise<TicketView> {
    const doc = await this.#find(id);
    const [history, other] = await Promise.all([this.#tickets.history(doc), this.#otherOf(deed)]);
    const decided = this.#decide({ doc, history, other, posts: await this.#postsFor(doc, doing) }, deed, doing);
    return this.#view({ ...doc, ...decided?.set });
  }

  async replan(id: string): Promise<TicketView> {
    for (;;) {
      const doc = await this.#find(id);
      const history = await this.#tickets.history(doc);
      const rules = this.#rulesOf(doc.org, doc.company);
      const standing = standingOf(doc, linesOf(history), rules, this.#clock.now());
      const changed = await this.#tickets.restand(doc, standing);
      if (changed !== null) return this.#view(changed);
    }
  }

  async recover(): Promise<number> {
    return this.#effects?.recover() ?? 0;
  }

  async idle(): Promise<void> {
    await this.#effects?.idle();
  }

  /** Decides on what is stored now, again whenever somebody else was faster. */
  async #do(id: string, deed: TicketDeed, doing: TicketDoing): Promise<TicketDoc> {
    const key = doing.key === undefined ? null : deedKeyOf(id, doing.key);
    const other = await this.#otherOf(deed);
    for (;;) {
      const doc = await this.#find(id);
      const history = await this.#tickets.history(doc);
      if (key !== null && history.some((event) => event.key === key)) return doc;
      if (doing.ifVersion !== undefined && doing.ifVersion !== doc.latest.seq) {
        if (doing.refuseIfChanged) throw new AppError('TICKET_CHANGED');
        return doc;
      }
      const posts = await this.#postsFor(doc, doing);
      const decided = this.#decide({ doc, history, other, posts }, deed, doing);
      if (decided === null) return doc;
      const event = { ...decided.event, ...(key !== null && { key }) };
      const changed = await this.#tickets.change(doc, { ...decided.set, ...this.#owing() }, event);
      if (changed === null) continue;
      this.#changed(changed);
      return changed;
    }
  }

  /** What the deed makes of a ticket as it is stored, and the event that says so; null: nothing. */
  #decide({ doc, history, other, posts }: StoredCase, deed: TicketDeed, doing: TicketDoing) {
    const rules = this.#rulesOf(doc.org, doc.company);
    const events = history.map((event) => viewEvent(doc._id, event));
    const change = decideDeed({ doc, doing, rules, events, posts, ...(other && { other }) }, deed);
    if (change === null) return null;
    const event = { ...change.event, at: doing.at, actor: { ...doing.actor } };
    const next = { ...doc, ...change.set };
    const standing = standingOf(next, linesOf([...history, { ...event, seq: 0 }]), rules, doing.at);
    return { set: { ...change.set, ...standing }, event };
  }

  /** A reply to a closed ticket becomes a new one where the policy says so; the same reply again finds it (P2). */
  async #followUp(doc: TicketDoc, deed: Reply, doing: TicketDoing): Promise<TicketView> {
    const { policy } = this.#rulesOf(doc.org, doc.company);
    if (!isOver(doc.phase) || policy.tickets.afterClose !== 'linked') return this.#view(doc);
    return this.#openAfter(doc, deed, doing);
  }

  /** A new ticket of the same case that follows this one (MAS-102, AMB-58). */
  #openAfter(doc: TicketDoc, deed: Reply, { actor, at, key }: TicketDoing): Promise<TicketView> {
    return this.open(`followUp:${doc._id}:${key ?? at.toISOString()}`, followUpOf(doc, deed), {
      ...{ organisation: doc.org, conversationId: doc.conversation, contactId: doc.contact },
      ...{ actor, at },
    });
  }

  async #otherOf(deed: TicketDeed): Promise<TicketDoc | null> {
    if (deed.type === 'relate') return this.#find(deed.ticket);
    return deed.type === 'merge' ? this.#find(deed.into) : null;
  }

  async #find(id: string): Promise<TicketDoc> {
    const doc = await this.#tickets.find(id);
    if (doc === null) throw new AppError('TICKET_NOT_FOUND');
    return doc;
  }

  #numberOf(organisation: string, folio: string): number | null {
    return numberOfFolio(this.#rulesOf(organisation, null).policy.organisation.folioPrefix, folio);
  }

  /** Which posts somebody of the desk fills is asked only where the policy has kinds that ask for one. */
  async #postsFor(doc: TicketDoc, { actor }: TicketDoing): Promise<readonly string[]> {
    return this.#rules(doc).policy.tickets.kinds.length === 0 ? [] : this.#postsOf(doc.org, actor.id);
  }

  #rules(doc: TicketDoc): TicketRules {
    return this.#rulesOf(doc.org, doc.company);
  }

  #view(doc: TicketDoc): TicketView {
    return viewTicket(doc, this.#rules(doc).policy, this.#clock.now());
  }

  #owing(): { owes?: true } {
    return this.#effects === null ? {} : { owes: true };
  }

  #changed(doc: TicketDoc): void {
    this.#live?.publish({ type: 'ticket', ticketId: doc._id, organisation: doc.org, folio: doc.folio });
    this.#effects?.kick(doc._id);
  }

  #followBy({ effects, jobs, logger }: NonNullable<TicketDeps['following']>): Effects {
    const mirror = createMirror(this);
    return new Effects({
      ...{ tickets: this.#tickets, jobs, logger, clock: this.#clock, view: (doc) => this.#view(doc) },
      effects: () => [mirror, ...effects],
    });
  }
}

/** Stored lines as the clocks read them: what is not there is absent, not null. */
function linesOf(history: readonly LatestEvent[]): TicketEvent[] {
  return history.map((event) => viewEvent('', event));
}
