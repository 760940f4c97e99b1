import type { SealingBox } from '../../contracts/sealing.ts';
import type {
  WhatsappChat,
  WhatsappChats,
  WhatsappFate,
  WhatsappInbox,
  WhatsappKeys,
  WhatsappLeases,
  WhatsappOutgoing,
  WhatsappSent,
  WhatsappStores,
} from '../../contracts/whatsapp.ts';
import { isDuplicateId } from '../duplicate-key.ts';
import type {
  WhatsappAddressDoc,
  WhatsappChatDoc,
  WhatsappInboxDoc,
  WhatsappKeyDoc,
  WhatsappLeaseDoc,
  WhatsappModels,
  WhatsappSentDoc,
} from '../models/whatsapp.ts';

/** What the stores need besides their collections. */
export interface StoreParts {
  readonly box: SealingBox;
  /** Which conversation a chat is: privacy finds what belongs to a person by it. */
  readonly conversationOf: (account: string, address: string) => string;
}

/** So many keys go into one request to the store. */
const READ_AT_ONCE = 500;

/** Everything that the WhatsApp channel keeps, over its collections. */
export function createWhatsappStores(models: WhatsappModels, { box, conversationOf }: StoreParts): WhatsappStores {
  return {
    keys: keysOf(models, box),
    chats: chatsOf(models, { box, conversationOf }),
    outgoing: outgoingOf(models),
    inbox: inboxOf(models, { box, conversationOf }),
    leases: leasesOf(models),
  };
}

const idOf = (account: string, key: string) => `${account}|${key}`;

function keysOf({ keys }: WhatsappModels, box: SealingBox): WhatsappKeys {
  // The names of keys hold the phone numbers of those who write.
  const blindId = (account: string, key: string) => idOf(account, box.blind(key));
  return {
    async read(account, wanted) {
      const found = new Map<string, string>();
      for (let from = 0; from < wanted.length; from += READ_AT_ONCE) {
        const part = wanted.slice(from, from + READ_AT_ONCE);
        const names = new Map(part.map((key) => [blindId(account, key), key]));
        const docs = await keys.collection.find({ _id: { $in: [...names.keys()] } } as object).toArray();
        for (const { _id, value } of docs as unknown as WhatsappKeyDoc[]) {
          found.set(names.get(_id) ?? '', box.open(value, _id));
        }
      }
      return found;
    },
    async write(account, changes) {
      const operations = [...changes].map(([key, value]) => {
        const filter = { _id: blindId(account, key) };
        if (value === null) return { deleteOne: { filter } };
        const replacement = { account, value: box.seal(value, filter._id) };
        return { replaceOne: { filter, replacement, upsert: true } };
      });
      if (operations.length > 0) await keys.collection.bulkWrite(operations as never, { ordered: true });
    },
    async clear(account) {
      await keys.collection.deleteMany({ account });
    },
  };
}

function chatsOf({ chats, addresses }: WhatsappModels, { box, conversationOf }: StoreParts): WhatsappChats {
  const byAddress = async (account: string, address: string): Promise<WhatsappChat | null> => {
    const doc = (await chats.collection.findOne({ _id: idOf(account, address) } as object)) as WhatsappChatDoc | null;
    if (!doc) return null;
    const { _id, conversation: _conversation, ...chat } = doc;
    return { address, ...chat };
  };
  return {
    byAddress,
    async byJid(account, jid) {
      const found = (await addresses.collection.findOne({
        _id: idOf(account, box.blind(jid)),
      } as object)) as WhatsappAddressDoc | null;
      return found ? byAddress(account, found.chat.slice(account.length + 1)) : null;
    },
    async save(account, { address, ...chat }) {
      const _id = idOf(account, address);
      const conversation = conversationOf(account, address);
      await chats.collection.replaceOne({ _id } as object, { conversation, ...chat } as never, { upsert: true });
      for (const jid of new Set([chat.jid, chat.pn, chat.lid])) {
        if (jid !== null) await insertOnce(addresses, { _id: idOf(account, box.blind(jid)), conversation, chat: _id });
      }
    },
  };
}

