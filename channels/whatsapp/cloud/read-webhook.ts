import { z } from 'zod';
import type { Incoming } from '../incoming.ts';
import type { MediaPart, Reading } from '../read-message.ts';
import type { WhatsappTexts } from '../texts.ts';

/** One message of a webhook, still in Meta's words. */
export interface CloudMessage {
  readonly message: RawMessage;
  readonly name: string | undefined;
}

/** What became of a message that we sent. */
export interface CloudStatus {
  /** Meta's id. */
  readonly id: string;
  /** Our own id, which came along with the message. */
  readonly ours: string | null;
  readonly status: string;
  readonly code: string | null;
}

/** All that a webhook tells of our number. */
export interface CloudNews {
  readonly messages: readonly CloudMessage[];
  readonly statuses: readonly CloudStatus[];
}

const text = z.string().optional();
const media = z
  .looseObject({ id: z.string(), mime_type: text, caption: text, filename: text, voice: z.boolean().optional() })
  .optional();
const pressed = z.looseObject({ id: text, title: text }).optional();
const messageSchema = z.looseObject({
  from: z.string().regex(/^\d{5,20}$/),
  id: z.string().min(1).max(200),
  timestamp: z.string(),
  type: z.string(),
  text: z.looseObject({ body: text }).optional(),
  image: media,
  audio: media,
  video: media,
  document: media,
  sticker: media,
  button: z.looseObject({ text, payload: text }).optional(),
  interactive: z
    .looseObject({ button_reply: pressed, list_reply: pressed, nfm_reply: z.looseObject({ body: text }).optional() })
    .optional(),
  location: z.looseObject({ latitude: z.number(), longitude: z.number(), name: text, address: text }).optional(),
  contacts: z
    .array(
      z.looseObject({
        name: z.looseObject({ formatted_name: text }).optional(),
        phones: z.array(z.looseObject({ phone: text })).optional(),
      }),
    )
    .optional(),
  reaction: z.looseObject({ message_id: z.string(), emoji: text }).optional(),
  context: z.looseObject({ id: text }).optional(),
});
type RawMessage = z.output<typeof messageSchema>;

const statusSchema = z.looseObject({
  id: z.string(),
  status: z.string(),
  biz_opaque_callback_data: text,
  errors: z.array(z.looseObject({ code: z.number() })).optional(),
});

const bodySchema = z.looseObject({
  object: z.literal('whatsapp_business_account'),
  entry: z.array(z.looseObject({ changes: z.array(z.looseObject({ field: z.string(), value: z.unknown() })) })),
});
const valueSchema = z.looseObject({
  metadata: z.looseObject({ phone_number_id: z.string() }),
  contacts: z.array(z.looseObject({ wa_id: text, profile: z.looseObject({ name: text }).optional() })).optional(),
  messages: z.array(z.unknown()).optional(),
  statuses: z.array(z.unknown()).optional(),
});

/**
 * Everything in a webhook that is about one number: all entries, all changes, all messages. Null: it is no webhook of WhatsApp.
 * A part of a kind that is not known is passed over, so that it does not hold up the rest. Pure.
 */
export function readWebhook(body: unknown, phoneId: string): CloudNews | null {
  const parsed = bodySchema.safeParse(body);
  if (!parsed.success) return null;
  const messages: CloudMessage[] = [];
  const statuses: CloudStatus[] = [];
  for (const { field, value } of parsed.data.entry.flatMap(({ changes }) => changes)) {
    const read = valueSchema.safeParse(value);
    if (field !== 'messages' || !read.success || read.data.metadata.phone_number_id !== phoneId) continue;
    const names = new Map((read.data.contacts ?? []).map(({ wa_id: id, profile }) => [id, profile?.name]));
    for (const one of read.data.messages ?? []) {
      const message = messageSchema.safeParse(one);
      if (message.success) messages.push({ message: message.data, name: names.get(message.data.from) });
    }
    for (const one of read.data.statuses ?? []) {
      const status = statusSchema.safeParse(one);
      if (!status.success) continue;
      const { id, biz_opaque_callback_data: ours = null, errors } = status.data;
      statuses.push({ id, ours, status: status.data.status, code: errors?.[0] ? String(errors[0].code) : null });
    }
  }
  return { messages, statuses };
}

/** A message in our own words; null when nobody said anything. Pure. */
export function cloudIncoming({ message, name }: CloudMessage, words: WhatsappTexts): Incoming | null {
  const reading = readingOf(message, words);
  if (reading.kind === 'nothing') return null;
  const jid = `${message.from}@s.whatsapp.net`;
  const seconds = Number(message.timestamp);
  return {
    ...{ id: message.id, chat: { jid, other: null }, speaker: { jid, other: null }, isOwn: false, reading },
    name: name?.slice(0, 200) || undefined,
    at: new Date(Number.isFinite(seconds) ? seconds * 1000 : 0),
  };
}

function readingOf(message: RawMessage, words: WhatsappTexts): Reading {
  const { button, interactive, reaction, context } = message;
  const replyTo = context?.id ? { replyTo: context.id.slice(0, 256) } : {};
  if (reaction) {
    const { emoji, message_id: of } = reaction;
    return emoji ? { kind: 'note', note: { kind: 'reacted', text: emoji, of } } : { kind: 'nothing' };
  }
  const choice = interactive?.button_reply ?? interactive?.list_reply;
  if (choice) return chosen(choice.title ?? choice.id ?? '', choice.id, replyTo);
  if (button) return chosen(button.text ?? '', button.payload, replyTo);
  const file = mediaOf(message);
  if (file) return { kind: 'message', text: file.caption, media: file.part, ...replyTo };
  const said = wordsOf(message, words);
  return said === '' ? { kind: 'nothing' } : { kind: 'message', text: said, ...replyTo };
}

function chosen(title: string, id: string | undefined, replyTo: { replyTo?: string }): Reading {
  if (title === '') return { kind: 'nothing' };
  return { kind: 'message', text: title, ...(id && id.length <= 200 ? { choice: id } : {}), ...replyTo };
}

function wordsOf({ type, text: said, location, contacts, interactive }: RawMessage, words: WhatsappTexts): string {
  if (said?.body) return said.body;
  if (interactive?.nfm_reply?.body) return interactive.nfm_reply.body;
  if (location) {
    const named = [location.name, location.address].filter(Boolean).join(', ');
    return `${words.location}: ${location.latitude}, ${location.longitude}${named ? ` (${named})` : ''}`;
  }
  if (contacts) {
    const cards = contacts.map(({ name, phones = [] }) => [name?.formatted_name, ...phones.map(({ phone }) => phone)]);
    return cards.map((card) => `${words.contact}: ${card.filter(Boolean).join(', ')}`).join('\n');
  }
  // A change of number, a group event: nobody said anything.
  return type === 'system' ? '' : words.unsupported;
}

const kinds = ['image', 'audio', 'video', 'document', 'sticker'] as const;

function mediaOf(message: RawMessage): { part: MediaPart; caption: string } | null {
  for (const kind of kinds) {
    const found = message[kind];
    if (!found) continue;
    const mediaType = found.mime_type?.split(';')[0]?.trim().toLowerCase() ?? 'application/octet-stream';
    const name = (found.filename ?? `${kind}.${mediaType.split('/')[1] ?? 'bin'}`).slice(0, 255);
    const nowhere = { url: '', directPath: '', mediaKey: new Uint8Array(), size: 0 };
    return { part: { kind, mediaType, name, id: found.id, ...nowhere }, caption: found.caption ?? '' };
  }
  return null;
}
