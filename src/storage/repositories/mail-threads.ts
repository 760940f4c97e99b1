import type { Model } from 'mongoose';
import type { MailPlace, MailThread, MailThreads, ThreadKey } from '../../contracts/mail-threads.ts';
import { isDuplicateId } from '../duplicate-key.ts';
import { conversationIdOf, mailIdOf, mailPeerOf, mailPlaceOf } from '../ids.ts';
import type { MailMessageDoc, MailPlaceDoc, MailThreadDoc } from '../models/mail.ts';

/** The models that mail is kept in. */
export interface MailModels {
  readonly mailThreads: Model<MailThreadDoc>;
  readonly mailMessages: Model<MailMessageDoc>;
  readonly mailPlaces: Model<MailPlaceDoc>;
}

const CHANNEL = 'email';
/** Whoever is put on later letters is not let in without a token. */
const MAX_PARTICIPANTS = 40;

/** Threads and letters of one organisation. */
export class MailThreadRepository implements MailThreads {
  readonly #org: string;
  readonly #models: MailModels;

  constructor(org: string, models: MailModels) {
    this.#org = org;
    this.#models = models;
  }

  async find(key: ThreadKey): Promise<MailThread | null> {
    const doc = await this.#models.mailThreads.findById(this.#conversation(key)).lean<MailThreadDoc | null>();
    if (doc === null) return null;
    const { account, address, requester, requesterName, participants, subject, inReplyTo, references } = doc;
    return { account, address, requester, requesterName, participants, subject, inReplyTo, references };
  }

  async threadOf(messageIds: readonly string[]): Promise<ThreadKey | null> {
    const doc = await this.#first(messageIds);
    return doc === null ? null : { account: doc.account, address: doc.address };
  }

  async keep(thread: MailThread): Promise<void> {
    const conversation = this.#conversation(thread);
    const { inReplyTo, references, participants } = thread;
    const known = await this.find(thread);
    if (known === null) {
      const own = { participants: [...participants], references: [...references] };
      const doc = { ...thread, ...own, _id: conversation, org: this.#org, conversation };
      if (await insertOnce(() => this.#models.mailThreads.create(doc))) return;
    }
    const all = [...new Set([...(known?.participants ?? []), ...participants])].slice(0, MAX_PARTICIPANTS);
    await this.#models.mailThreads.updateOne(
      { _id: conversation },
      { $set: { participants: all, ...(inReplyTo === null ? {} : { inReplyTo, references: [...references] }) } },
    );
  }

  async received({ messageId, key, from, at, ...thread }: Parameters<MailThreads['received']>[0]): Promise<void> {
    await this.#note({ key, messageId, thread, direction: 'in', peer: from, at });
  }

  async receivedAs(key: string): Promise<ThreadKey | null> {
    const doc = await this.#models.mailMessages.findById(mailIdOf(this.#org, key)).lean<MailMessageDoc | null>();
    return doc === null ? null : { account: doc.account, address: doc.address };
  }

  async sent({ messageId, to, at, automatic, replyId, ...thread }: Parameters<MailThreads['sent']>[0]): Promise<void> {
    const more = { reply: replyId, ...(automatic ? { automatic: true as const } : {}) };
    await this.#note({ key: messageId, messageId, thread, direction: 'out', peer: to, at, more });
  }

  async sentAs(messageIds: readonly string[]): Promise<{ readonly replyId: string } | null> {
    const doc = await this.#first(messageIds, 'out');
    return doc?.reply === undefined ? null : { replyId: doc.reply };
  }

  async count(direction: 'in' | 'out', address: string, since: Date): Promise<number> {
    const peer = mailPeerOf(this.#org, address);
    const found = await this.#models.mailMessages.find({ peer, at: { $gte: since } }).lean<MailMessageDoc[]>();
    return found.filter((doc) => doc.direction === direction && (direction === 'in' || doc.automatic)).length;
  }

  async taken({ account, uidValidity, uid }: MailPlace, at: Date): Promise<void> {
    const _id = mailPlaceOf(this.#org, account, `${uidValidity}:${uid}`);
    await insertOnce(() => this.#models.mailPlaces.create({ _id, org: this.#org, at }));
  }

  async isTaken({ account, uidValidity, uid }: MailPlace): Promise<boolean> {
    const _id = mailPlaceOf(this.#org, account, `${uidValidity}:${uid}`);
    return (await this.#models.mailPlaces.exists({ _id })) !== null;
  }

  #conversation({ account, address }: ThreadKey): string {
    return conversationIdOf(this.#org, CHANNEL, account, address);
  }

  async #note(about: {
    key: string;
    messageId: string | null;
    thread: ThreadKey;
    direction: 'in' | 'out';
    peer: string;
    at: Date;
    more?: Pick<MailMessageDoc, 'reply' | 'automatic'>;
  }): Promise<void> {
    const { key, messageId, thread, direction, peer, at, more = {} } = about;
    const { account, address } = thread;
    const doc: MailMessageDoc = {
      ...{ _id: mailIdOf(this.#org, key), org: this.#org, conversation: this.#conversation(thread), account, address },
      ...{ direction, peer: mailPeerOf(this.#org, peer), at, ...more },
      ...(messageId === null ? {} : { letter: mailIdOf(this.#org, messageId) }),
    };
    await insertOnce(() => this.#models.mailMessages.create(doc));
  }

  async #first(messageIds: readonly string[], direction?: 'out'): Promise<MailMessageDoc | null> {
    const wanted = messageIds.map((id) => mailIdOf(this.#org, id));
    if (wanted.length === 0) return null;
    const filter = { letter: { $in: wanted }, ...(direction ? { direction } : {}) };
    const found = await this.#models.mailMessages.find(filter).lean<MailMessageDoc[]>();
    const byId = new Map(found.map((doc) => [doc.letter, doc]));
    return wanted.map((id) => byId.get(id)).find((doc) => doc !== undefined) ?? null;
  }
}

/** False: it was there already. */
async function insertOnce(insert: () => Promise<unknown>): Promise<boolean> {
  try {
    await insert();
    return true;
  } catch (error) {
    if (!isDuplicateId(error)) throw error;
    return false;
  }
}
