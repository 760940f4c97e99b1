import type { ChannelNote, ChannelPlace } from '../contracts/channel-notes.ts';
import type { Gateway } from './gateway.ts';

const words = {
  es: {
    edited: 'La persona corrigió un mensaje',
    deleted: 'La persona eliminó un mensaje',
    reacted: 'La persona reaccionó',
  },
  en: { edited: 'The person edited a message', deleted: 'The person deleted a message', reacted: 'The person reacted' },
} as const;

/** Where a channel's notes go: the conversation that a place is, and the name that stands beside them in the transcript. */
export interface NoteTarget {
  readonly name: string;
  readonly conversationOf: (account: string, address: string) => string;
}

/** Writes what happened in a chat into its transcript, redacted and in its organisation's language (P4). A chat nobody knows has none. */
export function noteTaker(
  { pipeline, stores, policies, redactor }: Gateway,
  { name, conversationOf }: NoteTarget,
): (place: ChannelPlace, note: ChannelNote) => Promise<void> {
  const clean = (raw: string): string => redactor.redact(raw, { speaker: 'user' }).text;
  return async (place, note) => {
    const conversation = conversationOf(place.account, place.address);
    const doc = await stores.conversations.load(conversation);
    if (!doc) return;
    const { locale } = policies.policyOf(doc.org).organisation;
    const said = words[locale === 'en' ? 'en' : 'es'][note.kind];
    const text = note.kind === 'deleted' ? `${said}.` : `${said}: ${clean(note.text)}`;
    await pipeline.outside.note(conversation, { key: place.messageId, at: place.at, name, text });
  };
}
