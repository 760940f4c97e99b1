import type { Model } from 'mongoose';
import { isDuplicateId } from '../duplicate-key.ts';
import { effectIdOf } from '../ids.ts';
import type { CounterDoc } from '../models/counters.ts';
import type { LatestEvent, TicketDoc, TicketEventDoc } from '../models/tickets.ts';
import { CounterRepository, NumberSequence } from './counters.ts';

/** The collections that tickets live in. */
export interface TicketModels {
  readonly tickets: Model<TicketDoc>;
  readonly ticketEvents: Model<TicketEventDoc>;
  readonly counters: Model<CounterDoc>;
}

/** Fields of a new ticket; the rest comes from its number and its key. */
export type NewTicket = Omit<TicketDoc, '_id' | 'number' | 'folio' | 'order'>;

/** Filter and page of a list, newest first. `after` = the `order` of the last item seen. */
export interface TicketPage {
  readonly org?: string;
  readonly state?: string;
  readonly assignee?: string;
  readonly contact?: string;
  readonly conversation?: string;
  readonly area?: string;
  readonly priority?: string;
  readonly company?: string;
  readonly open?: boolean;
  readonly after?: string;
  readonly limit: number;
}

/** A ticket to which something happens by itself, and when. */
export type DueTicket = Pick<TicketDoc, '_id' | 'org'> & { readonly nextAt: Date };

/** Tickets and their history. The ticket is the truth; its history follows and is repaired from it. */
export class TicketRepository {
  readonly #tickets: Model<TicketDoc>;
  readonly #events: Model<TicketEventDoc>;
  readonly #counters: Model<CounterDoc>;
  readonly #numbers: NumberSequence;

  constructor(models: TicketModels) {
    this.#tickets = models.tickets;
    this.#events = models.ticketEvents;
    this.#counters = models.counters;
    this.#numbers = new NumberSequence('ticket', new CounterRepository(models.counters), (org) => this.#highest(org));
  }

