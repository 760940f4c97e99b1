import type { Clock } from '../../src/contracts/clock.ts';
import type { Attachment, EnvelopeInput, IntakePort } from '../../src/contracts/envelope.ts';
import { MAX_TEXT_LENGTH } from '../../src/contracts/envelope.ts';
import type { FileStore } from '../../src/contracts/files.ts';
import type { Logger } from '../../src/contracts/logger.ts';
import { chosenBy } from '../../src/contracts/numbered-choices.ts';
import type { WhatsappChat, WhatsappConversations, WhatsappInbox } from '../../src/contracts/whatsapp.ts';
import { isAppError } from '../../src/errors/app-error.ts';
import { isGroup, phoneOf } from './addresses.ts';
import type { ChatBook } from './chats.ts';
import type { Arrival, Incoming } from './incoming.ts';
import type { WhatsappTimers } from './options.ts';
import type { MediaPart } from './read-message.ts';
import type { WhatsappTexts } from './texts.ts';

/** What receiving needs. */
export interface InboundParts {
  readonly account: string;
  readonly book: ChatBook;
  readonly inbox: WhatsappInbox;
  readonly intake: () => IntakePort;
  readonly conversations: WhatsappConversations;
  readonly files: FileStore;
  readonly texts: WhatsappTexts;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly timers: WhatsappTimers;
  readonly fetch: (media: MediaPart) => Promise<Buffer>;
  /** A message that was packed for the store; null: nobody can read it any more. */
  readonly unpack: (text: string) => Incoming | null;
  /** Whether a message of our own number is one that we sent. */
  readonly isOurs: (messageId: string) => Promise<boolean>;
  /** Whether what is said in a group, and by this person, is listened to. */
  readonly listensTo: (group: string, speaker: { phone: string | null; jid: string }) => Promise<boolean>;
  /** Told once the messages are durable. */
  readonly onTaken: (taken: readonly Incoming[]) => void;
}

const SEEN_KEPT = 5_000;
const MAX_TRIES = 5;
const RETRY_MS = 5_000;
/** Of a chat, this often at most, ms: when they wrote last is needed to the minute. */
const STAMP_MS = 60_000;

/**
 * The way in. Everything of a batch is durable when `take` resolves: text goes to intake, a message with a file goes to the sealed
 * inbox first and to intake once its file is here. Taking the same message twice changes nothing.
 */
export class Inbound {
  readonly #parts: InboundParts;
  /** Taken lately: the library tells of the same message twice. */
  readonly #seen = new Set<string>();
  /** Chats that wait for a file: what is said after it waits behind it. */
  readonly #waiting = new Map<string, number>();
  #draining: Promise<void> = Promise.resolve();
  #retry: (() => void) | null = null;
  #isStopped = false;

  constructor(parts: InboundParts) {
    this.#parts = parts;
  }