async function insertOnce(addresses: WhatsappModels['addresses'], doc: WhatsappAddressDoc): Promise<void> {
  if (await addresses.collection.findOne({ _id: doc._id } as object)) return;
  try {
    await addresses.collection.insertOne(doc as never);
  } catch (error) {
    if (!isDuplicateId(error)) throw error;
  }
}

/** Which fates a message may come from to reach one: receipts overtake each other. */
const before: Readonly<Record<WhatsappFate, readonly WhatsappFate[]>> = {
  sending: [],
  taken: ['sending', 'refused'],
  delivered: ['sending', 'taken', 'refused'],
  read: ['sending', 'taken', 'delivered', 'refused'],
  refused: ['sending', 'taken'],
};

function outgoingOf({ sent }: WhatsappModels): WhatsappOutgoing {
  const find = async (account: string, messageId: string): Promise<WhatsappSent | null> => {
    const doc = (await sent.collection.findOne({ _id: idOf(account, messageId) } as object)) as WhatsappSentDoc | null;
    return doc ? { messageId, reply: doc.reply, part: doc.part, fate: doc.fate, code: doc.code } : null;
  };
  return {
    find,
    async begin(account, { messageId, ...about }) {
      const known = await find(account, messageId);
      if (known) return known;
      const doc = { _id: idOf(account, messageId), ...about, fate: 'sending', code: null } as const;
      try {
        await sent.collection.insertOne({ ...doc } as never);
      } catch (error) {
        if (!isDuplicateId(error)) throw error;
      }
      return { messageId, reply: about.reply, part: about.part, fate: 'sending', code: null };
    },
    async advance(account, messageId, fate, code) {
      const filter = { _id: idOf(account, messageId), fate: { $in: [...before[fate]] } };
      const done = await sent.collection.updateOne(filter as object, { $set: { fate, code: code ?? null } });
      return done.matchedCount > 0 ? find(account, messageId) : null;
    },
  };
}

function inboxOf({ inbox }: WhatsappModels, { box, conversationOf }: StoreParts): WhatsappInbox {
  return {
    async put(account, { id, chat, body, at }) {
      const _id = idOf(account, id);
      const doc = {
        account,
        conversation: conversationOf(account, chat),
        chat,
        body: box.seal(body, _id),
        at,
        tries: 0,
      };
      await inbox.collection.replaceOne({ _id } as object, doc as never, { upsert: true });
    },
    async list(account) {
      const docs = await inbox.collection.find({ account }).sort({ account: 1, at: 1 }).toArray();
      return (docs as unknown as WhatsappInboxDoc[]).map(({ _id, chat, body, tries }) => ({
        id: _id.slice(account.length + 1),
        chat,
        body: box.open(body, _id),
        tries,
      }));
    },
    async tried(account, id) {
      await inbox.collection.updateOne({ _id: idOf(account, id) } as object, { $inc: { tries: 1 } });
    },
    async remove(account, id) {
      await inbox.collection.deleteOne({ _id: idOf(account, id) } as object);
    },
  };
}

/** Leases by compare-and-set on one document: of two that ask at once, one gets it. */
function leasesOf({ leases }: WhatsappModels): WhatsappLeases {
  return {
    async take(account, owner, { now, until }) {
      const mine = { _id: account, $or: [{ owner }, { until: { $lte: now } }] };
      const done = await leases.collection.updateOne(mine as object, { $set: { owner, until } });
      if (done.matchedCount > 0) return true;
      if (await leases.collection.findOne({ _id: account } as object)) return false;
      try {
        await leases.collection.insertOne({ _id: account, owner, until } satisfies WhatsappLeaseDoc as never);
        return true;
      } catch (error) {
        if (!isDuplicateId(error)) throw error;
        return false;
      }
    },
    async release(account, owner) {
      await leases.collection.deleteOne({ _id: account, owner } as object);
    },
  };
}
