import type { Model } from 'mongoose';
import type { TicketDoc } from '../models/tickets.ts';

/** What an index narrows the walk by; all else is looked at one by one. */
export interface TicketWalk {
  readonly org: string;
  readonly assignee?: string | null;
  readonly state?: string;
  readonly area?: string;
  /** Null: only tickets that are not over. */
  readonly closedAt?: null;
}

/** Where a walk by limit goes on: behind this ticket; `dueAt` null: among those without a limit. */
export interface DuePlace {
  readonly dueAt: Date | null;
  readonly id: string;
}

/** Walks through tickets along an index, a batch at a time. */
export class TicketSearchRepository {
  readonly #tickets: Model<TicketDoc>;

  constructor(tickets: Model<TicketDoc>) {
    this.#tickets = tickets;
  }

  /** By opening. `after` = the `order` of the last one seen. */
  byOpening(walk: TicketWalk, about: { newest: boolean; after?: string | undefined; limit: number }) {
    const { newest, after, limit } = about;
    const beyond = after === undefined ? {} : { order: newest ? { $lt: after } : { $gt: after } };
    const found = this.#tickets.find({ ...walk, ...beyond }).sort({ order: newest ? -1 : 1 });
    return found.limit(limit).lean<TicketDoc[]>();
  }

  /** By limit, the earliest first; what has none comes last. `before`: only limits until then. */
  async byDue(
    walk: Pick<TicketWalk, 'org' | 'assignee'>,
    { after, before, limit }: { after?: DuePlace | undefined; before?: Date | undefined; limit: number },
  ): Promise<TicketDoc[]> {
    const open = { ...walk, closedAt: null };
    const found: TicketDoc[] = [];
    const more = async (filter: object) => {
      if (found.length >= limit) return;
      const docs = this.#tickets.find({ ...open, ...filter }).sort({ dueAt: 1, _id: 1 });
      found.push(...(await docs.limit(limit - found.length).lean<TicketDoc[]>()));
    };
    const until = before === undefined ? {} : { $lt: before };
    if (after?.dueAt !== null) {
      // Many may share an instant: the rest of them first, then what comes after.
      if (after) await more({ dueAt: after.dueAt, _id: { $gt: after.id } });
      await more({ dueAt: { $gt: after?.dueAt ?? new Date(0), ...until } });
    }
    if (before === undefined) await more({ dueAt: null, ...(after?.dueAt === null && { _id: { $gt: after.id } }) });
    return found;
  }
}