  /** Throws when the store did not take them; whoever sent them must send them again. */
  async take(arrivals: readonly Arrival[]): Promise<void> {
    const batch: { incoming: Incoming; chat: WhatsappChat }[] = [];
    for (const arrival of arrivals) {
      const { incoming } = arrival;
      if (this.#seen.has(seenKey(incoming))) continue;
      if (!(await this.#isWanted(incoming))) continue;
      const chat = await this.#parts.book.of(incoming.chat);
      const mustWait = incoming.reading.kind === 'message' && incoming.reading.media !== undefined;
      if (mustWait || this.#waiting.has(chat.address)) await this.#park(arrival, chat);
      else batch.push({ incoming, chat });
    }
    await this.#deliver(batch);
  }

  /** Whether a person's message was taken lately. */
  hasTaken(jid: string, id: string): boolean {
    return this.#seen.has(`${jid} ${id} false`);
  }

  /** Takes up what waited when the process ended (P5). */
  async recover(): Promise<void> {
    this.#isStopped = false;
    for (const { chat } of await this.#parts.inbox.list(this.#parts.account)) this.#count(chat, 1);
    this.#drain();
  }

  /** Ends what is under way; what waits is found at the next start. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#retry?.();
    await this.#draining;
  }

  /** Resolves when no file is being fetched. */
  idle(): Promise<void> {
    return this.#draining;
  }

  async #isWanted({ chat, speaker, isOwn, id }: Incoming): Promise<boolean> {
    if (isOwn) return !isGroup(chat.jid) && !(await this.#parts.isOurs(id));
    if (!isGroup(chat.jid)) return true;
    const phone = phoneOf(speaker.jid) ?? phoneOf(speaker.other);
    return this.#parts.listensTo(chat.jid, { phone, jid: speaker.jid });
  }

  async #park({ incoming, pack }: Arrival, chat: WhatsappChat): Promise<void> {
    const { inbox, account, clock } = this.#parts;
    const id = `${chat.address}/${incoming.id}`;
    await inbox.put(account, { id, chat: chat.address, body: pack(), at: clock.now() });
    this.#count(chat.address, 1);
    this.#remember(incoming);
    this.#parts.onTaken([incoming]);
    this.#drain();
  }

  /** Fetches files one after another; what fails holds up its own chat only. */
  #drain(): void {
    this.#draining = this.#draining
      .then(() => this.#drainAll())
      .catch((err: unknown) => {
        this.#parts.logger.error({ err }, 'messages with files wait; they are tried again');
        this.#retryLater();
      });
  }

  async #drainAll(): Promise<void> {
    const { inbox, account, unpack } = this.#parts;
    const held = new Set<string>();
    for (const { id, chat, body, tries } of await inbox.list(account)) {
      if (this.#isStopped) return;
      if (held.has(chat)) continue;
      const incoming = unpack(body);
      const isDone = incoming === null || (await this.#deliverWaiting(incoming, tries));
      if (isDone) {
        await inbox.remove(account, id);
        this.#count(chat, -1);
      } else {
        held.add(chat);
        await inbox.tried(account, id);
      }
    }
    if (held.size > 0) this.#retryLater();
  }

  /** False: its file could not be fetched now. */
  async #deliverWaiting(incoming: Incoming, tries: number): Promise<boolean> {
    const chat = await this.#parts.book.of(incoming.chat);
    const media = incoming.reading.kind === 'message' ? incoming.reading.media : undefined;
    if (media === undefined) {
      await this.#deliver([{ incoming, chat }]);
      return true;
    }
    const kept = await this.#keep(media, tries);
    if (kept === 'later') return false;
    await this.#deliver([{ incoming, chat }], kept);
    return true;
  }

  /** The file in our store, or what is said in its place, or `later`. */
  async #keep(media: MediaPart, tries: number): Promise<{ attachment?: Attachment; instead?: string } | 'later'> {
    const { fetch, files, texts, logger } = this.#parts;
    try {
      const bytes = await fetch(media);
      return { attachment: await files.put(bytes, { name: media.name, mediaType: media.mediaType }) };
    } catch (error) {
      const isGone = isAppError(error, 'WHATSAPP_FILE_GONE');
      if (isGone && tries + 1 < MAX_TRIES) return 'later';
      if (!isAppError(error)) throw error;
      logger.warn({ code: error.code }, 'a file was not taken');
      return { instead: isGone ? texts.fileGone : texts.fileRefused.replace('{name}', media.name) };
    }
  }

  async #deliver(
    batch: readonly { incoming: Incoming; chat: WhatsappChat }[],
    kept: { attachment?: Attachment; instead?: string } = {},
  ): Promise<void> {
    const envelopes: EnvelopeInput[] = [];
    for (const { incoming, chat } of batch) {
      if (incoming.isOwn || incoming.reading.kind === 'note') await this.#tell(incoming, chat);
      else envelopes.push(...this.#envelopesOf(incoming, chat, kept));
    }
    // Before the turn that answers: the way out asks whether they wrote, and where from.
    for (const { incoming, chat } of batch) if (!incoming.isOwn) await this.#stamp(incoming, chat);
    if (envelopes.length > 0) await this.#accept(envelopes);
    for (const { incoming } of batch) this.#remember(incoming);
    this.#parts.onTaken(batch.map(({ incoming }) => incoming).filter(({ isOwn }) => !isOwn));
  }

  async #accept(envelopes: readonly EnvelopeInput[]): Promise<void> {
    const receipts = await this.#parts.intake().accept(envelopes);
    for (const receipt of receipts) {
      if (receipt.status === 'rejected')
        this.#parts.logger.warn({ code: receipt.code }, 'a message was refused at the door');
    }
  }

  /** What is no message to the bot: a change of an older message, or the desk's own telephone. */
  async #tell({ id, at, isOwn, reading }: Incoming, chat: WhatsappChat): Promise<void> {
    const { account, conversations } = this.#parts;
    const place = { account, address: chat.address, messageId: `${chat.address}/${id}`, at };
    if (reading.kind === 'note' && !isOwn) await conversations.note(place, reading.note);
    if (reading.kind === 'message' && isOwn) await conversations.spokeFromPhone(place, reading.text);
  }

  #envelopesOf(
    incoming: Incoming,
    chat: WhatsappChat,
    { attachment, instead }: { attachment?: Attachment; instead?: string },
  ): EnvelopeInput[] {
    const { reading, name } = incoming;
    if (reading.kind !== 'message') return [];
    const said = [reading.text, instead].filter((part) => part !== undefined && part !== '').join('\n');
    const read = reading.choice === undefined ? chosenBy(said, chat.choices) : { text: said, choice: reading.choice };
    const speaker = isGroup(chat.jid) ? (phoneOf(incoming.speaker.jid) ?? incoming.speaker.jid) : chat.address;
    const parts = cut(read.text);
    return parts.map((text, index) => ({
      channel: 'whatsapp',
      account: this.#parts.account,
      address: chat.address,
      messageId: `${chat.address}/${incoming.id}${index === 0 ? '' : `/${index + 1}`}`,
      sender: { id: speaker, ...(name === undefined ? {} : { name }) },
      sentAt: incoming.at,
      text,
      ...(read.choice !== undefined && index === 0 ? { choice: read.choice } : {}),
      ...(attachment && index === 0 ? { attachments: [attachment] } : {}),
      ...(reading.replyTo ? { replyTo: reading.replyTo } : {}),
    }));
  }