  /** Stores a ticket once per key, whoever asks and however often (P2). `folioOf` makes the folio of a number. */
  async open(key: string, ticket: NewTicket, folioOf: (number: number) => string) {
    const id = effectIdOf('ticket', ticket.org, key);
    const order = `${ticket.openedAt.toISOString()}|${id}`;
    const opened = await this.#numbers.insertOnce({
      org: ticket.org,
      find: () => this.find(id),
      insert: async (number) => {
        const doc: TicketDoc = { _id: id, number, folio: folioOf(number), order, ...ticket };
        await this.#tickets.collection.insertOne(doc as never);
        return doc;
      },
    });
    await (opened.isNew ? this.#storeLatest(opened.doc) : this.#repairLatest(opened.doc));
    return opened;
  }

  /** A ticket, or null. */
  async find(id: string): Promise<TicketDoc | null> {
    return (await this.#tickets.collection.findOne({ _id: id } as object)) as TicketDoc | null;
  }

  /** The ticket with a number, if it is this contact's. */
  async findOwn(org: string, contact: string, number: number): Promise<TicketDoc | null> {
    return this.#tickets.findOne({ org, number, contact }).lean<TicketDoc | null>();
  }

  /** The ticket with a number in an organisation. */
  async findNumber(org: string, number: number): Promise<TicketDoc | null> {
    return this.#tickets.findOne({ org, number }).lean<TicketDoc | null>();
  }

  /** Ids of the tickets whose events still owe effects. */
  async owing(): Promise<string[]> {
    const docs = await this.#tickets.find({ owes: true }).select({ _id: 1 }).lean<{ _id: string }[]>();
    return docs.map(({ _id }) => _id);
  }

  /** Tickets to which something happens by itself until an instant, earliest first, in batches: memory stays flat. */
  async *dueUntil(until: Date, batch: number): AsyncGenerator<readonly DueTicket[]> {
    let last: DueTicket | undefined;
    for (;;) {
      // Many may share an instant: the rest of them first, then what comes after.
      const ties = last ? await this.#due({ nextAt: last.nextAt, _id: { $gt: last._id } }, batch) : [];
      const after = last ? { $gt: last.nextAt, $lte: until } : { $ne: null, $lte: until };
      const due = ties.length > 0 ? ties : await this.#due({ nextAt: after }, batch);
      last = due.at(-1);
      if (last === undefined) return;
      yield due;
    }
  }

  async #due(filter: object, limit: number): Promise<DueTicket[]> {
    const found = this.#tickets.find(filter).select({ _id: 1, org: 1, nextAt: 1 });
    return found.sort({ nextAt: 1, _id: 1 }).limit(limit).lean<DueTicket[]>();
  }

  /** Ids of an organisation's tickets that are open or still have something to come, oldest first, in batches. */
  async *alive(org: string, batch: number): AsyncGenerator<readonly string[]> {
    let after = '';
    for (;;) {
      const filter = { org, order: { $gt: after }, $or: [{ closedAt: null }, { nextAt: { $ne: null } }] };
      const found = this.#tickets.find(filter).select({ _id: 1, order: 1 }).sort({ order: 1 }).limit(batch);
      const docs = await found.lean<Pick<TicketDoc, '_id' | 'order'>[]>();
      const last = docs.at(-1);
      if (last === undefined) return;
      after = last.order;
      yield docs.map(({ _id }) => _id);
    }
  }

  /** Tickets of an organisation that were opened in a stretch of time and have these facts, oldest first. */
  async openedIn(
    org: string,
    { from, until }: { from: Date; until: Date },
    facts: Readonly<Record<string, readonly string[]>>,
  ): Promise<Pick<TicketDoc, '_id' | 'company' | 'contact' | 'phase' | 'relations'>[]> {
    const having = Object.entries(facts).map(([fact, values]) => [`facts.${fact}`, { $in: [...values] }]);
    const order = { $gte: from.toISOString(), $lt: until.toISOString() };
    const found = this.#tickets.find({ org, order, ...Object.fromEntries(having) });
    return found.select({ company: 1, contact: 1, phase: 1, relations: 1 }).sort({ order: 1 }).lean<TicketDoc[]>();
  }

  /** How many tickets an organisation has. */
  count(org: string): Promise<number> {
    return this.#tickets.countDocuments({ org });
  }

  /** Ids of all tickets of an organisation, oldest first, in batches. */
  async *all(org: string, batch: number): AsyncGenerator<readonly string[]> {
    let after = '';
    for (;;) {
      const found = this.#tickets.find({ org, order: { $gt: after } }).select({ _id: 1, order: 1 });
      const docs = await found.sort({ order: 1 }).limit(batch).lean<Pick<TicketDoc, '_id' | 'order'>[]>();
      const last = docs.at(-1);
      if (last === undefined) return;
      after = last.order;
      yield docs.map(({ _id }) => _id);
    }
  }

  /** Open tickets that nobody has, oldest first; one that is solved waits for its requester, not for an agent. */
  async unassigned(org: string, limit: number): Promise<TicketDoc[]> {
    const filter = { org, assignee: null, closedAt: null, phase: { $ne: 'solved' } };
    return this.#tickets.find(filter).sort({ order: 1 }).limit(limit).lean<TicketDoc[]>();
  }

  /** Open cases that somebody has to work on. */
  async loadOf(org: string, assignee: string): Promise<number> {
    return this.#tickets.countDocuments({ org, assignee, closedAt: null, phase: { $ne: 'solved' } });
  }

  /** Digest of the rules that all tickets of an organisation were last planned by; 0: not known. */
  async plannedBy(org: string): Promise<number> {
    return (await this.#counters.findById(`ticketRules:${org}`).lean<CounterDoc>())?.value ?? 0;
  }

  /** Notes the rules that all tickets of an organisation are planned by. */
  async setPlannedBy(org: string, value: number): Promise<void> {
    await this.#counters.updateOne({ _id: `ticketRules:${org}` }, { $set: { value } }, { upsert: true });
  }

  /** Notes that the effects of all events up to this one are done. */
  async effected(id: string, seq: number): Promise<void> {
    await this.#tickets.updateOne({ _id: id, effected: { $lt: seq } }, { $set: { effected: seq } });
  }

  /** Nothing is owed any more, unless somebody changed the ticket since. */
  async settled(id: string, seq: number): Promise<void> {
    await this.#tickets.updateOne({ _id: id, 'latest.seq': seq, effected: seq }, { $unset: { owes: '' } });
  }

  /** Writes what was derived again from an unchanged log; null when somebody changed the ticket meanwhile. */
  async restand(read: TicketDoc, standing: Partial<TicketDoc>): Promise<TicketDoc | null> {
    return this.#tickets
      .findOneAndUpdate(
        { _id: read._id, 'latest.seq': read.latest.seq },
        { $set: standing },
        { returnDocument: 'after' },
      )
      .lean<TicketDoc | null>();
  }

  /** A page of tickets, newest first. */
  async page({ after, limit, open, ...wanted }: TicketPage): Promise<TicketDoc[]> {
    const filter = {
      ...wanted,
      ...(open !== undefined && { closedAt: open ? null : { $ne: null } }),
      ...(after !== undefined && { order: { $lt: after } }),
    };
    return this.#tickets.find(filter).sort({ order: -1 }).limit(limit).lean<TicketDoc[]>();
  }

  /** How many tickets of an organisation that are not over have these values. */
  async countOpen(org: string, having: Readonly<Record<string, string>>): Promise<number> {
    return this.#tickets.countDocuments({ org, ...having, closedAt: null });
  }

  /** Changes a ticket that nobody changed since it was read; null when somebody did. */
  async change(read: TicketDoc, set: Partial<NewTicket>, event: Omit<LatestEvent, 'seq'>): Promise<TicketDoc | null> {
    // The line before this one may still be missing after a crash, and the ticket is about to forget it.
    await this.#repairLatest(read);
    const latest = { seq: read.latest.seq + 1, ...event };
    const changed = await this.#tickets
      .findOneAndUpdate(
        { _id: read._id, 'latest.seq': read.latest.seq },
        { $set: { ...set, updatedAt: event.at, latest } },
        { returnDocument: 'after' },
      )
      .lean<TicketDoc | null>();
    if (changed !== null) await this.#storeLatest(changed);
    return changed;
  }

  /** The history, oldest first; the newest line is the ticket's own, in case its document is missing. */
  async history(ticket: TicketDoc): Promise<LatestEvent[]> {
    const events = await this.#events.find({ ticket: ticket._id }).sort({ seq: 1 }).lean<TicketEventDoc[]>();
    const last = events.at(-1);
    return last === undefined || last.seq < ticket.latest.seq ? [...events, ticket.latest] : events;
  }

  async #repairLatest(ticket: TicketDoc): Promise<void> {
    if ((await this.#events.exists({ _id: eventIdOf(ticket) })) === null) await this.#storeLatest(ticket);
  }

  async #storeLatest(ticket: TicketDoc): Promise<void> {
    try {
      const event: TicketEventDoc = { _id: eventIdOf(ticket), org: ticket.org, ticket: ticket._id, ...ticket.latest };
      await this.#events.collection.insertOne(event as never);
    } catch (error) {
      if (!isDuplicateId(error)) throw error;
    }
  }

  async #highest(org: string): Promise<number> {
    const last = await this.#tickets
      .findOne({ org })
      .sort({ number: -1 })
      .select({ number: 1 })
      .lean<TicketDoc | null>();
    return last?.number ?? 0;
  }
}

function eventIdOf({ _id, latest }: TicketDoc): string {
  return `${_id}:${latest.seq}`;
}
