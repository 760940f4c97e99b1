import type { ChannelNote, ChannelPlace } from './channel-notes.ts';
import type { Choice, Reply } from './envelope.ts';

/** What the session of one number is kept in: keys with values that only the channel reads. The store seals them. */
export interface WhatsappKeys {
  /** The values that exist. */
  read(account: string, keys: readonly string[]): Promise<Map<string, string>>;
  /** All of them or, after a crash, none that is cut; null takes a key out. 812 at once is usual. */
  write(account: string, changes: ReadonlyMap<string, string | null>): Promise<void>;
  /** Every key of the number. */
  clear(account: string): Promise<void>;
}

/**
 * A chat of one number: a person, or a group. A person may write from a phone number or from a LID; whatever is known to be the
 * same person is one chat with one address.
 */
export interface WhatsappChat {
  /** The conversation's address, for good: the first form that was seen, without the server part of a phone number. */
  readonly address: string;
  /** `…@s.whatsapp.net`, when it is known. */
  readonly pn: string | null;
  /** `…@lid`, when it is known. */
  readonly lid: string | null;
  /** What they wrote from last: where answers go. */
  readonly jid: string;
  readonly lastInAt: Date | null;
  /** The numbered choices that they were shown last. */
  readonly choices: readonly Choice[];
  /** Said once: that this chat's rules are not met (a group with another name, …). */
  readonly toldAt: Date | null;
}

/** Chats, found by every address that leads to them. */
export interface WhatsappChats {
  byJid(account: string, jid: string): Promise<WhatsappChat | null>;
  byAddress(account: string, address: string): Promise<WhatsappChat | null>;
  /** Writes the chat and whatever leads to it. An address that leads to another chat already stays with that one. */
  save(account: string, chat: WhatsappChat): Promise<void>;
}

/** What became of a message on its way out: taken by the server, arrived, read, refused. */
export type WhatsappFate = 'sending' | 'taken' | 'delivered' | 'read' | 'refused';

/** A message that left, or is about to. Holds no text: what is sent again is made from the log. */
export interface WhatsappSent {
  readonly messageId: string;
  /** The reply that it is a part of, and which part. */
  readonly reply: string;
  readonly part: number;
  readonly fate: WhatsappFate;
  /** The server's code of a refusal. */
  readonly code: string | null;
}

/** What left under which id. */
export interface WhatsappOutgoing {
  find(account: string, messageId: string): Promise<WhatsappSent | null>;
  /** Before the send: the same again changes nothing. */
  begin(account: string, about: { messageId: string; reply: string; part: number; at: Date }): Promise<WhatsappSent>;
  /** Only forwards: what was read does not become delivered. */
  advance(account: string, messageId: string, fate: WhatsappFate, code?: string): Promise<WhatsappSent | null>;
}

/** A message that waits for its file to be fetched; sealed, because nothing has been taken out of it yet (P4). */
export interface WhatsappWaiting {
  readonly id: string;
  readonly chat: string;
  readonly body: string;
  readonly tries: number;
}

/** Messages that were received and are not in the log yet. */
export interface WhatsappInbox {
  put(account: string, waiting: Omit<WhatsappWaiting, 'tries'> & { readonly at: Date }): Promise<void>;
  /** In the order in which they came. */
  list(account: string): Promise<WhatsappWaiting[]>;
  tried(account: string, id: string): Promise<void>;
  remove(account: string, id: string): Promise<void>;
}

/** One owner per number: who holds the lease may connect. */
export interface WhatsappLeases {
  /** True when `owner` has it until `until`. */
  take(account: string, owner: string, span: { readonly now: Date; readonly until: Date }): Promise<boolean>;
  release(account: string, owner: string): Promise<void>;
}

/** Everything that the channel keeps. */
export interface WhatsappStores {
  readonly keys: WhatsappKeys;
  readonly chats: WhatsappChats;
  readonly outgoing: WhatsappOutgoing;
  readonly inbox: WhatsappInbox;
  readonly leases: WhatsappLeases;
}

/** What the channel tells of conversations, and asks of them. */
export interface WhatsappConversations {
  /** A reply again, from the log: for a phone that could not read it. Null: there is none any more. */
  reply(id: string): Promise<Reply | null>;
  /** What became of a reply. */
  delivered(replyId: string, state: 'delivered' | 'read' | 'failed'): Promise<void>;
  /** Somebody of the desk answered from the number's own telephone: the bot is silent from there on (P7). */
  spokeFromPhone(place: ChannelPlace, text: string): Promise<void>;
  note(place: ChannelPlace, note: ChannelNote): Promise<void>;
}

/** What keeps a number off the line until a person acts. */
export type WhatsappStop =
  /** Unlinked on the telephone: pair again. */
  | 'loggedOut'
  /** Another process or program took the session over. */
  | 'replaced'
  | 'banned'
  /** The client's version is not accepted any more. */
  | 'tooOld'
  | 'mismatch'
  | 'broken';

/** What somebody of the desk should look at, also when the number works again. */
export interface WhatsappAlert {
  /** `stopped`: it stays off until a person acts · `stalled`: messages were held back, and the connection was opened anew. */
  readonly kind: 'stopped' | 'stalled';
  readonly at: Date;
}

/** The state of a number, for the console, the command line and `/readyz`. */
export interface WhatsappStatus {
  readonly account: string;
  readonly transport: 'linked' | 'cloud';
  /** `waiting`: it will connect by itself again · `standby`: another process has the number. */
  readonly state: 'unpaired' | 'pairing' | 'connecting' | 'open' | 'waiting' | 'standby' | 'stopped' | 'off';
  readonly since: Date;
  /** What a telephone scans; only while pairing. */
  readonly qr: string | null;
  /** What is typed on the telephone; only while pairing by code. */
  readonly code: string | null;
  readonly stop: WhatsappStop | null;
  /** Code of the last disconnection. */
  readonly lastCode: number | null;
  readonly retryAt: Date | null;
  /** Until it is mended; of a stall, for a day. */
  readonly alert: WhatsappAlert | null;
}

/** What an operator does with a number. */
export interface WhatsappAdmin {
  /** Whose number it is. */
  readonly organisation: string;
  status(): WhatsappStatus;
  /** Begins to pair; with a phone number by code, else by QR. Throws WHATSAPP_PAIRED. */
  pair(options: { readonly phone?: string }): Promise<WhatsappStatus>;
  /** Unlinks the device and forgets its keys. */
  logout(): Promise<void>;
}
