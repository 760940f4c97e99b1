import type { Clock } from '../contracts/clock.ts';
import type {
  ConversationDetail,
  ConversationPort,
  ConversationSummary,
  TranscriptItem,
} from '../contracts/conversation.ts';
import { AppError } from '../errors/app-error.ts';
import type { ConversationDoc } from '../storage/models/conversations.ts';
import type { ContactRepository } from '../storage/repositories/contacts.ts';
import type { ConversationRepository } from '../storage/repositories/conversations.ts';
import type { MessageLog } from '../storage/repositories/message-log.ts';
import { cursorOf, readCursor } from './cursor.ts';
import type { Organisation } from './organisation.ts';
import { isVisible, summaryOf, transcriptItem } from './views.ts';

const TRANSCRIPT_LENGTH = 200;
const MAX_PAGE = 200;

/** What reading needs. */
export interface ReaderDependencies {
  readonly conversations: ConversationRepository;
  readonly contacts: ContactRepository;
  readonly log: MessageLog;
  readonly clock: Clock;
  readonly organisation: (org: string) => Organisation;
  /** The only organisation of this gateway, if it runs one: lists need not name it. */
  readonly onlyOrganisation?: string;
}

/** Reads conversations for lists, screens and catch-up. */
export class ConversationReader {
  readonly #needs: ReaderDependencies;

  constructor(needs: ReaderDependencies) {
    this.#needs = needs;
  }

  /** A conversation as lists show it. */
  async summary(doc: ConversationDoc): Promise<ConversationSummary> {
    const contact = await this.#needs.contacts.get(doc.contact);
    return summaryOf(doc, contact, this.#needs.organisation(doc.org), this.#needs.clock.now());
  }

  async list(filter: Parameters<ConversationPort['list']>[0]): ReturnType<ConversationPort['list']> {
    const { mode, assignee, after } = filter;
    const organisation = filter.organisation ?? this.#needs.onlyOrganisation;
    const limit = Math.min(Math.max(1, filter.limit), MAX_PAGE);
    const before = after ? readCursor(after) : undefined;
    const docs = await this.#needs.conversations.list({
      limit: limit + 1,
      ...(organisation ? { org: organisation } : {}),
      ...(mode ? { mode } : {}),
      ...(assignee ? { assignee } : {}),
      ...(before ? { before } : {}),
    });
    const page = docs.slice(0, limit);
    const last = page.at(-1);
    const next = docs.length > limit && last ? cursorOf(last) : null;
    return { items: await Promise.all(page.map((doc) => this.summary(doc))), next };
  }

  /** A conversation as lists show it, without its transcript. Throws CONVERSATION_NOT_FOUND. */
  async one(id: string): Promise<ConversationSummary> {
    return this.summary(await this.#require(id));
  }

  async get(id: string): Promise<ConversationDetail> {
    const doc = await this.#require(id);
    const messages = await this.#needs.log.last(id, TRANSCRIPT_LENGTH);
    return {
      ...(await this.summary(doc)),
      transcript: messages.filter(isVisible).map((message) => transcriptItem(message, doc.outbox)),
      protocol: doc.protocol,
      card: doc.card,
    };
  }

  async messagesAfter(id: string, seq: number, limit = MAX_PAGE): Promise<TranscriptItem[]> {
    const doc = await this.#require(id);
    const messages = await this.#needs.log.after(id, seq, Math.min(limit, MAX_PAGE));
    return messages.filter(isVisible).map((message) => transcriptItem(message, doc.outbox));
  }

  async #require(id: string): Promise<ConversationDoc> {
    const doc = await this.#needs.conversations.load(id);
    if (!doc) throw new AppError('CONVERSATION_NOT_FOUND');
    return doc;
  }
}
