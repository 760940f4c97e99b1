import { z } from 'zod';

const text = z.string().optional().catch(undefined);
const party = z.looseObject({ id: z.string().min(1).max(256), name: text, role: text });
const attachment = z.looseObject({
  contentType: z.string().max(200).catch('application/octet-stream'),
  contentUrl: text,
  name: text,
  content: z.unknown().optional(),
});

/** What the door reads of an activity. Anything else in it is left alone. */
export const activitySchema = z.looseObject({
  type: z.string().min(1).max(60),
  id: z.string().min(1).max(1_000).optional(),
  channelId: z.string().min(1).max(60),
  serviceUrl: z.string().min(1).max(500),
  timestamp: text,
  from: party,
  recipient: party,
  conversation: z.looseObject({
    id: z.string().min(1).max(1_000),
    isGroup: z.boolean().optional().catch(undefined),
    conversationType: text,
    tenantId: text,
  }),
  text,
  textFormat: text,
  value: z.unknown().optional(),
  replyToId: text,
  attachments: z.array(z.unknown()).max(50).optional().catch(undefined),
  entities: z.array(z.unknown()).max(100).optional().catch(undefined),
  membersAdded: z
    .array(z.looseObject({ id: z.string() }))
    .optional()
    .catch(undefined),
  reactionsAdded: z
    .array(z.looseObject({ type: z.string().max(60) }))
    .optional()
    .catch(undefined),
  channelData: z.unknown().optional(),
});

/** An activity of Bot Service, as far as the door reads it. */
export type BotActivity = z.output<typeof activitySchema>;

/** A file that a message came with. */
export interface BotFile {
  readonly url: string;
  readonly name: string;
  readonly mediaType: string;
}

/** The files of an activity. Cards, and the copy of the text that Teams sends along as HTML, are none. Pure. */
export function filesOf({ attachments = [] }: BotActivity): BotFile[] {
  return attachments.flatMap((raw): BotFile[] => {
    const read = attachment.safeParse(raw);
    if (!read.success) return [];
    const { contentType, contentUrl, name, content } = read.data;
    if (contentType === 'application/vnd.microsoft.teams.file.download.info') {
      const url = stringIn(content, 'downloadUrl');
      return url === null ? [] : [{ url, name: nameOf(name, url), mediaType: typeByName(name) }];
    }
    if (!contentUrl || contentType.startsWith('text/html') || contentType.includes('vnd.microsoft.card')) return [];
    return [{ url: contentUrl, name: nameOf(name, contentUrl), mediaType: mediaTypeOf(contentType) }];
  });
}

/** A field of an object of unknown shape, when it is a text. Pure. */
export function stringIn(value: unknown, field: string): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const found: unknown = (value as Readonly<Record<string, unknown>>)[field];
  return typeof found === 'string' ? found : null;
}

/** Messenger says `image` where others say `image/png`. */
function mediaTypeOf(contentType: string): string {
  const plain = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  const kinds: Readonly<Record<string, string>> = { image: 'image/jpeg', audio: 'audio/mp4', video: 'video/mp4' };
  if (/^[\w.+-]+\/[\w.+*-]+$/.test(plain) && !plain.endsWith('/*')) return plain.slice(0, 127);
  return kinds[plain.split('/')[0] ?? ''] ?? 'application/octet-stream';
}

function typeByName(name: string | undefined): string {
  const types: Readonly<Record<string, string>> = {
    pdf: 'application/pdf',
    png: 'image/png',
    jpg: 'image/jpeg',
    txt: 'text/plain',
  };
  return types[name?.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream';
}

function nameOf(name: string | undefined, url: string): string {
  const last = URL.canParse(url) ? new URL(url).pathname.split('/').at(-1) : '';
  return (name || decoded(last ?? '') || 'archivo').slice(0, 255);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
