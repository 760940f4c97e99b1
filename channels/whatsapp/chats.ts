import type { Logger } from '../../src/contracts/logger.ts';
import type { WhatsappChat, WhatsappChats } from '../../src/contracts/whatsapp.ts';
import { addressOf, isGroup, isLid } from './addresses.ts';

/** What a message says about who wrote: the address it came from, and the other one if the server told it. */
export interface Sender {
  readonly jid: string;
  readonly other: string | null;
}

/**
 * Who is who. A phone number and a LID that the server names together are one chat; when they are two already, or one of them
 * is tied to a third, nothing is merged: a person must look (Baileys#1692: answers to the wrong number).
 */
export class ChatBook {
  readonly #account: string;
  readonly #chats: WhatsappChats;
  readonly #logger: Logger;

  constructor(account: string, chats: WhatsappChats, logger: Logger) {
    this.#account = account;
    this.#chats = chats;
    this.#logger = logger;
  }

  byAddress(address: string): Promise<WhatsappChat | null> {
    return this.#chats.byAddress(this.#account, address);
  }

  /** The chat of whoever wrote, made at their first message. */
  async of({ jid, other }: Sender): Promise<WhatsappChat> {
    const known = await this.#chats.byJid(this.#account, jid);
    const linked = other === null ? null : await this.#chats.byJid(this.#account, other);
    const chat = known ?? linked;
    if (chat === null) return this.#make({ jid, other });
    const isAmbiguous = known !== null && linked !== null && known.address !== linked.address;
    if (isAmbiguous || this.#contradicts(chat, jid) || (other !== null && this.#contradicts(chat, other))) {
      return this.#ambiguous(chat, { jid, other }, known !== null);
    }
    const learned = { ...chat, ...formOf(jid), ...(other === null ? {} : formOf(other)) };
    if (learned.pn === chat.pn && learned.lid === chat.lid) return chat;
    await this.#chats.save(this.#account, learned);
    return learned;
  }

  /** Writes what changed of a chat. */
  async save(chat: WhatsappChat): Promise<void> {
    await this.#chats.save(this.#account, chat);
  }

  async #make({ jid, other }: Sender): Promise<WhatsappChat> {
    // A phone number says more to a person than a LID: it names the chat when both come together.
    const named = other !== null && isLid(jid) ? other : jid;
    const chat: WhatsappChat = {
      ...{ address: addressOf(named), pn: null, lid: null, jid, lastInAt: null, choices: [], toldAt: null },
      ...formOf(jid),
      ...(other === null ? {} : formOf(other)),
    };
    await this.#chats.save(this.#account, chat);
    return chat;
  }

  /** The same kind of address, and not the one that the chat is known by. */
  #contradicts(chat: WhatsappChat, jid: string): boolean {
    if (isGroup(jid)) return false;
    const known = isLid(jid) ? chat.lid : chat.pn;
    return known !== null && known !== jid;
  }

  async #ambiguous(chat: WhatsappChat, { jid }: Sender, isKnown: boolean): Promise<WhatsappChat> {
    this.#logger.warn(
      { code: 'WHATSAPP_IDENTITY_AMBIGUOUS', chat: chat.address },
      'a phone number and a LID contradict what is known; they stay two chats until a person joins them',
    );
    return isKnown ? chat : this.#make({ jid, other: null });
  }
}

function formOf(jid: string): Partial<Pick<WhatsappChat, 'pn' | 'lid'>> {
  if (isGroup(jid)) return {};
  return isLid(jid) ? { lid: jid } : { pn: jid };
}
