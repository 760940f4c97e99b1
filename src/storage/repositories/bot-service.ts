import type { BotChat, BotStores } from '../../contracts/bot-service.ts';
import { isDuplicateId } from '../duplicate-key.ts';
import type { BotChatDoc, BotDeliveryDoc, BotServiceModels } from '../models/bot-service.ts';

type Place = Pick<BotChat, 'channel' | 'account' | 'address'>;

const chatId = ({ channel, account, address }: Place) => `${channel}|${account}|${address}`;
const partIdOf = (account: string, partId: string) => `${account}|${partId}`;

/** Everything that the Bot Service door keeps, over its collections. `conversationOf`: privacy finds a person's chats by it. */
export function createBotStores(
  { chats, deliveries }: BotServiceModels,
  conversationOf: (place: Place) => string,
): BotStores {
  return {
    chats: {
      async find(channel, account, address) {
        const place = { channel, account, address };
        const doc = await chats.findOne({ _id: chatId(place) }).lean<BotChatDoc | null>();
        return doc ? { ...place, reference: doc.reference, choices: doc.choices } : null;
      },
      async meet({ reference, ...place }) {
        const first = { conversation: conversationOf(place), choices: [] };
        const change = { $set: { reference }, $setOnInsert: first };
        await atOnce(() => chats.updateOne({ _id: chatId(place) }, change, { upsert: true }));
      },
      async showed(place, choices) {
        await chats.updateOne({ _id: chatId(place) }, { $set: { choices } });
      },
    },
    deliveries: {
      async taken(account, partId) {
        const doc = await deliveries.findOne({ _id: partIdOf(account, partId) }).lean<BotDeliveryDoc | null>();
        return doc?.taken ?? null;
      },
      async keep(account, partId, { id, at }) {
        const _id = partIdOf(account, partId);
        await atOnce(() => deliveries.updateOne({ _id }, { $setOnInsert: { taken: id, at } }, { upsert: true }));
      },
    },
  };
}

/** Of two first writes at once the second finds the first one's document when it tries again. */
async function atOnce(write: () => PromiseLike<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!isDuplicateId(error)) throw error;
    await write();
  }
}
