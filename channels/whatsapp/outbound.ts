import type { AnyMessageContent, proto } from '@whiskeysockets/baileys';
import type { Attachment, Reply } from '../../src/contracts/envelope.ts';
import type { FileStore } from '../../src/contracts/files.ts';
import type { Logger } from '../../src/contracts/logger.ts';
import type { WhatsappChat, WhatsappConversations, WhatsappOutgoing } from '../../src/contracts/whatsapp.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { Acks } from './acks.ts';
import type { ChatBook } from './chats.ts';
import type { Governor } from './governor.ts';
import { messageIdOf, type Part, partsOf } from './render.ts';
import type { WhatsappTexts } from './texts.ts';

/** The part of a connection that sends. */
export interface Line {
  send(jid: string, content: AnyMessageContent, messageId: string): Promise<void>;
  typing(jid: string, isTyping: boolean): Promise<void>;
}

/** What sending needs. */
export interface OutboundParts {
  readonly account: string;
  readonly book: ChatBook;
  readonly outgoing: WhatsappOutgoing;
  readonly conversations: WhatsappConversations;
  readonly files: FileStore;
  readonly governor: Governor;
  readonly acks: Acks;
  readonly texts: WhatsappTexts;
  readonly maxText: number;
  readonly ackMs: number;
  readonly logger: Logger;
  /** The open connection. Throws WHATSAPP_OFFLINE, WHATSAPP_STOPPED. */
  readonly line: () => Line;
  readonly wait: (ms: number) => Promise<void>;
  readonly now: () => Date;
}

/**
 * The way out. Each part of a reply has an id made from the reply's, is sent, and counts as sent when the server said so; a
 * repeat skips what the server has.
 */
export class Outbound {
  readonly #parts: OutboundParts;

  constructor(parts: OutboundParts) {
    this.#parts = parts;
  }

  async send(reply: Reply): Promise<{ id?: string }> {
    const { account, book, texts, maxText } = this.#parts;
    // Whoever wrote to another number of ours is not answered from this one.
    if (reply.conversation.account !== account) throw new AppError('WHATSAPP_OFFLINE');
    const chat = await book.byAddress(reply.conversation.address);
    if (chat === null) throw new AppError('WHATSAPP_FIRST_CONTACT');
    const parts = partsOf(reply, texts, maxText);
    let last: string | undefined;
    for (const [index, part] of parts.entries()) {
      last = messageIdOf(reply.id, index);
      await this.#sendPart(reply, { part, index, messageId: last }, chat);
    }
    if (reply.choices.length > 0 || chat.choices.length > 0) {
      const current = (await book.byAddress(chat.address)) ?? chat;
      await book.save({ ...current, choices: reply.choices });
    }
    return last === undefined ? {} : { id: last };
  }

  /** A sent message again, for a phone that could not read it. Undefined when it is not known: never an empty one. */
  async again(messageId: string): Promise<proto.IMessage | undefined> {
    const { account, outgoing, conversations, texts, maxText } = this.#parts;
    const sent = await outgoing.find(account, messageId);
    const reply = sent && (await conversations.reply(sent.reply));
    const part = sent && reply ? partsOf(reply, texts, maxText)[sent.part] : undefined;
    return part?.kind === 'text' ? { extendedTextMessage: { text: part.text } } : undefined;
  }

  /** What the server or the person's phone said of a message. */
  async learn(messageId: string, fate: 'delivered' | 'read' | 'refused', code?: string): Promise<void> {
    const { account, outgoing, conversations } = this.#parts;
    const sent = await outgoing.advance(account, messageId, fate, code);
    if (sent) await conversations.delivered(sent.reply, fate === 'refused' ? 'failed' : fate);
  }

  async #sendPart(
    reply: Reply,
    { part, index, messageId }: { part: Part; index: number; messageId: string },
    chat: WhatsappChat,
  ): Promise<void> {
    const { account, outgoing, acks, governor, now, wait } = this.#parts;
    const known = await outgoing.begin(account, { messageId, reply: reply.id, part: index, at: now() });
    if (known.fate === 'taken' || known.fate === 'delivered' || known.fate === 'read') return;
    const content = await this.#contentOf(part);
    if (content === null) return;
    this.#parts.line();
    const length = part.kind === 'text' ? part.text.length : 0;
    const { waitMs, typingMs } = governor.admit({ address: chat.address, lastInAt: chat.lastInAt, length });
    if (waitMs > 0) await wait(waitMs);
    await this.#type(chat.jid, typingMs);
    const line = this.#parts.line();
    const acknowledged = acks.wait(messageId);
    // The server may be faster than the promise of the bytes, and a lost line ends both.
    acknowledged.catch(() => undefined);
    await line.send(chat.jid, content, messageId).catch((cause: unknown) => {
      acks.forget(messageId);
      throw new AppError('WHATSAPP_OFFLINE', {}, { cause });
    });
    acks.sent(messageId, this.#parts.ackMs);
    await acknowledged.catch(async (error: AppError) => {
      if (error.code === 'WHATSAPP_REFUSED') {
        await outgoing.advance(account, messageId, 'refused', String(error.details.code ?? ''));
      }
      throw error;
    });
    await outgoing.advance(account, messageId, 'taken');
  }

  async #type(jid: string, ms: number): Promise<void> {
    if (ms === 0) return;
    const { wait, logger } = this.#parts;
    try {
      await this.#parts.line().typing(jid, true);
      await wait(ms);
      await this.#parts.line().typing(jid, false);
    } catch (err) {
      // Nobody misses it: the message itself says whether the line holds.
      logger.debug({ err }, 'typing not shown');
    }
  }

  async #contentOf(part: Part): Promise<AnyMessageContent | null> {
    if (part.kind === 'text') return { text: part.text, linkPreview: null };
    const bytes = await this.#parts.files.get(part.file.fileId);
    if (bytes === null) {
      this.#parts.logger.warn({ file: part.file.fileId }, 'a file of a reply is not kept any more');
      return null;
    }
    return fileContent(part.file, Buffer.from(bytes));
  }
}

function fileContent({ mediaType, name }: Attachment, bytes: Buffer): AnyMessageContent {
  if (/^image\/(jpeg|png|webp)$/.test(mediaType)) return { image: bytes, mimetype: mediaType, jpegThumbnail: '' };
  if (mediaType.startsWith('audio/')) return { audio: bytes, mimetype: mediaType };
  return { document: bytes, mimetype: mediaType, fileName: name };
}