  /** When they wrote last, and from which address: where answers go. */
  async #stamp({ chat: { jid } }: Incoming, chat: WhatsappChat): Promise<void> {
    const now = this.#parts.clock.now();
    const isFresh = chat.lastInAt !== null && now.getTime() - chat.lastInAt.getTime() < STAMP_MS;
    if (isFresh && chat.jid === jid) return;
    await this.#parts.book.save({ ...chat, jid, lastInAt: now });
  }

  #remember(incoming: Incoming): void {
    this.#seen.add(seenKey(incoming));
    if (this.#seen.size <= SEEN_KEPT) return;
    const [oldest] = this.#seen;
    if (oldest !== undefined) this.#seen.delete(oldest);
  }

  #count(chat: string, change: number): void {
    const count = (this.#waiting.get(chat) ?? 0) + change;
    if (count <= 0) this.#waiting.delete(chat);
    else this.#waiting.set(chat, count);
  }

  #retryLater(): void {
    if (this.#retry || this.#isStopped) return;
    this.#retry = this.#parts.timers.after(RETRY_MS, () => {
      this.#retry = null;
      this.#drain();
    });
  }
}

/** By chat and id: two people may use the same id. Edits and reactions have ids of their own. */
function seenKey({ chat, id, isOwn }: Incoming): string {
  return `${chat.jid} ${id} ${isOwn}`;
}

/** A longer text than intake takes becomes several messages; nothing is cut off. */
function cut(text: string): string[] {
  const parts: string[] = [];
  for (let from = 0; from < text.length || parts.length === 0; ) {
    let to = Math.min(text.length, from + MAX_TEXT_LENGTH);
    if (to < text.length && (text.charCodeAt(to - 1) & 0xfc00) === 0xd800) to -= 1;
    parts.push(text.slice(from, to));
    from = to;
    if (text.length === 0) break;
  }
  return parts;
}
