import { hash } from 'node:crypto';

/** Ids made from what they stand for: the same input gives the same id, and an address or a phone is not readable in it. */
function digest(kind: string, parts: readonly string[]): string {
  // The length before each part keeps ("a", "bc") and ("ab", "c") apart.
  let text = kind;
  for (const part of parts) text += `|${part.length}:${part}`;
  return hash('sha256', text, 'base64url').slice(0, 22);
}

/** Id of the conversation at a channel address. */
export function conversationIdOf(org: string, channel: string, account: string, address: string): string {
  return digest('conversation', [org, channel, account, address]);
}

/** Id of an inbound message: the deduplication key (P1). */
export function inboundIdOf(channel: string, account: string, messageId: string): string {
  return digest('inbound', [channel, account, messageId]);
}

/** Id of a letter: its Message-ID, not readable (P4). */
export function mailIdOf(org: string, messageId: string): string {
  return digest('mail', [org, messageId]);
}

/** Stands for an address that letters are counted by. */
export function mailPeerOf(org: string, address: string): string {
  return digest('mail-peer', [org, address]);
}

/** Id of a letter's place in a mailbox. */
export function mailPlaceOf(org: string, account: string, place: string): string {
  return digest('mail-place', [org, account, place]);
}

/** Stands for a channel's id that must not be kept as it is (P4). */
export function sealedIdOf(id: string): string {
  return `sealed-${digest('sealed', [id])}`;
}

/** Id of the contact that is made for a channel's sender. */
export function contactIdOf(org: string, channel: string, sender: string): string {
  return digest('contact', [org, channel, sender]);
}

/** Id of the nth reply of a turn (P2: a repeated turn gives the same). */
export function replyIdOf(turnId: string, index: number): string {
  return digest('reply', [turnId, String(index)]);
}

/**
 * Key of a turn's nth command of one type: effects are found again by it (P2). Counted by type, because a repeated turn may
 * leave out what was written by its first run (a contact's name) and must still find the rest.
 */
export function commandKeyOf(turnId: string, type: string, index: number): string {
  return digest('command', [turnId, type, String(index)]);
}

/** Stands for the key of a deed on a ticket, which may be an outside system's own words. */
export function deedKeyOf(ticket: string, key: string): string {
  return digest('deed', [ticket, key]);
}

/** What may be made once per key. */
export type Effect =
  | 'ticket'
  | 'opportunity'
  | 'survey'
  | 'feedback'
  | 'question'
  | 'proposal'
  | 'search'
  | 'cluster'
  | 'lesson'
  | 'absence'
  | 'figureValue'
  | 'correction'
  | 'verification'
  | 'notice'
  | 'note'
  | 'canned'
  | 'proof'
  | 'vault'
  | 'company'
  | 'requester'
  | 'designation'
  | 'portalLink'
  | 'contactProof'
  | 'contactsApart'
  | 'sample'
  | 'review'
  | 'cycle'
  | 'finding'
  | 'satisfactionCheck'
  | 'surveyAction'
  | 'ticketView'
  | 'loggedConversation'
  | 'routine'
  | 'edition'
  | 'course'
  | 'serviceNotice'
  | 'outage';

/** Id of an effect that happens once per key in an organisation (P2). */
export function effectIdOf(effect: Effect, org: string, key: string): string {
  return digest(effect, [org, key]);
}

/** Id of what one endpoint is told of one event of a ticket: the receiver's key against doubles too. */
export function deliveryIdOf(endpoint: string, eventId: string): string {
  return digest('delivery', [endpoint, eventId]);
}
