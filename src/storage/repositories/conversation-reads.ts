import type { Model } from 'mongoose';
import type { ConversationMode } from '../../contracts/conversation.ts';
import type { ConversationDoc } from '../models/conversations.ts';

/** Filter and page of a conversation list. `before` = the last item's (lastAt, id). */
export interface ConversationFilter {
  readonly org?: string;
  readonly mode?: ConversationMode;
  readonly assignee?: string;
  readonly before?: { readonly lastAt: Date; readonly id: string };
  readonly limit: number;
}

/** Lists and counts of conversations, as the store has them. */
export class ConversationReads {
  protected readonly model: Model<ConversationDoc>;

  constructor(model: Model<ConversationDoc>) {
    this.model = model;
  }

  /** Ids of the conversations of a channel in which something happened since an instant, and who had them last. */
  async activeSince(org: string, channel: string, from: Date): Promise<{ id: string; assignee: string | null }[]> {
    const found = await this.model
      .find({ org, channel, lastAt: { $gte: from } }, { _id: 1, assignee: 1 })
      .lean<Pick<ConversationDoc, '_id' | 'assignee'>[]>();
    return found.map(({ _id: id, assignee }) => ({ id, assignee: assignee ?? null }));
  }

  /** When something last happened in a conversation of a channel, not before `from`; null: nothing did. */
  async lastOn(org: string, channel: string, from: Date): Promise<Date | null> {
    const [newest] = await this.model
      .find({ org, channel, lastAt: { $gte: from } }, { lastAt: 1 })
      .sort({ lastAt: -1 })
      .limit(1)
      .lean<Pick<ConversationDoc, 'lastAt'>[]>();
    return newest?.lastAt ?? null;
  }

  /** Newest first. */
  async list(filter: ConversationFilter): Promise<ConversationDoc[]> {
    const found = this.model.collection.find(queryOf(filter)).sort({ lastAt: -1, _id: 1 }).limit(filter.limit);
    return (await found.toArray()) as unknown as ConversationDoc[];
  }

  /** The same with these fields alone: a long list is put in order or counted without flows, cards and outboxes. */
  async lines<K extends keyof ConversationDoc>(
    filter: ConversationFilter,
    fields: readonly K[],
  ): Promise<Pick<ConversationDoc, K | '_id'>[]> {
    const projection = Object.fromEntries(fields.map((field) => [field, 1]));
    const found = this.model.collection.find(queryOf(filter), { projection });
    return (await found.sort({ lastAt: -1, _id: 1 }).limit(filter.limit).toArray()) as never;
  }

  /** Every conversation of a contact; what has left may still stand in their outboxes. */
  async ofContact(contact: string): Promise<ConversationDoc[]> {
    return (await this.model.collection.find({ contact } as object).toArray()) as unknown as ConversationDoc[];
  }

  /** An organisation's conversations that something happened in since an instant. */
  async since(org: string, from: Date): Promise<ConversationDoc[]> {
    const found = this.model.collection.find({ org, lastAt: { $gte: from } });
    return (await found.toArray()) as unknown as ConversationDoc[];
  }

  /** How many conversations of a mode an organisation has; of one agent when given. */
  async count(org: string, mode: ConversationMode, assignee?: string): Promise<number> {
    return this.model.collection.countDocuments(assignee === undefined ? { org, mode } : { org, assignee, mode });
  }

  /** Conversations with a timer due by `until`; id and instant only. */
  async waking(until: Date): Promise<{ id: string; at: Date }[]> {
    return this.#scheduled('wakeAt', until);
  }

  /** Conversations whose outbox wants to run by `until`. */
  async sending(until: Date): Promise<{ id: string; at: Date }[]> {
    return this.#scheduled('outboxAt', until);
  }

  /** How many conversations have replies that have not left, of all organisations or of one. */
  async outboxDepth(org?: string): Promise<number> {
    return this.model.collection.countDocuments({ outboxAt: { $exists: true }, ...(org !== undefined && { org }) });
  }

  /** Chats that an agent has now (RocketChat#13134: they count as work). */
  async attendedBy(org: string, assignee: string): Promise<number> {
    return this.count(org, 'agent', assignee);
  }

  async #scheduled(field: 'wakeAt' | 'outboxAt', until: Date): Promise<{ id: string; at: Date }[]> {
    const found = await this.model.collection
      .find({ [field]: { $lte: until } }, { projection: { [field]: 1 } })
      .sort({ [field]: 1 })
      .toArray();
    return found.map((doc) => ({ id: String(doc._id), at: doc[field] as Date }));
  }
}

function queryOf({ org, mode, assignee, before }: ConversationFilter): Record<string, unknown> {
  const query: Record<string, unknown> = {};
  if (org) query.org = org;
  if (mode) query.mode = mode;
  if (assignee) query.assignee = assignee;
  if (before) {
    query.lastAt = { $lte: before.lastAt };
    query.$or = [{ lastAt: { $lt: before.lastAt } }, { _id: { $gt: before.id } }];
  }
  return query;
}
