import type { Model } from 'mongoose';
import type { Attachment } from '../../contracts/envelope.ts';
import type { ConversationDoc } from '../models/conversations.ts';
import type { MessageDoc } from '../models/messages.ts';
import type { RoutineRunDoc } from '../models/routines.ts';

/** A document whose shape only its own collection knows. */
export type AnyDoc = Readonly<Record<string, unknown>> & { readonly _id: string };

/** What is set and taken out of documents that stay. */
export interface Blanking {
  readonly set: Readonly<Record<string, unknown>>;
  readonly unset: readonly string[];
}

const PAGE = 500;

/** The files that a document names. */
export function attachmentsOf(doc: AnyDoc): readonly Attachment[] {
  return (doc.attachments as readonly Attachment[] | null | undefined) ?? [];
}

/** Reads and erases across collections by their names: privacy is the one subject that crosses them all. */
export class PersonalDataRepository {
  readonly #models: Readonly<Record<string, Pick<Model<unknown>, 'collection'>>>;

  /** `models` by collection name, e.g. `connection.models`. */
  constructor(models: Readonly<Record<string, Pick<Model<unknown>, 'collection'>>>) {
    this.#models = models;
  }

  /** The documents of a collection in which a field is one of these values, by id. */
  async find(collection: string, field: string, values: readonly string[]): Promise<AnyDoc[]> {
    const found: AnyDoc[] = [];
    for (const value of values) {
      const cursor = this.#of(collection).find({ [field]: value } as object);
      found.push(...((await cursor.sort({ _id: 1 }).toArray()) as unknown as AnyDoc[]));
    }
    return found;
  }

  /** One page of a collection in the order of `_id`, after an id. */
  async page<T extends { _id: string }>(collection: string, after: string, limit: number): Promise<T[]> {
    const cursor = this.#of(collection).find({ _id: { $gt: after } } as object);
    return (await cursor.sort({ _id: 1 }).limit(limit).toArray()) as unknown as T[];
  }

  /** One document, or null. */
  async one<T>(collection: string, id: string): Promise<T | null> {
    return (await this.#of(collection).findOne({ _id: id } as object)) as T | null;
  }

  /** Deletes documents by id; how many there were. */
  async delete(collection: string, ids: readonly string[]): Promise<number> {
    let deleted = 0;
    for (const id of ids) deleted += (await this.#of(collection).deleteOne({ _id: id } as object)).deletedCount;
    return deleted;
  }

  /** Blanks one document; false when the filter does not hold any more. */
  async blank(collection: string, filter: object, { set, unset }: Blanking): Promise<boolean> {
    const update = {
      $set: set,
      ...(unset.length > 0 ? { $unset: Object.fromEntries(unset.map((f) => [f, ''])) } : {}),
    };
    const result = await this.#of(collection).updateOne(filter, update as object);
    return (result as { matchedCount: number }).matchedCount > 0;
  }

  /** The log of a conversation, in pages. */
  async *messages(conversation: string, after = 0): AsyncGenerator<MessageDoc[]> {
    for (let seq = after; ; ) {
      const cursor = this.#of('messages').find({ conversation, seq: { $gt: seq } });
      const page = (await cursor.sort({ conversation: 1, seq: 1 }).limit(PAGE).toArray()) as unknown as MessageDoc[];
      if (page.length > 0) yield page;
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) return;
      seq = last.seq;
    }
  }

  /** Which of these files something outside these messages' conversations still refers to. */
  async referredFiles(files: ReadonlySet<string>, isOwn: (message: MessageDoc) => boolean): Promise<Set<string>> {
    const referred = new Set<string>();
    const note = (attachments: MessageDoc['attachments']) => {
      for (const { fileId } of attachments ?? []) if (files.has(fileId)) referred.add(fileId);
    };
    if (files.size === 0) return referred;
    const messages = this.#of('messages').find({ files: true });
    for await (const message of messages as AsyncIterable<unknown>) {
      const doc = message as MessageDoc;
      if (!isOwn(doc)) note(doc.attachments);
    }
    // Replies that have not left are not in the log yet.
    const waiting = this.#of('conversations').find({ outboxAt: { $exists: true } });
    for (const doc of (await waiting.toArray()) as unknown as ConversationDoc[])
      for (const entry of doc.outbox) if (!isOwn({ conversation: doc._id } as MessageDoc)) note(entry.attachments);
    // Evidence of a checklist is the desk's.
    const runs = this.#of('routine_runs').find({ 'items.evidence.kind': 'file' });
    for await (const run of runs as AsyncIterable<unknown>) {
      for (const { evidence } of (run as RoutineRunDoc).items)
        note(evidence.flatMap(({ file }) => file ?? []) as MessageDoc['attachments']);
    }
    return referred;
  }

  /** Which of these files a ticket, or something that happened to one, refers to; `own`: tickets that do not count. */
  async filesOfTickets(files: ReadonlySet<string>, own: ReadonlySet<string> = new Set()): Promise<Set<string>> {
    const referred = new Set<string>();
    const wanted = { 'attachments.fileId': { $in: [...files] } };
    if (files.size === 0) return referred;
    for (const [collection, ticketOf] of [
      ['tickets', '_id'],
      ['ticketEvents', 'ticket'],
    ] as const) {
      const found = (await this.#of(collection)
        .find(wanted as object)
        .toArray()) as unknown as AnyDoc[];
      for (const doc of found.filter((one) => !own.has(String(one[ticketOf]))))
        for (const { fileId } of attachmentsOf(doc)) if (files.has(fileId)) referred.add(fileId);
    }
    return referred;
  }

  #of(collection: string) {
    const model = this.#models[collection];
    if (!model) throw new Error(`There is no collection ${collection}`);
    return model.collection;
  }
}
