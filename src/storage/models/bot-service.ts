import { type Connection, type Model, Schema } from 'mongoose';
import type { BotReference } from '../../contracts/bot-service.ts';
import type { Choice } from '../../contracts/envelope.ts';

/** A chat of the Bot Service door; `_id` is `<channel>|<account>|<address>`. */
export interface BotChatDoc {
  _id: string;
  conversation: string;
  reference: BotReference;
  choices: readonly Choice[];
}

/** A part of a reply that the connector took; `_id` is `<account>|<part id>`. */
export interface BotDeliveryDoc {
  _id: string;
  /** The connector's id. */
  taken: string;
  at: Date;
}

const text = { type: String, required: true } as const;
const options = { versionKey: false, strict: 'throw' } as const;

/** Defines what the Bot Service door keeps. */
export function defineBotService(connection: Connection) {
  const chats = new Schema<BotChatDoc>(
    { _id: text, conversation: text, reference: Schema.Types.Mixed, choices: Schema.Types.Mixed },
    options,
  );
  chats.index({ conversation: 1 }, { name: 'conversation' });
  const deliveries = new Schema<BotDeliveryDoc>(
    { _id: text, taken: text, at: { type: Date, required: true } },
    options,
  );
  deliveries.index({ at: 1 }, { name: 'at' });
  return {
    chats: connection.model<BotChatDoc>('bot_chats', chats, 'bot_chats'),
    deliveries: connection.model<BotDeliveryDoc>('bot_deliveries', deliveries, 'bot_deliveries'),
  };
}

/** The models by name. */
export type BotServiceModels = ReturnType<typeof defineBotService>;

/** The models of a connection on which they are defined. */
export function botServiceModelsOf({ models }: Pick<Connection, 'models'>): BotServiceModels {
  const of = <T>(name: string) => models[name] as unknown as Model<T>;
  return { chats: of<BotChatDoc>('bot_chats'), deliveries: of<BotDeliveryDoc>('bot_deliveries') };
}
