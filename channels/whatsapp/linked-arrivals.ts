import type { WAMessage } from '@whiskeysockets/baileys';
import { type Arrival, type Incoming, incomingOf } from './incoming.ts';
import type { Library } from './library.ts';
import type { WhatsappTexts } from './texts.ts';

/** The library's messages as arrivals; what is nothing for a conversation is left out. */
export function arrivalsOf(
  messages: readonly WAMessage[],
  { library, texts }: { library: Library; texts: WhatsappTexts },
): Arrival[] {
  return messages.flatMap((message) => {
    const incoming = incomingOf(message, texts);
    return incoming === null ? [] : [{ incoming, pack: () => pack(message, library) }];
  });
}

function pack({ key, messageTimestamp, pushName, message }: WAMessage, { proto }: Library): string {
  const content = Buffer.from(proto.Message.encode(message ?? {}).finish()).toString('base64');
  return JSON.stringify({ key, at: Number(messageTimestamp ?? 0), pushName, content });
}

/** A packed message again. */
export function unpack(text: string, { library, texts }: { library: Library; texts: WhatsappTexts }): Incoming | null {
  const { key, at, pushName, content } = JSON.parse(text);
  const message = library.proto.Message.decode(Buffer.from(content, 'base64'));
  return incomingOf({ key, messageTimestamp: at, pushName, message }, texts);
}
