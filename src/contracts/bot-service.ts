import type { ChannelNote, ChannelPlace } from './channel-notes.ts';
import type { Choice } from './envelope.ts';

/** Where Bot Service reaches a person: what its activities carry and its connector wants back. */
export interface BotReference {
  /** Bot Service's name of the channel: `facebook`, `msteams`, … */
  readonly channelId: string;
  /** The connector of this conversation. It came in a signed activity, and its host was allowed. */
  readonly serviceUrl: string;
  readonly conversation: string;
  /** The bot's id and the person's on that channel. */
  readonly bot: string;
  readonly user: string;
  readonly tenant: string | null;
  /** More than one person is in it. */
  readonly group: boolean;
}

/** A chat that came through the Bot Service door. */
export interface BotChat {
  /** The channel as the policy calls it. */
  readonly channel: string;
  readonly account: string;
  /** The conversation's address. */
  readonly address: string;
  readonly reference: BotReference;
  /** The choices that were shown last, with the titles that were shown. */
  readonly choices: readonly Choice[];
}

/** The chats of the door. Doing any of it twice changes nothing. */
export interface BotChats {
  find(channel: string, account: string, address: string): Promise<BotChat | null>;
  /** Where the person wrote from last; the choices stay. */
  meet(chat: Omit<BotChat, 'choices'>): Promise<void>;
  showed(chat: Pick<BotChat, 'channel' | 'account' | 'address'>, choices: readonly Choice[]): Promise<void>;
}

/** Which parts of which replies the connector took: it takes no ids of ours, so this is what keeps a reply from showing twice. */
export interface BotDeliveries {
  /** The connector's id of the part; null: it was not taken yet, as far as is known. */
  taken(account: string, partId: string): Promise<string | null>;
  keep(account: string, partId: string, about: { readonly id: string; readonly at: Date }): Promise<void>;
}

/** Everything that the door keeps. */
export interface BotStores {
  readonly chats: BotChats;
  readonly deliveries: BotDeliveries;
}

/** What the door tells of a chat that is no message to the bot. */
export type BotNotes = (channel: string, place: ChannelPlace, note: ChannelNote) => Promise<void>;
