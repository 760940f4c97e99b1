import type { Gateway } from '../../../../src/compose/gateway.ts';
import type { ContactDoc } from '../../../../src/storage/models/contacts.ts';
import type { ConversationDoc } from '../../../../src/storage/models/conversations.ts';
import type { MessageDoc } from '../../../../src/storage/models/messages.ts';
import { redacted } from '../../../http/world/redacted.ts';

/** A conversation as a suite wants it; what is left out is unremarkable. */
export interface SeededConversation {
  readonly id: string;
  /** The person's name; default made from the id. */
  readonly name?: string;
  readonly about?: Partial<ConversationDoc>;
  readonly contact?: Partial<ContactDoc>;
  /** Oldest first. */
  readonly messages?: readonly (Partial<Omit<MessageDoc, 'text'>> & { text: string })[];
}

/** Writes conversations straight into the store: thousands of them in a second or two. */
export async function seedConversations(gateway: Gateway, all: readonly SeededConversation[]): Promise<void> {
  const now = gateway.clock.now();
  const { connection } = gateway.store;
  const contacts = all.map((one) => contactDoc(one, now));
  const messages = all.flatMap((one) => messageDocs(one, now));
  const conversations = all.map((one) => conversationDoc(one, now));
  await connection.model<ContactDoc>('contacts').insertMany(contacts);
  await connection.model<MessageDoc>('messages').insertMany(messages);
  await connection.model<ConversationDoc>('conversations').insertMany(conversations);
}

function contactDoc({ id, name, contact }: SeededConversation, now: Date): ContactDoc {
  return {
    ...{ _id: `contact-${id}`, org: 'exsim', name: redacted(name ?? `Persona ${id}`), userType: 'usuario_final' },
    ...{ customerClass: 'estandar', organisation: null, email: null, phone: null, visits: 0, createdAt: now },
    ...contact,
  } as ContactDoc;
}

function messageDocs({ id, name, messages = [] }: SeededConversation, now: Date): MessageDoc[] {
  return messages.map((message, place) => {
    const speaker = message.speaker ?? 'user';
    const at = message.at ?? new Date(now.getTime() - (messages.length - place) * 60_000);
    return {
      ...{ _id: `${id}-m${place + 1}`, org: 'exsim', conversation: id, seq: place + 1, kind: 'message', at, speaker },
      ...{ direction: speaker === 'user' ? 'in' : 'out', name: redacted(speaker === 'user' ? (name ?? '') : '') },
      ...message,
      text: redacted(message.text),
    } as MessageDoc;
  });
}

function conversationDoc({ id, about = {}, messages = [] }: SeededConversation, now: Date): ConversationDoc {
  const last = messages.at(-1);
  const lastAt = about.lastAt ?? last?.at ?? now;
  return {
    ...{ _id: id, org: 'exsim', channel: 'webchat', account: 'exsim', address: `address-${id}` },
    ...{ contact: `contact-${id}`, learned: {}, version: 1, mode: 'waiting', episode: 1, handled: [], outbox: [] },
    ...{ flow: { name: 'support', version: 1, node: 'start', data: {} }, timers: {}, assignee: null },
    ...{ openedAt: lastAt, closedAt: null, outcome: null, lastText: redacted(last?.text ?? ''), lastAt },
    ...{ waitingSince: lastAt, minutes: null, tickets: [], protocol: [], card: null },
    work: { elapsedMs: 0, runningSince: null, warned: false, folio: null },
    ...about,
  } as unknown as ConversationDoc;
}
