import type { Model } from 'mongoose';
import type { Redacted } from '../../contracts/redacted.ts';
import type { ConversationNoteDoc, ConversationReadDoc } from '../models/conversation-notes.ts';
import { insertOnce } from './insert-once.ts';

/** Notes of the desk. */
export class ConversationNoteRepository {
  readonly #notes: Model<ConversationNoteDoc>;

  constructor(notes: Model<ConversationNoteDoc>) {
    this.#notes = notes;
  }

  /** Stores a note; false when its id exists. */
  add(note: ConversationNoteDoc): Promise<boolean> {
    return insertOnce(this.#notes, note);
  }

  /** A note, or null. */
  find(id: string): Promise<ConversationNoteDoc | null> {
    return this.#notes.findById(id).lean<ConversationNoteDoc | null>();
  }

  /** Of a conversation, in the order in which they were written. */
  list(conversation: string): Promise<ConversationNoteDoc[]> {
    return this.#notes.find({ conversation }).sort({ at: 1, _id: 1 }).lean<ConversationNoteDoc[]>();
  }

  /** Changes the text and keeps what it was; null when the note is not as it was read any more. */
  change(read: ConversationNoteDoc, text: Redacted, at: Date): Promise<ConversationNoteDoc | null> {
    const earlier = [...read.earlier, { at: read.editedAt ?? read.at, text: read.text }];
    return this.#notes
      .findOneAndUpdate(
        { _id: read._id, text: read.text },
        { $set: { text, editedAt: at, earlier } },
        { returnDocument: 'after' },
      )
      .lean<ConversationNoteDoc | null>();
  }
}

/** How far each agent has read. */
export class ConversationReadRepository {
  readonly #reads: Model<ConversationReadDoc>;

  constructor(reads: Model<ConversationReadDoc>) {
    this.#reads = reads;
  }

  /** The last position that an agent has seen; null: never opened. */
  async seen(agent: string, conversation: string): Promise<number | null> {
    const found = await this.#reads.findById(idOf(agent, conversation)).lean<ConversationReadDoc | null>();
    return found?.seq ?? null;
  }

  /** The last positions of an agent in several conversations, by conversation; those never opened are missing. */
  async seenIn(agent: string, conversations: readonly string[]): Promise<Map<string, number>> {
    const ids = conversations.map((conversation) => idOf(agent, conversation));
    const found = await this.#reads.find({ _id: { $in: ids } }).lean<ConversationReadDoc[]>();
    return new Map(found.map(({ conversation, seq }) => [conversation, seq]));
  }

  /** Moves the position, forwards only: two consoles of one agent may tell it in any order. */
  async read(about: Pick<ConversationReadDoc, 'org' | 'agent' | 'conversation' | 'seq' | 'at'>): Promise<void> {
    const { org, agent, conversation, seq, at } = about;
    await this.#reads.updateOne(
      { _id: idOf(agent, conversation) },
      { $max: { seq, at }, $setOnInsert: { org, agent, conversation } },
      { upsert: true },
    );
  }
}

function idOf(agent: string, conversation: string): string {
  return `${agent}|${conversation}`;
}
