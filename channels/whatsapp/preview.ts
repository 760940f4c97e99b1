import { z } from 'zod';
import type { ChannelNote } from '../../src/contracts/channel-notes.ts';
import type { EnvelopeInput } from '../../src/contracts/envelope.ts';
import { addressOf } from './addresses.ts';
import { cloudIncoming, readWebhook } from './cloud/read-webhook.ts';
import { type Incoming, incomingOf } from './incoming.ts';
import type { WhatsappTexts } from './texts.ts';

/** What a recorded event of WhatsApp would become: messages, notes in the transcript, and how many parts are nothing. */
export interface WhatsappPreview {
  readonly envelopes: readonly EnvelopeInput[];
  readonly notes: readonly ChannelNote[];
  readonly nothing: number;
}

const upsertSchema = z.looseObject({
  messages: z.array(z.looseObject({ key: z.looseObject({ id: z.string(), remoteJid: z.string() }) })),
});
const metadataSchema = z.looseObject({
  entry: z.array(
    z.looseObject({
      changes: z.array(
        z.looseObject({
          value: z.looseObject({ metadata: z.looseObject({ phone_number_id: z.string() }).optional() }),
        }),
      ),
    }),
  ),
});

/**
 * Reads one recorded event: a webhook of the Cloud API as Meta sent it, or an upsert of the linked device (`{messages: […]}`).
 * Null: it is neither. Pure; files are named and not fetched.
 */
export function previewEvent(event: unknown, about: { account: string; texts: WhatsappTexts }): WhatsappPreview | null {
  const hook = metadataSchema.safeParse(event);
  const ids = hook.success
    ? hook.data.entry.flatMap(({ changes }) => changes.map(({ value }) => value.metadata?.phone_number_id ?? ''))
    : [];
  const news = [...new Set(ids)].flatMap((id) => readWebhook(event, id)?.messages ?? []);
  if (hook.success)
    return previewOf(
      news.map((message) => cloudIncoming(message, about.texts)),
      about.account,
    );
  const upsert = upsertSchema.safeParse(event);
  if (!upsert.success) return null;
  // A recording is JSON: what the library would have as its own classes is plain here, and read the same.
  return previewOf(
    upsert.data.messages.map((message) => incomingOf(message as never, about.texts)),
    about.account,
  );
}

function previewOf(read: readonly (Incoming | null)[], account: string): WhatsappPreview {
  const found = read.filter((one) => one !== null);
  const envelopes = found.flatMap(({ id, at, name, chat, speaker, isOwn, reading }): EnvelopeInput[] => {
    if (isOwn || reading.kind !== 'message') return [];
    const { text, choice, replyTo, media } = reading;
    const address = addressOf(chat.other ?? chat.jid);
    return [
      {
        ...{ channel: 'whatsapp', account, address, messageId: `${address}/${id}`, sentAt: at },
        sender: { id: addressOf(speaker.jid), ...(name ? { name } : {}) },
        text: media ? [text, `[${media.name}]`].filter(Boolean).join('\n') : text,
        ...(choice ? { choice } : {}),
        ...(replyTo ? { replyTo } : {}),
      },
    ];
  });
  const notes = found.flatMap(({ reading }) => (reading.kind === 'note' ? [reading.note] : []));
  return { envelopes, notes, nothing: read.length - envelopes.length - notes.length };
}
