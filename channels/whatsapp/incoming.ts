import type { WAMessage, WAMessageKey } from '@whiskeysockets/baileys';
import { isGroup, plainJid } from './addresses.ts';
import type { Sender } from './chats.ts';
import { type Reading, readContent } from './read-message.ts';
import type { WhatsappTexts } from './texts.ts';

/** A message of the library in our own words. */
export interface Incoming {
  /** The library's id of it; the same again is the same message. */
  readonly id: string;
  /** Whose chat it is in: a person's, or a group's. */
  readonly chat: Sender;
  /** Who speaks: the person of the chat, or a member of the group. */
  readonly speaker: Sender;
  readonly name: string | undefined;
  readonly at: Date;
  /** Written by our own number: by us, or on its telephone. */
  readonly isOwn: boolean;
  readonly reading: Reading;
  /** The library's name of it, for the mark that it was read; the Cloud API needs the id only. */
  readonly key?: WAMessageKey;
}

/** A message that came in, and how to keep it sealed while its file is fetched. */
export interface Arrival {
  readonly incoming: Incoming;
  readonly pack: () => string;
}

/**
 * What a message is, or null when it is nothing for a conversation: a placeholder of something that could not be decrypted yet
 * (it comes again under the same id and must not be taken for it), a status, a newsletter, bookkeeping.
 */
export function incomingOf(message: WAMessage, words: WhatsappTexts): Incoming | null {
  const { key } = message;
  const jid = plainJid(key.remoteJid);
  if (jid === null || !key.id || message.broadcast) return null;
  const isCall = Boolean(message.message?.call);
  if (message.messageStubType && !isCall) return null;
  const reading = readContent(message.message, words);
  if (reading.kind === 'nothing') return null;
  const inGroup = isGroup(jid);
  const speaker = inGroup ? plainJid(key.participant) : jid;
  if (speaker === null) return null;
  return {
    id: key.id,
    chat: { jid, other: inGroup ? null : plainJid(key.remoteJidAlt) },
    speaker: { jid: speaker, other: plainJid(inGroup ? key.participantAlt : key.remoteJidAlt) },
    name: message.pushName?.slice(0, 200) || undefined,
    at: instantOf(message.messageTimestamp),
    isOwn: key.fromMe === true,
    reading,
    key,
  };
}

function instantOf(seconds: WAMessage['messageTimestamp']): Date {
  const value = Number(seconds ?? 0);
  return new Date(Number.isFinite(value) && value > 0 ? value * 1000 : 0);
}
