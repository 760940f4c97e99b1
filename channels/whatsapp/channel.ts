import { randomUUID } from 'node:crypto';
import type { WAMessage } from '@whiskeysockets/baileys';
import type { ChannelAbilities, ChannelAdapter } from '../../src/contracts/channel.ts';
import type { IntakePort } from '../../src/contracts/envelope.ts';
import type { WhatsappAdmin } from '../../src/contracts/whatsapp.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { Acks } from './acks.ts';
import { plainJid } from './addresses.ts';
import { ChatBook } from './chats.ts';
import { EarlyDoor } from './early.ts';
import { Governor } from './governor.ts';
import { faultOf } from './groups.ts';
import { Inbound, type InboundParts } from './inbound.ts';
import type { Incoming } from './incoming.ts';
import { type Library, loadLibrary } from './library.ts';
import { arrivalsOf, unpack } from './linked-arrivals.ts';
import { fetchMedia } from './media.ts';
import { systemTimers, type WhatsappOptions } from './options.ts';
import { Outbound } from './outbound.ts';
import { Session } from './session.ts';
import { Writing } from './writing.ts';

/** Longer messages are cut by WhatsApp's own clients behind "read more". */
export const MAX_TEXT = 4_096;

const ACK_MS = 15_000;

/** What WhatsApp can do over a linked device. */
export const whatsappAbilities: ChannelAbilities = {
  buttons: false,
  typing: true,
  edits: false,
  questions: 'one',
  markdown: false,
  maxText: MAX_TEXT,
};

/** The channel over a linked device, with what an operator does to it. */
export interface LinkedChannel extends ChannelAdapter, WhatsappAdmin {
  /** Resolves when no file is being fetched. */
  idle(): Promise<void>;
}

/** WhatsApp through a linked device: an unofficial client, which WhatsApp may ban. */
export function createLinkedChannel(options: WhatsappOptions): LinkedChannel {
  const { account, stores, conversations, clock, logger, timers = systemTimers, random = Math.random } = options;
  let intake: IntakePort | null = null;
  let library: Library | null = null;
  const book = new ChatBook(account, stores.chats, logger);
  const acks = new Acks(timers);
  const governor = new Governor(options.governor, { clock, minuteOfDay: options.minuteOfDay, random });
  const outbound = new Outbound({
    ...{ account, book, outgoing: stores.outgoing, conversations, files: options.files, governor, acks, logger },
    ...{ texts: options.texts, maxText: MAX_TEXT, ackMs: options.linked.ackMs ?? ACK_MS, now: () => clock.now() },
    line: () => session.line(),
    wait: (ms) => new Promise((resolve) => void timers.after(ms, resolve)),
  });
  const writing = new Writing({ account, book, line: () => session.line(), timers, logger, now: () => clock.now() });
  const inbound = new Inbound(
    inboundParts(options, { book, session: () => session, library: () => library, intake: () => intake }),
  );
  const take = async (messages: readonly WAMessage[]) => {
    if (library) await inbound.take(arrivalsOf(messages, { library, texts: options.texts }));
  };
  const session: Session = new Session({
    ...{ account, options: options.linked, stores, clock, timers, random, logger, onStatus: options.onStatus },
    owner: options.owner ?? randomUUID(),
    load: async () => {
      library = await loadLibrary();
      return library;
    },
    early: (loaded) => {
      const hasTaken = (jid: string, id: string) => inbound.hasTaken(plainJid(jid) ?? jid, id);
      return new EarlyDoor(loaded, { take, hasTaken, now: () => clock.now().getTime() });
    },
    onPaired: (at) => {
      governor.pairedAt = at;
    },
    onLost: () => acks.lost(),
    events: {
      messages: (messages) => {
        take(messages).catch((err: unknown) => logger.error({ err }, 'messages of WhatsApp were not taken'));
      },
      fates: (fates) => {
        for (const { id, status, code } of fates)
          void learn(outbound, options, { id, status, ...(code ? { code } : {}) });
      },
      ack: (id, code) => acks.came(id, code),
      resend: (id) => outbound.again(id),
    },
  });
  return {
    name: 'whatsapp',
    abilities: whatsappAbilities,
    async start(port) {
      intake = port;
      // Whoever waits for a file needs the library to open it.
      if ((await stores.inbox.list(account)).length > 0) library = await loadLibrary();
      await inbound.recover();
      await session.start();
    },
    async stop() {
      writing.stop();
      await session.stop();
      await inbound.stop();
      acks.lost();
      intake = null;
    },
    send: (reply) => outbound.send(reply),
    showTyping: (where) => void writing.show(where),
    organisation: options.organisation,
    status: () => session.status,
    async pair(wanted) {
      await session.pair(wanted);
      return session.status;
    },
    logout: () => session.logout(),
    idle: () => inbound.idle(),
  };
}

interface Late {
  readonly book: ChatBook;
  readonly session: () => Session;
  readonly library: () => Library | null;
  readonly intake: () => IntakePort | null;
}

function inboundParts(options: WhatsappOptions, { book, session, library, intake }: Late): InboundParts {
  const { account, stores, conversations, files, texts, clock, logger, linked, fileBytes, timers } = options;
  const loaded = (): Library => {
    const found = library();
    if (found === null) throw new AppError('WHATSAPP_OFFLINE');
    return found;
  };
  return {
    ...{ account, book, inbox: stores.inbox, conversations, files, texts, clock, logger },
    timers: timers ?? systemTimers,
    intake() {
      const port = intake();
      if (port === null) throw new AppError('STORE_CLOSED');
      return port;
    },
    fetch: (media) => {
      const limits = { hosts: linked.mediaHosts, bytes: fileBytes, ...(linked.ca ? { ca: linked.ca } : {}) };
      return fetchMedia(media, limits, loaded());
    },
    unpack: (text) => unpack(text, { library: loaded(), texts }),
    isOurs: async (id) => (await stores.outgoing.find(account, id)) !== null,
    listensTo: (group, speaker) => listensTo(options, session(), group, speaker),
    onTaken: (taken) => {
      if (options.readMarks) markRead(session(), taken);
    },
  };
}

/** MAS-126..128: the group's name, the desk in it, and a speaker whom the customer named. */
async function listensTo(
  { groups, logger }: WhatsappOptions,
  session: Session,
  group: string,
  { phone }: { phone: string | null },
): Promise<boolean> {
  if (groups === null) return false;
  const fault = faultOf(await session.group(group), groups);
  const isValid = fault === null && phone !== null && (await groups.isValidMember(phone));
  if (!isValid) logger.info({ fault: fault ?? 'member' }, 'a message in a group was not listened to');
  return isValid;
}

function markRead(session: Session, taken: readonly Incoming[]): void {
  const keys = taken.flatMap(({ reading, key }) => (reading.kind === 'message' && key ? [key] : []));
  if (keys.length > 0) session.read(keys);
}

const REFUSED = 0;
const DELIVERED = 3;
const READ = 4;

async function learn(
  outbound: Outbound,
  { logger }: WhatsappOptions,
  { id, status, code }: { id: string; status: number; code?: string },
): Promise<void> {
  try {
    if (status === REFUSED) await outbound.learn(id, 'refused', code);
    if (status === DELIVERED) await outbound.learn(id, 'delivered');
    if (status >= READ) await outbound.learn(id, 'read');
  } catch (err) {
    logger.warn({ err }, 'what became of a message was not noted');
  }
}
